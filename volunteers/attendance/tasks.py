"""What the house does by itself at the door: closing what stayed open, and forgetting where people were."""

from __future__ import annotations

from messaging import queue
from messaging.models import Job
from volunteers.attendance import services
from volunteers.attendance.closing import CLOSE
from volunteers.models import Shift


@queue.every(300, "volunteers.close_shifts")
def close_shifts() -> None:
    services.close_due()


@queue.handler(CLOSE)
def close_shift(job: Job) -> None:
    shift = Shift.objects.filter(pk=job.payload["shift"], status="running").first()
    if shift is not None:
        services.close_shift(shift)


@queue.every(86_400, "volunteers.sweep_places")
def sweep_places() -> int:
    return services.sweep_places()
