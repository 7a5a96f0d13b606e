"""What the volunteers' trade does by itself; shifts, the door and papers have files of their own."""

from __future__ import annotations

from messaging import queue
from volunteers.activities import reminders
from volunteers.activities import tasks as shifts  # noqa: F401 - registers its jobs
from volunteers.applying import keeping
from volunteers.attendance import tasks as at_the_door  # noqa: F401 - registers its jobs
from volunteers.leaving import services as leaving
from volunteers.vetting import tasks as papers  # noqa: F401 - registers its jobs


@queue.every(300, "volunteers.remind")
def remind() -> int:
    return reminders.remind_of_shifts()


@queue.every(86_400, "volunteers.forget_applications")
def forget_applications() -> int:
    return keeping.forget_old()


@queue.every(86_400, "volunteers.forget_left")
def forget_left() -> int:
    return leaving.forget_left()
