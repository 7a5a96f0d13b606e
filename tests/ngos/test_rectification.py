"""Rectification: issued, answered with proof, checked by another person; late, the calendar acts by itself."""

from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from messaging import outbox
from ngos.models import PaymentHold, Provider, RectificationNotice
from ngos.providers import services as providers
from ngos.rectification import delays, queries, services
from tests import build
from tests.cast import person, seat
from tests.ngos import rectify as make
from tests.ngos.test_projects import refused


@pytest.fixture(autouse=True)
def monday(as_of, cast) -> None:
    as_of(2026, 6, 15, 9)
    _ = cast.city_manager  # there from the beginning, to be told


@pytest.fixture
def provider(cast) -> Provider:
    return build.provider(cast, grade="C")


def now(thing):
    thing.refresh_from_db()
    return thing


def kinds(user) -> list[str]:
    return [m.kind for m in outbox.inbox(user)]


# --- G8 --------------------------------------------------------------------------------------------------------
def test_g8_from_the_notice_to_the_provider_restored(cast, provider, as_of) -> None:
    notice = make.issued(cast, provider=provider)
    assert (notice.number, notice.status) == ("ZG-2026-0001", "issued")
    assert notice.due_at.date() == date(2026, 6, 17) and notice.due_on == date(2026, 7, 7)  # 06-19 is a holiday
    as_of(2026, 6, 17, 16)
    services.acknowledge(notice, by=cast.ngo_admin)
    as_of(2026, 7, 7, 23, 59)
    assert services.watch() >= 0 and now(notice).level == 0
    as_of(2026, 7, 8, 0, 10)
    services.watch()
    assert (now(notice).level, notice.overdue_on) == (1, date(2026, 7, 8))
    assert now(provider).has_overdue_rectification and queries.has_overdue(provider.pk)
    assert "rectification_overdue" in kinds(cast.county_manager) and "rectification_overdue" in kinds(cast.ngo_admin)
    as_of(2026, 7, 10)
    make.answered(cast, notice)
    as_of(2026, 7, 13)
    make.returned(cast, notice)
    as_of(2026, 7, 16)
    make.answered(cast, notice)
    as_of(2026, 7, 20)
    assert make.closed(cast, notice).status == "closed"
    assert not now(provider).has_overdue_rectification and provider.status == "listed"
    assert not queries.has_open(provider.pk)
    assert [n.number for n in queries.notices_of(provider.pk, date(2026, 6, 15), date(2026, 6, 15))] == [notice.number]


def test_silence_for_two_working_days_is_a_receipt(cast, as_of) -> None:
    notice = make.issued(cast)
    as_of(2026, 6, 17, 23)
    services.watch()
    assert now(notice).status == "issued"
    as_of(2026, 6, 18, 1)
    services.watch()
    assert (now(notice).status, notice.acknowledged_by) == ("acknowledged", None)
    assert notice.due_at.astimezone(clock.SHANGHAI).date() == notice.due_on


# --- sent back, found wanting ------------------------------------------------------------------------------------
@pytest.mark.db
def test_a_third_return_is_impossible_and_then_it_is_verified_or_found_wanting(cast, provider) -> None:
    notice = make.issued(cast, provider=provider)
    for _n in range(2):
        make.answered(cast, notice)
        refused(partial(services.fail, notice, by=make.second_manager(cast), reason="不到位"), "not_yet")
        make.returned(cast, notice)
    make.answered(cast, notice)
    refused(partial(make.returned, cast, notice), "third_return")
    with pytest.raises(IntegrityError), transaction.atomic():
        RectificationNotice.objects.filter(pk=notice.pk).update(returns_n=3)
    services.fail(notice, by=make.second_manager(cast), reason="两次退回仍不到位")
    assert (now(notice).status, notice.level, now(provider).has_overdue_rectification) == ("failed", 1, True)
    make.answered(cast, notice)
    make.closed(cast, notice)
    assert not now(provider).has_overdue_rectification


def test_what_was_sent_back_and_not_touched_is_not_handed_in_again(cast, as_of) -> None:
    notice = make.issued(cast)
    make.answered(cast, notice)
    as_of(2026, 6, 16)
    make.returned(cast, notice)
    refused(partial(services.submit_rectification, notice, by=cast.ngo_admin), "items")


def test_each_item_needs_words_and_proof(cast) -> None:
    notice = make.issued(cast)
    services.acknowledge(notice, by=cast.ngo_admin)
    item = notice.items.get(no=1)
    services.reply_to_item(item, by=cast.ngo_admin, reply="已补齐")
    with pytest.raises(Refused) as said:
        services.submit_rectification(notice, by=cast.ngo_admin)
    assert len(said.value.reasons) == 2


def test_a_return_in_time_brings_a_term_of_its_own_and_a_late_one_none(cast, as_of) -> None:
    notice = make.issued(cast, due_on=date(2026, 6, 18))
    make.answered(cast, notice)
    as_of(2026, 6, 23)
    services.watch()
    assert now(notice).level == 0  # the answer lay with the office
    make.returned(cast, notice)
    assert now(notice).due_on == date(2026, 6, 30)
    as_of(2026, 7, 1)
    services.watch()
    make.answered(cast, notice)
    make.returned(cast, notice)
    assert (now(notice).due_on, notice.level) == (date(2026, 6, 30), 1)


# --- who -----------------------------------------------------------------------------------------------------------
@pytest.mark.db
def test_whoever_drafted_or_issued_it_does_not_check_it(cast) -> None:
    notice = make.issued(cast)
    make.answered(cast, notice)
    refused(partial(services.verify, notice, by=cast.county_manager), "two_persons")
    with pytest.raises(IntegrityError), transaction.atomic():
        RectificationNotice.objects.filter(pk=notice.pk).update(checked_by=cast.county_manager)
    assert services.verify(notice, by=cast.city_manager).status == "verified"


def test_an_officer_drafts_and_may_not_issue_and_another_county_sees_nothing(cast) -> None:
    org = build.provider(cast).org
    draft = services.draft_notice(org, by=cast.officer, about="抽查", basis="合同", items=make.ITEMS)
    refused(partial(services.issue, draft, by=cast.officer), "may:issue_rectification")
    refused(partial(services.issue, draft, by=cast.other_county_manager), "may:issue_rectification")
    assert draft in queries.visible_to(cast.officer)
    for stranger in (cast.outsider, cast.other_county_manager, cast.ngo_admin, cast.colleague):
        assert draft not in queries.visible_to(stranger)
    services.issue(draft, by=cast.county_manager)
    assert draft in queries.visible_to(cast.ngo_admin) and draft in queries.addressed_to(cast.ngo_admin)


def test_a_judicial_office_answers_by_the_same_machine_and_nothing_is_suspended(cast, as_of) -> None:
    notice = make.issued(cast, org=cast.office_at("990103001"), due_on=date(2026, 6, 18))
    theirs = seat(person("方文", "fangwen@example.cn"), "OFF", notice.addressee)
    as_of(2026, 7, 20)
    services.watch()
    assert (now(notice).level, notice.provider) == (2, None)
    assert "rectification_overdue" in kinds(cast.city_manager)
    make.answered(cast, notice, by=theirs)
    assert make.closed(cast, notice).status == "closed"


def test_nobody_issues_to_their_own_unit_and_no_number_of_a_person_stands_in_it(cast) -> None:
    bureau = cast.county("990103")
    refused(
        partial(services.draft_notice, bureau, by=cast.county_manager, about="a", basis="b"), "may:draft_rectification"
    )
    notice = services.draft_notice(bureau, by=cast.city_manager, about="台账不全", basis="工作规定", items=make.ITEMS)
    refused(
        partial(services.add_item, notice, by=cast.city_manager, clause="x", finding="13800001234", demand="y"),
        "personal",
    )
    services.issue(notice, by=cast.city_manager)
    make.answered(cast, notice, by=cast.county_manager)
    refused(partial(services.verify, notice, by=make.second_manager(cast)), "may:check_rectification")


# --- late, without anybody acting ------------------------------------------------------------------------------------
def test_each_step_comes_on_its_working_day_over_holidays_and_make_up_days(cast, provider, as_of) -> None:
    """From 09-18: Friday 09-25 is a holiday, Sunday 09-20 and Saturday 10-10 are worked, 10-01 to 10-07 are not."""
    as_of(2026, 9, 8)
    notice = make.issued(cast, provider=provider, due_on=date(2026, 9, 18))
    days = {}
    for offset in range(60):
        today = date.fromordinal(date(2026, 9, 15).toordinal() + offset)
        as_of(today.year, today.month, today.day, 1)
        services.watch()
        days.setdefault(now(notice).level, today)
    assert days[1] == date(2026, 9, 19)
    assert [days[n] for n in (2, 3, 4)] == [LATE[n] for n in (2, 3, 4)]
    assert now(provider).status == "suspended"
    assert "rectification_overdue" in kinds(cast.city_manager)
    steps = AuditEvent.objects.filter(action="rectification.escalate")
    assert [e.actor_id for e in steps] == [None] * 4


# 09-20 (Sun, worked) 21 22 23 24 · 28 29 30 · 10-08 09 → the tenth; 10-10 (Sat, worked) …
LATE = {2: date(2026, 10, 9), 3: date(2026, 10, 22), 4: date(2026, 11, 5)}


def test_days_on_which_nobody_worked_are_made_up_for_in_order(cast, provider, as_of) -> None:
    notice = make.issued(cast, provider=provider)
    as_of(2026, 9, 1)
    services.watch()
    assert (now(notice).level, now(provider).status) == (4, "suspended")
    assert services.watch() == 0
    held = PaymentHold.objects.get(provider=provider, ended_at=None)
    assert (held.ref, held.by) == (notice.ref, None)
    make.answered(cast, notice)
    make.closed(cast, notice)
    assert now(held).ended_at and now(provider).status == "listed"


def test_only_an_open_appeal_stops_the_clock(cast, provider, as_of) -> None:
    notice = make.issued(cast, provider=provider)
    as_of(2026, 6, 18)
    services.appeal(notice, by=cast.ngo_admin, text="抽样不当")
    as_of(2026, 8, 3)
    services.watch()
    assert (now(notice).level, notice.status) == (0, "issued")
    refused(
        partial(services.decide_appeal, notice, by=cast.county_manager, upheld=False, answer="x"),
        "may:decide_rectification_appeal",
    )
    services.decide_appeal(notice, by=cast.city_manager, upheld=False, answer="抽样符合方案")
    assert now(notice).due_on == date(2026, 8, 19)  # 31 working days later than 07-07
    as_of(2026, 8, 20)
    services.watch()
    assert now(notice).level == 1


def test_an_appeal_upheld_takes_the_notice_back_and_what_it_set(cast, provider, as_of) -> None:
    notice = make.issued(cast, provider=provider, due_on=date(2026, 6, 17))
    as_of(2026, 6, 18)
    services.watch()
    services.appeal(notice, by=cast.ngo_admin, text="事实有误")
    services.decide_appeal(notice, by=cast.city_manager, upheld=True, answer="申诉成立")
    assert (now(notice).status, now(provider).has_overdue_rectification) == ("withdrawn", False)


def test_closing_lifts_what_the_notice_set_and_nothing_else(cast, provider, as_of) -> None:
    providers.suspend_provider(provider, by=cast.county_manager, reason="另案调查")
    notice = make.issued(cast, provider=provider)
    as_of(2026, 9, 1)
    services.watch()
    make.answered(cast, notice)
    make.closed(cast, notice)
    assert now(provider).status == "suspended" and not provider.has_overdue_rectification


def test_what_a_person_suspended_again_since_stays_suspended(cast, provider, as_of) -> None:
    notice = make.issued(cast, provider=provider)
    as_of(2026, 9, 1)
    services.watch()
    assert now(notice).has_suspended
    providers.restore_provider(now(provider), by=cast.city_manager)
    providers.suspend_provider(provider, by=cast.county_manager, reason="另案调查")
    make.answered(cast, notice)
    make.closed(cast, notice)
    assert now(provider).status == "suspended" and not provider.has_overdue_rectification


def test_a_suspension_passes_on_to_the_other_late_notice(cast, provider, as_of) -> None:
    one, other = make.issued(cast, provider=provider), make.issued(cast, provider=provider)
    as_of(2026, 9, 1)
    services.watch()
    make.answered(cast, one)
    make.closed(cast, one)
    assert now(provider).status == "suspended" and now(other).has_suspended
    make.answered(cast, other)
    make.closed(cast, other)
    assert now(provider).status == "listed"


def test_reminders_come_three_days_before_on_the_day_and_the_day_after_each_once(cast, as_of) -> None:
    notice, told = make.issued(cast), []
    services.acknowledge(notice, by=cast.ngo_admin)
    for day in range(1, 10):
        as_of(2026, 7, day, 8)
        services.watch()
        services.watch()
        told.append(kinds(cast.ngo_admin).count("rectification_reminder"))
    assert told == [0, 1, 1, 1, 1, 1, 2, 3, 3]


# --- more time -------------------------------------------------------------------------------------------------------
def test_one_extension_decided_by_another_than_the_drafter(cast, as_of) -> None:
    notice = make.issued(cast)
    services.acknowledge(notice, by=cast.ngo_admin)
    ask = partial(services.ask_extension, notice, by=cast.ngo_admin, reason="讲师下周才到")
    refused(partial(ask, until_on=date(2026, 7, 7)), "until_on")
    refused(partial(ask, until_on=date(2026, 7, 29)), "until_on")
    ask(until_on=date(2026, 7, 17))
    as_of(2026, 7, 8)
    services.watch()
    assert now(notice).level == 1  # undecided, the clock runs on
    services.decide_extension(notice, by=cast.county_manager, granted=True)
    assert (now(notice).due_on, notice.level, notice.overdue_on) == (date(2026, 7, 17), 0, None)
    refused(partial(ask, until_on=date(2026, 7, 20)), "again")


@pytest.mark.parametrize(
    ("today", "level"), [("2026-07-07", 0), ("2026-07-08", 1), ("2026-07-21", 2), ("2026-08-04", 3), ("2026-08-18", 4)]
)
def test_the_steps_of_a_delay_by_the_calendar(db, today, level) -> None:
    assert delays.level_on(date(2026, 7, 7), date.fromisoformat(today), (10, 20, 30)) == level


def test_how_the_notices_of_a_period_fared(cast, provider, as_of) -> None:
    done, late = make.issued(cast, provider=provider), make.issued(cast, provider=provider)
    make.answered(cast, done)
    make.closed(cast, done)
    as_of(2026, 7, 8)
    services.watch()
    found = queries.figures(date(2026, 7, 1), date(2026, 7, 31), county="990103")
    assert (found.due, found.on_time, found.open_overdue, found.mean_days) == (2, 1, 1, 0.0)
    assert now(late).level == 1
