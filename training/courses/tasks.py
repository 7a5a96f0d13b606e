"""What courses do in the background: places to pass on, offers that run out, sessions whose hour has come."""

from __future__ import annotations

from messaging import queue
from messaging.models import Job
from training.courses import (
    assigning,  # noqa: F401 - registers its job
    gradebook,
    ready,
    reminders,
    sweeps,
    waiting,
)


@queue.handler(waiting.NEXT_TURN)
def pass_on_places(job: Job) -> int:
    return sweeps.pass_on_places(job.payload["session"])


@queue.every(5, "training.offers")
def offers() -> int:
    """Offers that ran out, every few seconds: the next in turn hears at once."""
    return sweeps.expire_offers()


@queue.every(60, "training.clocks")
def clocks() -> int:
    return sweeps.begin_sessions() + sweeps.finish_sessions()


@queue.every(300, "training.ready_course")
def ready_course() -> bool:
    """A city that was just begun has no bureau when its pages are made: the course follows once there is one."""
    return ready.ensure_induction() is not None


@queue.every(86_400, "training.tables")
def tables() -> int:
    return gradebook.sweep()


@queue.every(86_400, "training.remind")
def remind() -> int:
    return reminders.remind()
