"""What messaging itself does in the background, and the one Celery task."""

from __future__ import annotations

from celery import shared_task

from audit import trail
from kit import clock
from messaging import awaited, bounces, digest, queue, receipts, runner, texting
from messaging.channels import Held, Undeliverable, channels
from messaging.gateways.texts import Passing
from messaging.models import Job, Message

channels["sms"] = texting.Sms()


@shared_task(name="messaging.run_job")
def run_job(job_id: int) -> str:
    """Do this job if it is due and nobody has it. A bell rung twice, or for nothing, does no harm."""
    job = queue.claim_this(job_id)
    if job is None:
        return "not due"
    queue.run(job)
    return job.state


@queue.handler("messaging.deliver")
def deliver(job: Job) -> str:
    message = Message.objects.select_related("to").filter(pk=job.payload["message"]).first()
    if message is None or message.state != Message.State.QUEUED:
        return "nothing to do"
    try:
        channels[message.channel].deliver(message)
    except Held as held:
        run_at = clock.machine_now() + (held.until - clock.now())
        queue.enqueue("messaging.deliver", job.payload, key=f"deliver:{message.pk}:{held.until:%Y%m%d}", run_at=run_at)
        return "held"
    except Undeliverable as why:
        return receipts.failed(message, str(why), why.stop)
    except Exception as fault:
        if job.attempts >= job.max_attempts:
            receipts.failed(message, str(fault) if isinstance(fault, Passing) else type(fault).__name__)
        raise
    return receipts.sent(message)


@queue.every(runner.PULSE_EVERY, "messaging.pulse")
def pulse() -> None:
    """Proves, for /healthz, that jobs are claimed, run and ended."""


@queue.every(300, "messaging.read_bounces")
def read_bounces() -> int:
    return bounces.sweep()


@queue.every(86_400, "messaging.forget_old_jobs")
def forget_old_jobs() -> int:
    return queue.forget_old() + awaited.forget_old()


@queue.every(300, "messaging.ask_for_receipts")
def ask_for_receipts() -> int:
    return awaited.ask()


@queue.every(1, "audit.seal")
def seal() -> None:
    """Chain the new events of the log. The log lies below us and cannot ask for it itself."""
    trail.seal()


@queue.every(1800, "messaging.digest")
def send_digests() -> int:
    return digest.ask_for_all()


@queue.handler("messaging.send_digest")
def send_digest(job: Job) -> str:
    return digest.send(job.payload["user"])
