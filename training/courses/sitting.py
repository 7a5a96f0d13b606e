"""Courses answer quizzes and lessons: who may sit an exam, and what a pass or the last lesson brings."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from kit.sentences import gettext as _
from training import hooks
from training.courses import diplomas, queries, standing
from training.courses.waiting import lock_people
from training.learning.signals import lesson_finished
from training.models import Course, CoursePage
from training.quizzes.signals import graded


@hooks.may_begin.answer
def may_begin(user: Any, blueprint: Any) -> list[str]:
    """What keeps somebody from an exam: in none of its courses is attendance complete. A quiz of no course is free."""
    courses = list(Course.objects.filter(exam=blueprint, status="open").order_by("pk"))
    if not courses:
        return [_("这份试卷现在不是任何一门课程的考试。")] if blueprint.audience == "course" else []
    sentences = []
    for course in courses:
        found = standing.standing(course, user.pk)
        if found.has_attended:
            return []
        sentences.append(_("%(title)s：%(how)s") % {"title": course.title, "how": found.sentence()})
    return sentences


@hooks.quizzes_of.answer
def quizzes_of(user: Any) -> list[int]:
    """The exams that somebody may sit now: attendance is complete, and the exam is what is left."""
    courses = [course for course in queries.underway(user) if course.exam_id is not None]
    stands = standing.standings_of(user.pk, courses) if courses else {}
    return [c.exam_id for c in courses if stands[c.pk].has_attended and not stands[c.pk].exam_passed]


@receiver(graded, dispatch_uid="training.courses.sitting")
def passed(sender: Any, attempt: Any, **rest: Any) -> None:
    """An exam was passed: whoever has everything together gets the certificate in the same transaction."""
    if attempt.passed:
        lock_people(attempt.learner_id)
        for course in Course.objects.filter(exam=attempt.blueprint_id, status="open").order_by("pk"):
            diplomas.settle(course, attempt.learner)


@receiver(lesson_finished, dispatch_uid="training.courses.lessons")
def learnt(sender: Any, progress: Any, **rest: Any) -> None:
    """A lesson was finished: its minutes may be the last that were missing."""
    pages = CoursePage.objects.filter(translation_key=progress.course_key, course__isnull=False)
    lock_people(progress.learner_id)
    for course in Course.objects.filter(pk__in=pages.values("course"), status="open").order_by("pk"):
        diplomas.settle(course, progress.learner)
