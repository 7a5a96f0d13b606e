"""The bell of installations with Redis: sends the ids of due jobs to Celery; when it fails, the rows wait."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from celery import current_app
from django.db.models import Q

from kit import clock
from messaging import queue
from messaging.models import Job

log = logging.getLogger(__name__)
AGAIN = timedelta(seconds=30)  # a row still not begun after this long is rung for again
QUIET = 10  # seconds without an attempt after the broker failed: no visitor waits for a dead broker twice
PRIORITY: dict[str, int] = {Job.Lane.BEAT: 0, Job.Lane.QUICK: 3, Job.Lane.LONG: 6}  # on Redis the smallest goes first
_deaf_until = 0.0


def queue_of(lane: str) -> str:
    """Where the bells of a lane ring: a worker may listen to some lanes only (`manage.py worker --lanes`)."""
    return f"{current_app.conf.task_default_queue}.{lane}"


def ring(job: Job) -> None:
    """Send the job's id, once in a while only; never raises."""
    global _deaf_until
    now = clock.machine_now()
    if time.monotonic() < _deaf_until or not Job.objects.filter(_unheard(now), pk=job.pk).update(rung_at=now):
        return
    try:
        current_app.send_task(
            "messaging.run_job", args=[job.pk], queue=queue_of(job.lane), priority=PRIORITY[job.lane], retry=False
        )
    except Exception as fault:  # noqa: BLE001 - whatever the broker says, the row stays
        _deaf_until = time.monotonic() + QUIET
        Job.objects.filter(pk=job.pk).update(rung_at=None)
        log.warning("job %s not rung for: %s; the row waits", job.pk, type(fault).__name__)


def ring_due(limit: int = 200) -> int:
    """Ring for due jobs that nobody has begun: what was enqueued while the broker was away, sweeps, retries.

    Only the first of those that wait in each lane are looked at: behind them a long queue waits its turn, and ringing
    for all of it every ten seconds would bury the broker in bells.
    """
    now, rung = clock.machine_now(), 0
    for lane in queue.LANES:
        for job in queue.due(now).filter(lane=lane).order_by("run_at")[:limit]:
            if job.rung_at is None or job.rung_at < now - AGAIN:
                ring(job)
                rung += 1
    return rung


def _unheard(now: datetime) -> Q:
    return Q(rung_at=None) | Q(rung_at__lt=now - AGAIN)
