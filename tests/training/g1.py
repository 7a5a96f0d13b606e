"""What the story of G1 finds: an induction of 480 minutes in two parts with an exam, and 李芸 without her papers."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from kit import clock
from tests.cast import Cast
from tests.training import classroom as make
from tests.training import quiz
from training.courses import planning
from training.models import Course, Credential

DAYS = ((2, 1), (3, 2), (5, 2))  # of March 2026, and the part that is taught


def prepare() -> None:
    """Run it in the house whose server the story talks to."""
    cast = Cast.__new__(Cast)
    manager, officer = User.objects.get(display_name="孙洁"), User.objects.get(display_name="李明")
    quiz.bank(9, topic="g-law")
    quiz.bank(1, "case", topic="g-case")
    parts = [quiz.Part(9, topic_id=quiz.topic("g-law").pk), quiz.Part(1, topic_id=quiz.topic("g-case").pk)]
    cast.__dict__["city_manager"] = User.objects.get(display_name="郑岚")
    exam = quiz.quiz(cast, parts=parts, audience="course", title="岗前培训考试", cool_down_days=1)
    county = manager.memberships.get(role="CBM").unit
    course = planning.draft_course(
        by=manager,
        organiser=county,
        county_code=county.county_code,
        exam=exam,
        **{**make.COURSE, "title": "八课岗前培训"},
    )
    planning.open_course(course, by=manager)
    Course.objects.exclude(pk=course.pk).filter(gives="induction").update(gives="", validity_months=0)
    office = officer.memberships.get(role="OFF").unit
    for day, part in DAYS:
        start = clock.at(date(2026, 3, day), 9)
        planning.plan_session(
            course, by=officer, organiser=office, starts_at=start, ends_at=clock.at(date(2026, 3, day), 13),
            capacity=30, part=part, place="河口街道二楼教室",
        )  # fmt: skip
    papers = Credential.objects.filter(holder__display_name="李芸", kind__in=("induction", "refresher"))
    papers.update(withdrawn_at=clock.now())
