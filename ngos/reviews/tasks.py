"""What quality reviews do by themselves: answers that did not come, grades that are over, the nightly look."""

from __future__ import annotations

from messaging import queue
from ngos.reviews import grading, services, watching


@queue.every(3_600, "ngos.lapse_review_answers")
def lapse_answers() -> int:
    return services.lapse_answers()


@queue.every(86_400, "ngos.outdate_grades")
def outdate() -> int:
    return grading.outdate()


@queue.every(86_400, "ngos.watch_figures")
def watch() -> int:
    return watching.watch()
