"""The exam of a course, where it has one: who may sit it now, what was reached in it, and what follows from a pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

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
    return _best(rows.values_list("learner_id", "score_pct", "passed", "graded_at"), since)


def best_of(learner_id: int, courses: Collection[Course], *, since: Mapping[int, date]) -> dict[int, Score]:
    """Course id → the same of one learner in each of these; one query where one has an exam."""
    exams = {course.exam_id for course in courses if course.exam_id is not None}
    if not exams:
        return {}
    rows = Attempt.objects.filter(blueprint_id__in=exams, learner_id=learner_id, status="graded")
    sat = list(rows.values_list("blueprint_id", "score_pct", "passed", "graded_at"))
    results = [(c.pk, *rest) for c in courses for blueprint, *rest in sat if blueprint == c.exam_id]
    return _best(results, since)


def _best(results: Iterable[tuple[Any, ...]], since: Mapping[int, date]) -> dict[int, Score]:
    """Of (whose or which, score, passed, when) the best of each; what came before `since` counted then."""
    found: dict[int, Score] = {}
    for key, score, passed, at in results:
        if key in since and at < clock.at(since[key] + timedelta(days=1), 0):
            continue
        one, known = Score(Decimal(score or 0), bool(passed)), found.get(key)
        if known is None or (one.passed, one.score) > (known.passed, known.score):
            found[key] = one
    return found
