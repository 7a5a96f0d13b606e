"""Courses answer quizzes and lessons: who may sit an exam, and what a pass or the last lesson brings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from kit.sentences import gettext as _
from training import hooks
from training.courses import diplomas, queries, showing, standing
from training.courses.waiting import lock_people
from training.learning import queries as learning
from training.learning.signals import lesson_finished
from training.models import Course, CoursePage
from training.quizzes.signals import graded


@hooks.may_begin.answer
def may_begin(user: Any, blueprint: Any) -> list[str]:
    """What keeps somebody from an exam: in none of its courses is attendance complete. A quiz of no course is free."""
    courses = list(Course.objects.filter(exam=blueprint, status="open").order_by("pk"))
    if not courses:
        return [_("这份试卷现在不是任何一门课程的考试。")] if blueprint.audience == "course" else []
    meant = queries.meant_for(user)
    stands = standing.standings_of(user.pk, courses)
    sentences = []
    for course in courses:
        if course.audience not in meant:  # lessons are open to every learner, the exam is not
            how = _("这门课程面向%(people)s。") % {"people": course.get_audience_display()}
        elif stands[course.pk].has_attended:
            return []
        else:
            how = stands[course.pk].sentence()
        sentences.append(_("%(title)s：%(how)s") % {"title": course.title, "how": how})
    return sentences


@hooks.quizzes_of.answer
def quizzes_of(user: Any) -> list[int]:
    """The exams that somebody may sit now: attendance is complete, and the exam is what is left."""
    courses = [course for course in queries.underway(user) if course.exam_id is not None]
    stands = standing.standings_of(user.pk, courses, last={c.pk: c.passed_on for c in courses if c.passed_on})
    return [c.exam_id for c in courses if stands[c.pk].has_attended and not stands[c.pk].exam_passed]


@hooks.exam_is_for.answer
def exam_is_for(user: Any, blueprint: Any) -> bool:
    """Whether somebody could come to sit this exam: one of its courses is meant for them."""
    rows = Course.objects.filter(exam=blueprint, status__in=("draft", "open"))
    return rows.filter(audience__in=queries.meant_for(user)).exists()


@hooks.after_lessons.answer
def after_lessons(user: Any, key: UUID) -> list[dict[str, Any]]:
    """What follows on the lessons of a course page: the exam and the certificate, as this learner stands with them."""
    course = learning.course_of(key)
    if course is None or course.status != "open" or course.audience not in queries.meant_for(user):
        return []
    diploma = queries.diplomas_of(user).filter(course=course, status="valid").first()
    stands = None if diploma else standing.standings_of(user.pk, [course], last={})[course.pk]
    return showing.after_lessons(course, stands, diploma)


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
    meant = queries.meant_for(progress.learner)
    rows = Course.objects.filter(pk__in=pages.values("course"), status="open", audience__in=meant)
    for course in rows.order_by("pk"):
        diplomas.settle(course, progress.learner)
