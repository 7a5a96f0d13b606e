"""The exam of a course, where it has one: who may sit it now, what was reached in it, and what follows from a pass."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kit import clock
from training.models import Attempt, Course


@dataclass(frozen=True)
class Score:
    """The best result, out of 100. Whether it passed was judged by the mark of that day."""

    score: Decimal
    passed: bool


def has_exam(course: Course) -> bool:
    return course.exam_id is not None


def best(course: Course, user_ids: Collection[int], *, since: Mapping[int, date]) -> dict[int, Score]:
    """User id → the best result in the exam, after the day in `since` where there is one; one query."""
    rows = Attempt.objects.filter(blueprint_id=course.exam_id, learner_id__in=list(user_ids), status="graded")
    found: dict[int, Score] = {}
    for who, score, passed, at in rows.values_list("learner_id", "score_pct", "passed", "graded_at"):
        if who in since and at < clock.at(since[who] + timedelta(days=1), 0):
            continue
        one, known = Score(Decimal(score or 0), bool(passed)), found.get(who)
        if known is None or (one.passed, one.score) > (known.passed, known.score):
            found[who] = one
    return found
