"""What is looked at each night: papers that run out."""

from __future__ import annotations

from messaging import queue
from volunteers.vetting import reminders


@queue.every(86_400, "volunteers.papers")
def papers() -> int:
    return reminders.remind()
