"""Courses, sessions and learners for tests, made as the bureau makes them."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from accounts.models import User
from kit import clock
from tests.cast import DONGXI, Cast, person, seat
from training.courses import planning
from training.models import Course, Enrolment, Session

COURSE = {
    "title": "岗前培训", "audience": "volunteer", "mode": "centralised", "credit_minutes": 480,
    "gives": "induction", "validity_months": 60,
}  # fmt: skip
_serial = count(1)


def course(cast: Cast, *, by: User | None = None, is_open: bool = True, **columns: Any) -> Course:
    """A course of 东溪区, open unless said otherwise."""
    by = by or cast.county_manager
    organiser = columns.pop("organiser", cast.county(DONGXI))
    row = planning.draft_course(
        by=by, organiser=organiser, county_code=columns.pop("county_code", DONGXI), **{**COURSE, **columns}
    )
    return planning.open_course(row, by=by) if is_open else row


def session(
    cast: Cast, of: Course | None = None, *, days: int = 3, hour: int = 9, hours: float = 3, **columns: Any
) -> Session:
    """A session so many days from now, at 李明's office."""
    start = clock.at(clock.today() + timedelta(days=days), hour)
    row = planning.plan_session(
        of or course(cast),
        by=columns.pop("by", cast.officer),
        organiser=columns.pop("organiser", cast.office),
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        capacity=columns.pop("capacity", 30),
        place=columns.pop("place", "河口街道二楼教室"),
        **columns,
    )
    return Session.objects.select_related("course").get(pk=row.pk)


def learner(cast: Cast, name: str = "", role: str = "VOL") -> User:
    return seat(person(name or f"学员{next(_serial)}"), role)


def crowd(cast: Cast, n: int) -> list[User]:
    return [learner(cast) for _i in range(n)]


def state(row: Enrolment) -> str:
    return Enrolment.objects.get(pk=row.pk).status


def taken(row: Session) -> int:
    return Session.objects.get(pk=row.pk).taken
