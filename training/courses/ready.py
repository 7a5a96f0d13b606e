"""The ready induction as a course of the city: its lessons count, its exam is drawn from its questions, once."""

from __future__ import annotations

from django.db import transaction

from accounts.bureau import city_bureau
from accounts.models import OrgUnit
from kit.errors import Refused
from training.courses import planning
from training.learning import content
from training.models import Blueprint, Course, CoursePage, Topic
from training.quizzes import blueprints
from training.quizzes.drawing import Part

GIVES = "induction"
CHINESE = "zh-hans"


def ensure_induction() -> Course | None:
    """The course and the exam that go with the ready lessons, tied to their page; None when nothing was to be done.

    May run at every start and as often as one likes. A city that has a course which gives the induction, open or not,
    made by whomever, or whose editors tied the page to a course, is left alone. Law: R-VOL-04.
    """
    bureau = city_bureau()
    if bureau is None or not _is_wanted():
        return None
    try:
        with transaction.atomic():
            OrgUnit.objects.select_for_update(no_key=True).get(pk=bureau.pk)  # two at once make one
            return _make(bureau) if _is_wanted() else None
    except Refused:  # the trainers took so many of its questions out of use that no exam can be drawn
        return None


def _is_wanted() -> bool:
    pages = CoursePage.objects.filter(slug=content.SLUG)
    is_tied = pages.filter(course__isnull=False).exists()
    return pages.exists() and not is_tied and not Course.objects.filter(gives=GIVES).exists()


def _make(bureau: OrgUnit) -> Course:
    text, told = content.course(CHINESE), content.exam()
    lessons = [content.lesson(slug, CHINESE) for slug in content.LESSONS]
    course = planning.draft_course(
        by=None, organiser=bureau, title=text.title, about=text.summary, audience=Course.Audience.VOLUNTEER,
        mode=Course.Mode.ONLINE, credit_minutes=sum(s.minutes for lesson in lessons for s in lesson.sections),
        presence_percent=told["presence_percent"], gives=GIVES, validity_months=told["validity_months"],
        exam=_exam(told),
    )  # fmt: skip
    planning.open_course(course, by=None)
    for page in CoursePage.objects.filter(slug=content.SLUG):
        _tie(page, course)
    return course


def _exam(told: dict) -> Blueprint:
    topics = dict(Topic.objects.values_list("code", "pk"))
    parts = [Part(part["n"], topic_id=topics.get(part["topic"]), kind=part["kind"]) for part in told["parts"]]
    exam = blueprints.draft_blueprint(by=None, parts=parts, audience=Blueprint.Audience.COURSE, **told["blueprint"])
    return blueprints.open_blueprint(exam, by=None)


def _tie(page: CoursePage, course: Course) -> None:
    """Tie the page to the course, also as editors find it: what they publish next is made from the last revision."""
    page.course = course
    page.save(update_fields=["course"])
    if page.latest_revision_id and not page.has_unpublished_changes:
        page.save_revision().publish()
