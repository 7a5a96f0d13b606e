"""What the volunteers' trade does by itself; what the door does stands in its own file."""

from __future__ import annotations

from messaging import queue
from volunteers.activities import reminders
from volunteers.attendance import tasks as at_the_door  # noqa: F401 - registers its jobs


@queue.every(300, "volunteers.remind")
def remind() -> int:
    return reminders.remind_of_shifts()
