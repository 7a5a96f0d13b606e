"""How a learner stands in a course: minutes over all sessions and repeats, the exam, and what is still missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max

from kit import clock
from kit.sentences import gettext as _
from training.courses import arithmetic, exams, online
from training.courses.arithmetic import Attended
from training.models import Course, Diploma, Enrolment


@dataclass(frozen=True)
class Standing:
    """`minutes` of this round: what came after the last certificate of the same course."""

    minutes: int
    credit_minutes: int
    presence_percent: int
    has_exam: bool
    score: Decimal | None = None
    exam_passed: bool = False

    @property
    def percent(self) -> Decimal:
        return arithmetic.percent(self.minutes, self.credit_minutes)

    @property
    def has_attended(self) -> bool:
        return arithmetic.is_enough(self.minutes, self.credit_minutes, self.presence_percent)

    @property
    def minutes_needed(self) -> int:
        return arithmetic.still_needed(self.minutes, self.credit_minutes, self.presence_percent)

    @property
    def has_passed(self) -> bool:
        return self.has_attended and (self.exam_passed or not self.has_exam)

    def sentence(self) -> str:
        """Where it stands, in words."""
        words = {"minutes": self.minutes, "all": self.credit_minutes, "percent": self.percent}
        said = _("出勤 %(minutes)d/%(all)d 分钟，%(percent)s%%。") % words
        if not self.has_attended:
            return said + _("再参加 %(n)d 分钟，出勤就够了。") % {"n": self.minutes_needed}
        if self.has_exam and not self.exam_passed:
            return said + _("出勤已够，还要通过考试。")
        return said


def standings(
    course: Course, learner_ids: Collection[int], *, last: dict[int, date] | None = None
) -> dict[int, Standing]:
    """User id → how they stand; a handful of queries however many are asked about.

    `last` is who passed the course on which day last, where the caller knows it already.
    """
    people = list(learner_ids)
    if last is None:
        last = _last_passed(Diploma.objects.filter(learner_id__in=people), course, "learner_id")
    rows = Enrolment.objects.filter(course=course, learner_id__in=people, status="attended")
    heard = _heard(rows, "learner_id", last)
    scores = exams.best(course, people, since=last) if exams.has_exam(course) else {}
    lessons = online.minutes_done(course, [pk for pk in people if pk not in last])
    return {pk: _standing(course, heard.get(pk, ()), lessons.get(pk, 0), scores.get(pk)) for pk in people}


def standings_of(
    learner_id: int, courses: Collection[Course], *, last: dict[int, date] | None = None
) -> dict[int, Standing]:
    """Course id → how one learner stands there; a handful of queries however many courses.

    `last` is on which day they passed which of these last, where the caller knows it already.
    """
    if not courses:
        return {}
    pks = [course.pk for course in courses]
    if last is None:
        diplomas = Diploma.objects.filter(learner_id=learner_id, course_id__in=pks, status="valid").order_by()
        last = dict(diplomas.values_list("course_id").annotate(last=Max("passed_on")))
    rows = Enrolment.objects.filter(learner_id=learner_id, course_id__in=pks, status="attended")
    heard = _heard(rows, "course_id", last)
    scores = exams.best_of(learner_id, courses, since=last)
    lessons = online.minutes_by_course(learner_id, [pk for pk in pks if pk not in last])
    return {c.pk: _standing(c, heard.get(c.pk, ()), lessons.get(c.pk, 0), scores.get(c.pk)) for c in courses}


def standing(course: Course, learner_id: int) -> Standing:
    return standings(course, [learner_id])[learner_id]


def standing_of_client(course: Course, ref: str) -> Standing:
    """The same of a client, who sits no exam on the platform: attendance decides."""
    last = _last_passed(Diploma.objects.filter(ref=ref), course, "ref")
    rows = Enrolment.objects.filter(course=course, ref=ref, status="attended")
    found = _standing(course, _heard(rows, "ref", last).get(ref, ()), 0, None)
    return Standing(found.minutes, found.credit_minutes, found.presence_percent, has_exam=False)


def _standing(course: Course, heard: Iterable[Attended], lessons: int, score: exams.Score | None) -> Standing:
    return Standing(
        minutes=arithmetic.counted(heard, lessons, course.credit_minutes),
        credit_minutes=course.credit_minutes,
        presence_percent=course.presence_percent,
        has_exam=exams.has_exam(course),
        score=score.score if score else None,
        exam_passed=bool(score and score.passed),
    )


def _last_passed(diplomas: Any, course: Course, whose: str) -> dict[Any, date]:
    """Whose → the day of their last certificate of this course: what came before it counted then."""
    rows = diplomas.filter(course=course, status="valid").order_by().values_list(whose)
    return dict(rows.annotate(last=Max("passed_on")))


def _heard(rows: Any, whose: str, last: dict[Any, date]) -> dict[Any, list[Attended]]:
    found: dict[Any, list[Attended]] = {}
    for row in rows.filter(minutes__gt=0).select_related("session").order_by("starts_at", "pk"):
        who = getattr(row, whose)
        if who in last and row.starts_at < clock.at(last[who] + timedelta(days=1), 0):
            continue
        session = row.session
        found.setdefault(who, []).append(Attended(session.part, row.minutes, session.minutes))
    return found
