"""The courses of the full house: one that goes on at 李明's office, one to come, certificates, a lecturer.

王芳 has a place in the one to come and a certificate; a client waits for a class of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from audit.moves import born
from kit import clock, numbers
from tests.cast import person, seat
from tests.training import classroom as make
from training.competences.services import enter_competence
from training.courses import planning, services
from training.models import Diploma, Gradebook, Session, Trainer
from training.surveys import services as surveys


def fill(house: Any) -> None:
    cast = house.cast
    trainer = Trainer(
        name="罗文", kind="university", organisation="云栖学院", topics="沟通技巧", county_code="990103",
        for_prisons=True,
    )  # fmt: skip
    house.trainer = planning.keep_trainer(trainer, by=cast.county_manager)
    other = seat(person("谷雨生"), "VOL")
    house.course = make.course(cast, about="法律和边界、保密、沟通。")
    house.course_session = make.session(cast, house.course, days=5, trainers=[house.trainer])
    house.enrolment = services.enrol(house.course_session, by=cast.volunteer)
    start = house._now + timedelta(minutes=30)
    now = {"organiser": cast.office, "starts_at": start, "ends_at": start + timedelta(hours=3), "capacity": 5}
    house.course_today = planning.plan_session(house.course, by=cast.officer, place="二楼教室", **now)
    # 王芳 is at the shift of this morning, and nobody is in two places.
    here = services.enrol(house.course_today, by=other)
    services.check_in(here, by=other, step=1)
    house.client_course = make.course(cast, audience="client", gives="", validity_months=0, title="电工技能班")
    house.class_of_clients = make.session(cast, house.client_course, days=6)
    services.enrol_client(
        house.class_of_clients, ref=house.client.code, track="adult", office=cast.office, by=cast.officer
    )
    _over(house)
    house.diploma = _diploma(house, cast.volunteer, "王芳")
    house.gradebook = Gradebook.objects.create(
        course=house.course, by=cast.officer, form="csv", made_at=clock.machine_now(), rows_n=1,
        body=house.secret("gradebook.body", "5Yac5Y6G5aSn5a+S"),
    )  # fmt: skip
    _diploma(house, other, house.secret("diploma.holder_name", "印出冬至"))


def _over(house: Any) -> None:
    """A session of four days ago that 周敏 taught and 王芳 came to, who is asked what she thinks of it; a degree of
    李明's."""
    cast = house.cast
    teacher = Trainer(
        name="周敏", kind="provider", organisation="春晖社工", topics="面谈技巧", county_code="990103",
        user=cast.social_worker,
    )  # fmt: skip
    planning.keep_trainer(teacher, by=cast.county_manager)
    of = make.course(cast, title="面谈技巧", gives="", validity_months=0, area="social_work")
    with clock.frozen(house._now - timedelta(days=5)):
        house.course_over = make.session(cast, of, days=1, hour=19, hours=2, trainers=[teacher])
        row = services.enrol(house.course_over, by=cast.volunteer)
    with clock.frozen(clock.at(house._now.date() - timedelta(days=4), 23)):
        services.begin_sessions()
        services.enter_minutes(row, by=cast.officer, minutes=120)
        services.finish_session(Session.objects.get(pk=house.course_over.pk))
        surveys.invite()
    enter_competence(
        cast.officer, by=cast.county_manager, county_code="990103", area="law", level=2, kind="degree",
        title="法学学士", obtained_on=date(2019, 6, 30),
    )  # fmt: skip


def _diploma(house: Any, learner: Any, name: str) -> Diploma:
    row = Diploma(
        course=house.course, learner=learner, holder_name=name, number=numbers.next_number("PX", "2026", 6),
        code="7K2M9Q", minutes=400, passed_on=clock.today(), county_code="990103",
    )  # fmt: skip
    born(row, "issue", by=None)
    return row


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a course": one(number=house.course.number),
        "a training session": one(pk=house.course_session.pk),
        "a training session today": one(pk=house.course_today.pk, code="0" * 20),
        "a training certificate": one(pk=house.diploma.pk),
        "a training session that is over": one(pk=house.course_over.pk),
        "a colleague of the county": one(handle=house.cast.officer.handle),
        "a table of results": one(pk=house.gradebook.pk),
        "a lecturer": one(pk=house.trainer.pk),
    }
