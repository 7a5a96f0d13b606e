"""Taking a lesson: open it, go through its sections, finish it; and its minutes count."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.learning import reading
from training.learning.queries import lesson_page, programmes
from training.learning.signals import lesson_finished
from training.models import LessonPage, LessonProgress

# The queries stand here for floors above, which see no more of learning than its services.
__all__ = [
    "finish_lesson",
    "least_minutes",
    "lesson_page",
    "open_lesson",
    "programmes",
    "ready_at",
    "sections_of",
    "tick_section",
]


@transaction.atomic
def open_lesson(lesson: LessonPage, *, by: User) -> LessonProgress:
    """Begin a lesson, or go on with it: from the first time the clock of the server runs."""
    policies.require(by, "take_lesson", lesson)
    now = clock.now()
    row, is_new = LessonProgress.objects.get_or_create(
        learner=by,
        lesson_key=lesson.translation_key,
        defaults={"course_key": lesson.get_parent().translation_key, "opened_at": now, "seen_at": now},
    )
    if not is_new:
        _see(row)
    return row


@transaction.atomic
def tick_section(lesson: LessonPage, section: str, *, by: User) -> LessonProgress:
    """Note that the learner has done a section; twice is once.

    Refused: the lesson was not begun; it has no such section (any more).
    """
    row = _own(lesson, by)
    if section not in sections_of(lesson):
        raise Refused(_("这一节刚刚改过。刷新以后再点。"), code="section")
    if section not in row.ticked:
        row.ticked = [*row.ticked, section]
    return _see(row)


@transaction.atomic
def finish_lesson(lesson: LessonPage, *, by: User) -> LessonProgress:
    """Credit the minutes of a lesson, once; finishing it again changes nothing.

    Refused: not begun; a section is left; the least time has not passed on the server's clock.
    Law: R-VOL-04 (trained before the service), R-VOL-06 (training is recorded truthfully).
    """
    row = _own(lesson, by)
    if row.finished_at:
        return row
    left = [title for key, title in sections_of(lesson).items() if key not in row.ticked]
    if left:
        raise Refused(_("还有没学完的一节：%(title)s。") % {"title": left[0]}, code="sections_left")
    ready, now = ready_at(lesson, row), clock.now()
    if now < ready:
        wait = -(-(ready - now) // timedelta(minutes=1))
        raise Refused(
            _("这一课至少要学 %(least)s 分钟，还差 %(wait)s 分钟。可以回看前面，把练习做完再来。")
            % {"least": least_minutes(lesson), "wait": wait},
            code="too_soon",
        )
    row.finished_at, row.minutes = now, lesson.minutes
    _see(row)
    trail.record("lesson.finish", row, by=by, detail={"lesson": str(row.lesson_key), "minutes": row.minutes})
    lesson_finished.send(sender=LessonProgress, progress=row)
    return row


def hand_over(old: User, new: User) -> int:
    """Give the lessons of somebody's one account to their other one; how many. The right is the caller's.

    Of a lesson begun with both, one row is left: what either ticked, the earlier end, its minutes once.
    """
    there = {row.lesson_key: row for row in LessonProgress.objects.select_for_update().filter(learner=new)}
    rows = list(LessonProgress.objects.select_for_update().filter(learner=old).order_by("pk"))
    for row in rows:
        twin = there.get(row.lesson_key)
        if twin is None:
            LessonProgress.objects.filter(pk=row.pk).update(learner=new)
            continue
        twin.ticked = list(dict.fromkeys([*twin.ticked, *row.ticked]))
        twin.opened_at, twin.seen_at = min(twin.opened_at, row.opened_at), max(twin.seen_at, row.seen_at)
        if row.finished_at and (twin.finished_at is None or row.finished_at < twin.finished_at):
            twin.finished_at, twin.minutes = row.finished_at, row.minutes
        row.delete()
        twin.save()
    return len(rows)


# --- what a lesson asks --------------------------------------------------------------------------------------------
def sections_of(lesson: LessonPage) -> dict[str, str]:
    """Id → title of the sections, in order; the same ids in both languages."""
    return {str(section.id): section.value["title"] for section in lesson.sections}


def least_minutes(lesson: LessonPage) -> int:
    """How long a lesson takes at least; the rules say how fast anybody reads and which share of it must be spent."""
    return reading.least_minutes(
        lesson.text(),
        lesson.minutes,
        pace=rules.value("learning.characters_a_minute"),
        share_pct=rules.value("learning.least_share_pct"),
    )


def ready_at(lesson: LessonPage, row: LessonProgress) -> datetime:
    """From when on the lesson may be finished.

    The time of two lessons is never counted at once: it runs from when this one was opened, or from when the learner
    finished another one last, whichever is later.
    """
    others = LessonProgress.objects.filter(learner_id=row.learner_id, finished_at__isnull=False).exclude(pk=row.pk)
    last = others.order_by("-finished_at").values_list("finished_at", flat=True).first()
    return max(row.opened_at, last or row.opened_at) + timedelta(minutes=least_minutes(lesson))


def _own(lesson: LessonPage, by: User) -> LessonProgress:
    """The learner's row, locked: two taps at once count once."""
    policies.require(by, "take_lesson", lesson)
    row = LessonProgress.objects.select_for_update().filter(learner=by, lesson_key=lesson.translation_key).first()
    if row is None:
        raise Refused(_("先点“开始学习”，再记进度。"), code="not_begun")
    return row


def _see(row: LessonProgress) -> LessonProgress:
    row.seen_at = clock.now()
    row.save()
    return row
