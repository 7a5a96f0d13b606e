"""A session that is over, with who came, for tests of what comes after it; all made by the services."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from kit import clock
from tests.cast import Cast
from tests.training import classroom as make
from training.courses import planning, services, sweeps
from training.models import Session, SurveyInvitation, Trainer
from training.surveys import services as surveys

DAY = date(2026, 3, 13)  # when the session is held
LAST = DAY + timedelta(days=14)  # the last day of its survey
SCORES = {"fits": 4, "trainer": 5, "organisation": 3, "recommend": 4}


def held(cast: Cast, people: int | list[User] = 3, **columns: Any) -> Session:
    """Held on the day, everybody there for all of it, entered the same evening; nobody is asked yet."""
    of = columns.pop("of", None) or make.course(cast)
    with clock.frozen(clock.at(DAY - timedelta(days=3))):
        session = make.session(cast, of, days=3, **columns)
        came = make.crowd(cast, people) if isinstance(people, int) else people
        rows = [services.enrol(session, by=who) for who in came]
    with clock.frozen(clock.at(DAY, 20)):
        sweeps.begin_sessions()
        for row in rows:
            services.enter_minutes(row, by=cast.officer, minutes=session.minutes)
        sweeps.finish_sessions()
    return Session.objects.select_related("course").get(pk=session.pk)


def asked(cast: Cast, people: int | list[User] = 3, **columns: Any) -> Session:
    session = held(cast, people, **columns)
    with clock.frozen(clock.at(DAY, 20)):
        surveys.invite()
    return session


def answered(cast: Cast, n: int, *, came: int | None = None, **columns: Any) -> Session:
    """A session that was judged by `n` of those who came; each comment holds its number."""
    session = asked(cast, came or n, **columns)
    with clock.frozen(clock.at(DAY + timedelta(days=1))):
        for k, one in enumerate(invitations(session)[:n]):
            surveys.answer_survey(one, by=one.learner, comment=f"意见{k}", **SCORES)
    return session


def invitations(session: Session) -> list[SurveyInvitation]:
    return list(SurveyInvitation.objects.filter(session=session).select_related("learner").order_by("pk"))


def teacher(cast: Cast, user: User | None = None, **columns: Any) -> Trainer:
    """罗律师 in the pool of 东溪区, with an account unless there is none."""
    columns = {"kind": "other", "organisation": "律师协会", "topics": "法律", "county_code": "990103", **columns}
    row = Trainer(name="罗律师", user=user, **columns)
    return planning.keep_trainer(row, by=cast.county_manager)
