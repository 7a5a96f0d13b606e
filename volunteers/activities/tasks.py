"""What activities do in the background: places to pass on, offers that run out, shifts whose hour has come."""

from __future__ import annotations

from messaging import queue
from messaging.models import Job
from volunteers.activities import seating, sweeps, waiting


@queue.handler(waiting.NEXT_TURN)
def pass_on_places(job: Job) -> int:
    return sweeps.pass_on_places(job.payload["shift"])


@queue.handler(seating.NEXT_TURN)
def pass_on_client_seats(job: Job) -> None:
    seating.pass_on_seats(job.payload["shift"])


@queue.every(5, "activities.offers")
def offers() -> int:
    """Offers that ran out, every few seconds: the next in turn hears at once."""
    return sweeps.expire_offers()


@queue.every(60, "activities.clocks")
def clocks() -> int:
    """Shifts whose hour has come, and those with too few people, each told once."""
    sweeps.remind_of_risk()
    return sweeps.begin_shifts()


@queue.handler(sweeps.AT_RISK)
def at_risk(job: Job) -> bool:
    return sweeps.tell_at_risk(job.payload["shift"])


@queue.every(86_400, "activities.lacking")
def lacking() -> int:
    return sweeps.flag_lacking()
