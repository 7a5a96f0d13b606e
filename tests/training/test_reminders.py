"""Ninety, sixty, thirty, seven and one day before a credential ends its holder hears of it, once each."""

from datetime import date

import pytest

from messaging.models import Message
from tests import build
from tests.training import classroom as make
from training.courses import reminders, services
from training.models import Credential


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def earned(cast, as_of, who) -> Credential:
    """A refresher that somebody of an organisation earned on 13 March 2026."""
    of = make.course(cast, audience="ngo", title="年度复训", gives="refresher", validity_months=0, credit_minutes=180)
    row = services.enrol(make.session(cast, of), by=who)
    as_of(2026, 3, 13, 20)
    services.enter_minutes(row, by=cast.officer, minutes=180)
    return Credential.objects.get(holder=who)


def told(who) -> list[int]:
    return [m.params["n"] for m in Message.objects.filter(to=who, kind=reminders.TOLD).order_by("pk")]


def test_each_step_is_told_once_and_a_missed_day_is_made_up_for(cast, as_of) -> None:
    who = cast.social_worker
    assert earned(cast, as_of, who).valid_to == date(2027, 3, 13)
    days = [(2026, 12, 12), (2026, 12, 13), (2026, 12, 14), (2027, 1, 12), (2027, 2, 15), (2027, 3, 6), (2027, 3, 12)]
    for day in days:
        as_of(*day)
        reminders.remind()
        reminders.remind()
    assert told(who) == [90, 60, 26, 7, 1]  # 11 February was missed and made up for


def test_who_renewed_hears_no_more_and_volunteers_hear_it_from_their_own_trade(cast, as_of) -> None:
    earned(cast, as_of, cast.social_worker)
    build.volunteer(cast)
    as_of(2027, 3, 1)
    Credential.objects.create(
        holder=cast.social_worker, kind="refresher", valid_from="2027-03-14", valid_to="2028-03-14",
        entered_at="2027-03-01T00:00:00Z",
    )  # fmt: skip
    assert reminders.remind() == 0
