"""After the decision: objections answered by somebody else, minutes taken back, and what stars hear of it."""

from datetime import timedelta

import pytest

from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.volunteers.served import at, claim, confirmed, log_in
from volunteers import queries
from volunteers.hours import services as hours
from volunteers.hours.signals import hours_changed
from volunteers.models import ServiceLog


@pytest.fixture(autouse=True)
def friday(as_of) -> None:
    as_of(2026, 3, 20, 18)


def fresh(log) -> ServiceLog:
    return ServiceLog.objects.get(pk=log.pk)


def answered(kind: str) -> Message:
    return Message.objects.filter(kind=kind).latest("pk")


# --- objections ----------------------------------------------------------------------------------------------
def test_an_objection_is_answered_by_somebody_who_had_no_part_in_it(cast) -> None:
    log = log_in("disputed", cast)
    with pytest.raises(Refused, match="另一位"):
        hours.uphold_hours(log, by=cast.officer, reason="核对过")
    hours.uphold_hours(log, by=cast.colleague, reason="与签到表一致")
    assert (fresh(log).status, fresh(log).verified_minutes) == ("confirmed", 60)
    assert (answered("hours_upheld").to, answered("hours_upheld").params["reason"]) == (cast.volunteer, "与签到表一致")


def test_the_answer_is_due_in_five_working_days_and_waits_on_the_desk_of_others_only(cast) -> None:
    from volunteers.hours.desk_hooks import hours_to_verify

    log = log_in("disputed", cast)
    assert fresh(log).due_at.astimezone(clock.SHANGHAI).date().isoformat() == "2026-03-27"
    items = {who: list(hours_to_verify(getattr(cast, who), clock.now())) for who in ("officer", "colleague")}
    assert items["officer"] == []
    assert [i.due_at for i in items["colleague"]] == [fresh(log).due_at]
    assert [str(i.title) for i in hours_to_verify(cast.county_manager, clock.now())] == ["答复时长异议"]


def test_what_was_returned_goes_back_to_being_returned_when_the_answer_is_no(cast) -> None:
    log = log_in("returned", cast)
    hours.dispute_hours(log, by=cast.volunteer, reason="那天在场")
    assert queries.confirmed_minutes(log.volunteer) == 0
    hours.uphold_hours(log, by=cast.colleague, reason="签到表上没有")
    assert fresh(log).status == "returned"


def test_an_objection_to_a_return_can_bring_the_minutes_to_count(cast) -> None:
    log = log_in("returned", cast)
    hours.dispute_hours(log, by=cast.volunteer, reason="那天在场")
    hours.settle_hours(
        log, by=cast.county_manager, starts_at=at(14, 9), ends_at=at(14, 9, 45), break_minutes=0, reason="照片为证"
    )
    assert (fresh(log).status, fresh(log).minutes, fresh(log).verified_minutes) == ("confirmed", 45, 45)
    assert answered("hours_settled").params["minutes"] == 45


def test_the_answer_may_give_more_than_was_logged_but_never_what_is_taken(cast) -> None:
    confirmed(cast, at(14, 10), at(14, 11))
    log = log_in("disputed", cast)
    longer = {"starts_at": at(14, 8, 30), "break_minutes": 0, "reason": "提前到场"}
    with pytest.raises(Refused, match="重叠"):
        hours.settle_hours(log, by=cast.colleague, ends_at=at(14, 10, 30), **longer)
    hours.settle_hours(log, by=cast.colleague, ends_at=at(14, 10), **longer)
    assert fresh(log).verified_minutes == 90


def test_what_is_disputed_counts_as_it_was(cast) -> None:
    log = log_in("disputed", cast)
    assert queries.confirmed_minutes(log.volunteer) == 60


def test_objections_can_be_made_for_thirty_days_and_the_answer_stands(cast, as_of) -> None:
    log = log_in("confirmed", cast)
    as_of(2026, 4, 19, 18)
    hours.dispute_hours(log, by=cast.volunteer, reason="少记了")
    hours.uphold_hours(log, by=cast.colleague, reason="一致")
    with pytest.raises(Refused, match="已经答复"):
        hours.dispute_hours(log, by=cast.volunteer, reason="还是少")
    other = confirmed(cast, at(16, 9, month=4), at(16, 10, month=4))
    as_of(2026, 5, 20, 18)
    with pytest.raises(Refused, match="30 天"):
        hours.dispute_hours(other, by=cast.volunteer, reason="少记了")


def test_a_reason_is_asked_for_and_holds_no_number_of_a_person(cast) -> None:
    log = log_in("confirmed", cast)
    for reason in ("", "  "):
        with pytest.raises(Refused, match="理由"):
            hours.reverse_hours(log, by=cast.officer, minutes=30, reason=reason)
    with pytest.raises(Refused, match="手机号码"):
        hours.reverse_hours(log, by=cast.officer, minutes=30, reason="打 15400000001 问过")
    assert fresh(log).verified_minutes == 60


# --- reversal ------------------------------------------------------------------------------------------------
def test_thirty_minutes_are_taken_back_and_the_confirmed_entry_stays_to_be_read(cast) -> None:
    log = log_in("confirmed", cast)
    hours.reverse_hours(log, by=cast.officer, minutes=30, reason="路上不计")
    row = fresh(log)
    assert (row.status, row.minutes, row.verified_minutes) == ("confirmed", 60, 30)
    assert [r.verified_minutes for r in row.revisions.all()] == [None, 60, 30]
    assert answered("hours_reversed").params == {
        "day": {"date": "2026-03-14"}, "less": 30, "minutes": 30, "reason": "路上不计",
    }  # fmt: skip
    hours.reverse_hours(log, by=cast.officer, minutes=30, reason="重复")
    assert fresh(log).status == "reversed"
    assert queries.confirmed_minutes(log.volunteer) == 0


@pytest.mark.parametrize("minutes", [0, -1, 61])
def test_no_more_is_taken_back_than_counts(minutes, cast) -> None:
    log = log_in("confirmed", cast)
    with pytest.raises(Refused, match="1 至 60"):
        hours.reverse_hours(log, by=cast.officer, minutes=minutes, reason="x")


def test_the_time_of_what_was_reversed_is_free_again(cast) -> None:
    log_in("reversed", cast)
    assert confirmed(cast, at(14, 9), at(14, 10)).status == "confirmed"


# --- what rests on hours ---------------------------------------------------------------------------------------
def test_whoever_builds_on_hours_hears_of_each_change_of_what_counts_and_of_no_other(cast) -> None:
    heard = []

    def hear(volunteer, **_more):
        heard.append(queries.confirmed_minutes(volunteer))

    hours_changed.connect(hear)
    try:
        log = claim(cast, at(14, 9), at(14, 10))
        hours.verify_hours(log, by=cast.officer, minutes=60)
        hours.dispute_hours(log, by=cast.volunteer, reason="少记了")
        hours.uphold_hours(log, by=cast.colleague, reason="一致")
        hours.reverse_hours(log, by=cast.officer, minutes=30, reason="路上")
        hours.open_balance(log.volunteer, by=cast.officer, minutes=600, note="")
    finally:
        hours_changed.disconnect(hear)
    assert heard == [60, 30, 630]


# --- G2 --------------------------------------------------------------------------------------------------------
def g2(cast) -> list[ServiceLog]:
    """The four services of G2, confirmed, the long one after a look."""
    times = [
        (at(14, 9), at(14, 11, 50), 0), (at(15, 14, 5), at(15, 17), 15), (at(16, 9), at(16, 9, 25), 0),
        (at(17, 8, 30), at(17, 18), 60),
    ]  # fmt: skip
    logs = [claim(cast, *each) for each in times]
    assert [log.flags for log in logs] == [[], [], [], ["over_day"]]
    for log in logs:
        hours.verify_hours(log, by=cast.officer, minutes=log.minutes)
    return logs


def test_g2_to_the_minute(cast) -> None:
    from desk.templatetags.show import hours as shown

    person = build.volunteer(cast)
    logs = g2(cast)
    assert queries.confirmed_minutes(person) == 865
    assert shown(865) == "14.4"
    with pytest.raises(Refused, match="9:00–11:50"):
        claim(cast, at(14, 11, 40), at(14, 12, 30))
    touching = claim(cast, at(14, 11, 50), at(14, 12, 30))
    hours.verify_hours(touching, by=cast.officer, minutes=40)
    assert queries.confirmed_minutes(person) == 905
    assert shown(905) == "15.0"
    with pytest.raises(Refused):
        hours.verify_hours(logs[0], by=cast.volunteer, minutes=170)


@pytest.mark.parametrize(("balance", "total", "star"), [(5_985, 6_000, True), (5_984, 5_999, False)])
def test_g2_a_quarter_of_an_hour_decides_about_a_star(balance, total, star, cast) -> None:
    """100 h are 6,000 min; whoever gives the star compares minutes. A reversal of 30 takes it below."""
    _ = cast.county("990103")
    person = build.volunteer(cast)
    hours.open_balance(person, by=cast.officer, minutes=balance, note="原系统")
    log = confirmed(cast, at(16, 9), at(16, 9, 15))
    assert queries.confirmed_minutes(person) == total
    assert (total >= 6_000) is star
    balance_log = ServiceLog.objects.get(source="import")
    hours.reverse_hours(balance_log, by=cast.county_manager, minutes=30, reason="重复转入")
    assert queries.confirmed_minutes(person) == total - 30 < 6_000
    assert log.credit_class == "honour"
    assert clock.now() - log.ends_at > timedelta(days=4)
