"""Hours from before the platform: one opening balance of class honour, and what attendance proposes."""

from datetime import timedelta

import pytest

from kit import clock
from kit.errors import Refused
from tests import build
from volunteers import queries
from volunteers.hours import hooks
from volunteers.hours import services as hours
from volunteers.models import Posting, ServiceLog, Shift, Signup


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 18)


@pytest.fixture
def person(cast):
    _ = cast.county("990103")
    return build.volunteer(cast)


# --- the opening balance -----------------------------------------------------------------------------------
def test_old_hours_stand_at_the_county_as_honour_and_count_at_once(person, cast) -> None:
    log = hours.open_balance(person, by=cast.county_manager, minutes=5985, note="原系统 2025 年底")
    assert (log.status, log.source, log.credit_class, log.verified_minutes) == ("confirmed", "import", "honour", 5985)
    assert log.office == cast.county("990103")
    assert queries.confirmed_minutes(person) == 5985


def test_there_is_one_opening_balance_and_it_has_minutes(person, cast) -> None:
    with pytest.raises(Refused, match="大于 0"):
        hours.open_balance(person, by=None, minutes=0, note="")
    hours.open_balance(person, by=None, minutes=60, note="")
    with pytest.raises(Refused, match="已经转入"):
        hours.open_balance(person, by=None, minutes=60, note="")


def test_an_opening_balance_is_taken_back_and_entered_anew(person, cast) -> None:
    first = hours.open_balance(person, by=None, minutes=600, note="")
    hours.take_back_balance(first, by=cast.county_manager)
    assert queries.confirmed_minutes(person) == 0
    assert hours.open_balance(person, by=None, minutes=60, note="").pk != first.pk
    assert queries.confirmed_minutes(person) == 60


def test_a_balance_on_which_a_star_rests_is_not_taken_back(person, cast, monkeypatch) -> None:
    log = hours.open_balance(person, by=None, minutes=6000, note="")
    monkeypatch.setattr(hooks, "resting_on", [lambda log: "一星已据此评定。"])
    with pytest.raises(Refused, match="一星"):
        hours.take_back_balance(log, by=cast.county_manager)
    assert ServiceLog.objects.get(pk=log.pk).status == "confirmed"


@pytest.mark.parametrize("who", ["volunteer", "outsider", "ngo_admin", "auditor"])
def test_nobody_else_carries_hours_over(who, person, cast) -> None:
    with pytest.raises(Refused):
        hours.open_balance(person, by=getattr(cast, who), minutes=60, note="")


# --- what attendance proposes ------------------------------------------------------------------------------
@pytest.fixture
def signup(person, cast) -> Signup:
    from audit.moves import born

    start = clock.at(clock.today(), 9)
    at = {"organiser": cast.office, "county_code": "990103"}
    cast.officer.acting_role = "OFF"
    posting = Posting(number="ZP-202603-00009", title="清洁日", kind="mentoring", town_id="990103002", **at)
    born(posting, "draft", by=cast.officer)
    ends = start + timedelta(hours=3)
    shift = Shift(
        posting=posting, starts_at=start, ends_at=ends, signup_closes_at=start, cancel_until=start, capacity=5,
        presence_key="0" * 32, **at,
    )  # fmt: skip
    born(shift, "plan", by=None)
    row = Signup(shift=shift, volunteer=person, starts_at=start, ends_at=ends)
    born(row, "sign_up", by=None)
    return row


def came(signup, source="machine", minutes=180, break_minutes=0, **more):
    return hours.propose_for_shift(
        signup, by=None, starts_at=signup.starts_at, ends_at=signup.starts_at + timedelta(minutes=minutes),
        break_minutes=break_minutes, source=source, **more,
    )  # fmt: skip


def test_whoever_signed_in_and_out_has_minutes_without_a_second_entry(signup) -> None:
    log = came(signup, break_minutes=15)
    assert (log.minutes, log.credit_class, log.status, log.office_id) == (
        165,
        "credit",
        "submitted",
        signup.shift.organiser_id,
    )
    assert came(signup, minutes=60).pk == log.pk


def test_an_automatic_end_is_honour_and_looked_at_first(signup) -> None:
    log = came(signup, source="auto", flags=("device",))
    assert (log.credit_class, log.flags) == ("honour", ["auto_closed", "device"])


def test_less_than_a_quarter_of_an_hour_at_a_shift_is_no_record(signup) -> None:
    assert came(signup, minutes=14) is None
