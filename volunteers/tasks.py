"""What the volunteers' trade does by itself."""

from __future__ import annotations

from messaging import queue
from volunteers.activities import reminders


@queue.every(300, "volunteers.remind")
def remind() -> int:
    return reminders.remind_of_shifts()
