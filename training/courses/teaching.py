"""Which courses give papers to whom, as those who plan see them: how many come, who may come, who is coming already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from kit import clock
from training import queries as training
from training.courses import queries, states
from training.credentials import terms
from training.models import Course, Diploma, Enrolment, Session

USUAL_PLACES = 30  # of a course that was never held
MOST = 60


@dataclass(frozen=True)
class Taught:
    """A course with what it gives, how many its last session took, and the next one that has room."""

    course: Course
    gives: frozenset[str]
    seats: int
    ahead: Session | None


def courses_giving(user: Any, audience: str) -> list[Taught]:
    """The open courses for these people, of those a planner may look at, that give a paper. Three queries."""
    now = clock.now()
    held = Session.objects.filter(course=OuterRef("pk")).exclude(status="cancelled").order_by("-starts_at")
    ahead = Session.objects.filter(
        course=OuterRef("pk"), status="open", starts_at__gt=now, signup_closes_at__gt=now
    ).order_by("starts_at")
    rows = queries.courses_of(user).filter(status="open", audience=audience).exclude(gives="").order_by("pk")
    rows = rows.annotate(
        usual=Subquery(held.values("capacity")[:1]),
        next_pk=Subquery(queries.with_places(ahead).values("pk")[:1]),
    )
    found: list[Any] = list(rows.prefetch_related("prerequisites")[:MOST])
    sessions = Session.objects.in_bulk([row.next_pk for row in found if row.next_pk])
    return [
        Taught(row, frozenset(terms.gives(row.gives)), row.usual or USUAL_PLACES, sessions.get(row.next_pk))
        for row in found
    ]


def who_may_come(courses: Sequence[Taught], user_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Course id → those of these people who hold what it presupposes today; at most two queries."""
    required = any(taught.course.requires for taught in courses)
    before = {c.pk for taught in courses for c in taught.course.prerequisites.all()}
    held = training.credentials_of(user_ids, clock.today()) if required else {}
    rows = Diploma.objects.filter(learner_id__in=user_ids, course_id__in=before, status="valid")
    passed = set(rows.values_list("learner_id", "course_id")) if before else set()
    return {
        taught.course.pk: frozenset(
            pk
            for pk in user_ids
            if all(kind in held.get(pk, {}) for kind in taught.course.requires)
            and all((pk, c.pk) in passed for c in taught.course.prerequisites.all())
        )
        for taught in courses
    }


def coming_papers(user_ids: Iterable[int]) -> dict[int, set[str]]:
    """User id → the kinds they will hold after sessions in which they have a place; one query."""
    rows = Enrolment.objects.filter(
        learner_id__in=list(user_ids), status__in=states.HOLDING, ends_at__gt=clock.now()
    ).exclude(course__gives="")
    found: dict[int, set[str]] = {}
    for learner, kind in rows.values_list("learner_id", "course__gives"):
        found.setdefault(learner, set()).update(terms.gives(kind))
    return found
