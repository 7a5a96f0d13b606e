"""What the house does by itself: clocks that end, waiting lists, files whose last day has passed."""

from __future__ import annotations

from typing import Any

from matching.offers import services as offers
from matching.outcomes import asking
from matching.outcomes import services as outcomes
from matching.planning import tasks as planning  # noqa: F401 - registers its jobs
from matching.reassigning import tasks as reassigning  # noqa: F401 - registers its jobs
from matching.requests import services as requests
from matching.requests import turns
from matching.resettlement import tasks as resettlement  # noqa: F401 - registers its jobs
from matching.resources import freshness
from matching.sessions import reminders
from matching.sessions import services as sessions
from matching.supervisees import services as supervisees
from matching.weighing import tasks as weighing  # noqa: F401 - registers its job
from messaging import queue


@queue.every(60, "matching.clocks")
def clocks(job: Any) -> None:
    """Offers that run out, plans agreed by silence, meetings that wait for their record: each minute."""
    offers.expire_offers()
    sessions.agree_by_clock()
    sessions.sessions_now_due()


@queue.every(300, "matching.remind")
def remind(job: Any) -> None:
    reminders.remind_of_meetings()


@queue.every(3600, "matching.hourly")
def hourly(job: Any) -> None:
    """Files whose first day has come or whose last has passed, drafts that are over, the waiting list;
    on the first hour of a month, whom to ask what they think."""
    supervisees.activate_due()
    outcomes.end_clients_due()
    requests.purge_drafts()
    turns.resume_due()
    freshness.expire_due()
    freshness.remind_due()
    offers.rerun_waiting()
    asking.draw_due()


@queue.handler("matching.rerun_waiting")
def rerun_waiting(job: Any) -> None:
    offers.rerun_waiting(job.payload["category"])
