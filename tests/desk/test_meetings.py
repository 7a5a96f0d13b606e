"""Joint meetings: who is called, what is decided, and what becomes of it by the calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Move
from desk import hooks
from desk.meetings import acting, queries, services, watching
from desk.meetings.pack import pdf
from desk.models import ActionItem
from kit import calendar, clock
from kit.errors import Refused
from messaging.models import Message
from tests.cast import DONGXI, QIXIA, Cast, person, seat, unit
from tests.house_meetings import decided, held
from tests.house_volunteers import picture

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)  # a Tuesday


@pytest.fixture(autouse=True)
def _tuesday() -> Any:
    with clock.frozen(clock.at(TODAY, 10)):
        yield


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as found:
        yield
    assert found.value.code == code


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("to__display_name", flat=True))


def reported(action: ActionItem, cast: Cast) -> ActionItem:
    return acting.report_action(action, by=cast.officer, report="清单已交", proofs=[picture()])


# --- the meeting -------------------------------------------------------------------------------------------------
def test_a_county_calls_its_offices_and_partners_and_each_is_told(cast: Cast) -> None:
    agency = unit("partner_agency", "东溪区人社局", DONGXI)
    seat(person("丁一", "dingyi@example.cn"), "PAR", agency)
    _ = cast.officer
    meeting = services.call_meeting(
        by=cast.county_manager, title="联席会议", starts_at=clock.now() + timedelta(days=3), place="三楼", chair="孙洁",
        units=[cast.office, agency], agenda=["就业", "安置"],
    )  # fmt: skip
    assert told("meeting_called") == ["丁一", "李明"]
    assert [p.no for p in meeting.agenda.all()] == [1, 2]
    assert (meeting.county_code, meeting.status) == (DONGXI, "called")


def test_an_officer_calls_no_meeting(cast: Cast) -> None:
    with refused("may:call_meeting"):
        services.call_meeting(
            by=cast.officer, title="会", starts_at=clock.now() + timedelta(days=1), place="所", chair="李明",
            units=[cast.county(DONGXI)],
        )  # fmt: skip


def test_nobody_is_called_to_yesterday_and_nobody_sits_alone(cast: Cast) -> None:
    asked: dict[str, Any] = {"by": cast.county_manager, "title": "会", "place": "局", "chair": "孙洁"}
    with refused("starts_at"):
        services.call_meeting(**asked, starts_at=clock.now() - timedelta(days=1), units=[cast.office])
    with refused("units"):
        services.call_meeting(**asked, starts_at=clock.now() + timedelta(days=1), units=[cast.county(DONGXI)])


def test_a_number_of_a_person_stands_in_no_minutes(cast: Cast) -> None:
    meeting = services.call_meeting(
        by=cast.county_manager, title="会", starts_at=clock.now() + timedelta(hours=1), place="局", chair="孙洁",
        units=[cast.office],
    )  # fmt: skip
    with clock.frozen(clock.at(TODAY, 15)), refused("personal"):
        services.hold_meeting(meeting, by=cast.county_manager, minutes="联系13800138000", came=[cast.office])


def test_a_meeting_is_recorded_after_it_began_and_only_once(cast: Cast) -> None:
    meeting = services.call_meeting(
        by=cast.county_manager, title="会", starts_at=clock.now() + timedelta(days=1), place="局", chair="孙洁",
        units=[cast.office],
    )  # fmt: skip
    with refused("early"):
        services.hold_meeting(meeting, by=cast.county_manager, minutes="好", came=[cast.office])
    with clock.frozen(clock.at(TODAY + timedelta(days=1), 12)):
        meeting = services.hold_meeting(meeting, by=cast.county_manager, minutes="好", came=[cast.office])
        with refused("state"):
            services.hold_meeting(meeting, by=cast.county_manager, minutes="又", came=[cast.office])
    assert {i.unit.name: i.came for i in meeting.invited.all()} == {"东溪区司法局": False, cast.office.name: True}


# --- what it decides ---------------------------------------------------------------------------------------------
def test_an_item_without_a_day_has_ten_working_days(cast: Cast) -> None:
    action = decided(cast)
    assert action.due_on == date(2026, 3, 24)
    assert action.due_at is not None and action.due_at > clock.at(date(2026, 3, 24), 23)
    assert (action.status, action.owner_county, action.county_code) == ("open", DONGXI, DONGXI)


def test_the_day_is_a_working_day_to_come_and_the_owner_sat_at_the_table(cast: Cast) -> None:
    meeting = held(cast)
    for day in (TODAY, date(2026, 3, 14)):  # today, a Saturday
        with refused("due_on"):
            decided(cast, meeting, due_on=day)
    with refused("owner"):
        decided(cast, meeting, owner=cast.office_at("990102002"))


def test_done_is_shown_not_said(cast: Cast) -> None:
    action = decided(cast)
    with refused("proofs"):
        acting.report_action(action, by=cast.officer, report="做完了")
    action = reported(action, cast)
    assert action.status == "reported"
    assert told("action_reported") == ["孙洁"]
    assert action.due_at == calendar.end_of(date(2026, 3, 13))  # three working days for the caller


def test_the_owner_does_not_confirm_and_another_unit_does_not_report(cast: Cast) -> None:
    action = decided(cast)
    with refused("may:report_action"):
        acting.report_action(action, by=cast.outsider, report="完成", proofs=[picture()])
    action = reported(action, cast)
    with refused("may:confirm_action"):
        acting.confirm_action(action, by=cast.officer)
    with refused("may:confirm_action"):
        acting.confirm_action(action, by=cast.other_county_manager)
    assert acting.confirm_action(action, by=cast.county_manager).status == "confirmed"


def test_whoever_reported_for_the_bureau_does_not_confirm_it(cast: Cast) -> None:
    meeting = held(cast)
    action = decided(cast, meeting, owner=cast.county(DONGXI))
    action = acting.report_action(action, by=cast.county_manager, report="完成", proofs=[picture()])
    for act in (acting.confirm_action, lambda a, by: acting.return_action(a, by=by, reason="缺")):
        with refused("own_report"):
            act(action, by=cast.county_manager)
    assert list(queries.to_confirm(cast.county_manager)) == []
    other = seat(person("马莉", "mali@example.cn"), "CBM", cast.county(DONGXI))
    assert acting.confirm_action(action, by=other).status == "confirmed"


def test_a_report_sent_back_keeps_its_day(cast: Cast) -> None:
    action = decided(cast)
    due = action.due_at
    action = acting.return_action(reported(action, cast), by=cast.county_manager, reason="清单缺联系方式")
    assert (action.status, action.due_at) == ("returned", due)
    assert "李明" in told("action_returned")
    assert acting.report_action(action, by=cast.officer, report="已补").status == "reported"  # the proof is there


# --- by the clock ------------------------------------------------------------------------------------------------
def at(day: date) -> Any:
    return clock.frozen(clock.at(day, 9))


def test_a_reminder_comes_once_before_and_once_on_the_day(cast: Cast) -> None:
    _ = cast.officer
    decided(cast)
    for day, n in ((date(2026, 3, 18), 0), (date(2026, 3, 19), 1), (date(2026, 3, 20), 1), (date(2026, 3, 24), 2)):
        with at(day):
            watching.watch()
            watching.watch()
        assert len(told("action_reminder")) == n, day


def test_what_is_late_goes_to_the_county_and_then_to_the_city(cast: Cast) -> None:
    _ = cast.officer, cast.city_manager
    action = decided(cast)
    with at(date(2026, 3, 24)):
        assert watching.escalate_due() == 0
    with at(date(2026, 3, 25)):
        assert watching.escalate_due() == 1
        assert watching.escalate_due() == 0
    assert told("action_overdue") == ["孙洁", "李明"]
    with at(date(2026, 3, 31)):  # five working days after the 24th
        watching.escalate_due()
    action.refresh_from_db()
    assert action.level == ActionItem.Level.CITY
    assert "郑岚" in told("action_overdue")


def test_a_machine_that_slept_makes_up_for_both_steps(cast: Cast) -> None:
    decided(cast)
    with at(date(2026, 4, 20)):
        assert watching.escalate_due() == 2


def test_what_waits_for_the_caller_is_not_the_owners_delay(cast: Cast) -> None:
    action = reported(decided(cast), cast)
    with at(date(2026, 4, 20)):
        assert watching.escalate_due() == 0
        assert not action.is_late()


# --- who sees it -------------------------------------------------------------------------------------------------
def test_each_owner_finds_its_own_on_its_desk_and_the_caller_the_reports(cast: Cast) -> None:
    action = decided(cast)
    _ = cast.outsider

    def desk(user: Any) -> list[str]:
        return [item.code for ask in hooks.worklist for item in ask(user, clock.now()) if item.code.startswith("YD")]

    assert (desk(cast.officer), desk(cast.outsider), desk(cast.county_manager)) == ([action.number], [], [])
    reported(action, cast)
    assert (desk(cast.officer), desk(cast.county_manager)) == ([], [action.number])


def test_a_partner_agency_sees_its_own_items_and_no_others(cast: Cast, browse: Any) -> None:
    agency = unit("partner_agency", "东溪区人社局", DONGXI)
    partner = seat(person("丁一", "dingyi@example.cn"), "PAR", agency)
    meeting = held(cast, units=[agency])
    mine, other = decided(cast, meeting, owner=agency), decided(cast, meeting)
    browser = browse(partner)
    assert browser.get(f"/desk/actions/{mine.pk}/").status_code == 200
    assert browser.get(f"/desk/actions/{other.pk}/").status_code == 404
    assert list(queries.actions(partner)) == [mine]


def test_another_county_sees_nothing_of_it(cast: Cast, browse: Any) -> None:
    action = decided(cast)
    for user in (cast.outsider, cast.other_county_manager):
        browser = browse(user)
        for path in (
            f"meetings/{action.meeting_id}/",
            f"meetings/{action.meeting_id}/pack.pdf",
            f"actions/{action.pk}/",
        ):
            assert browser.get(f"/desk/{path}").status_code == 404
        assert action.text not in browser.get("/desk/actions/?show=all").content.decode()


# --- its screens -------------------------------------------------------------------------------------------------
def test_overdue_stands_first_on_the_board(cast: Cast, browse: Any) -> None:
    meeting = held(cast)
    later = decided(cast, meeting, text="后到期", due_on=date(2026, 4, 20))
    first = decided(cast, meeting, text="先到期", due_on=date(2026, 3, 12))
    with at(date(2026, 3, 16)):
        text = browse(cast.county_manager).get("/desk/actions/").content.decode()
        late = browse(cast.county_manager).get("/desk/actions/?show=late").content.decode()
    assert text.index(first.text) < text.index(later.text)
    assert first.text in late and later.text not in late


def test_the_board_asks_as_much_for_many_as_for_one(cast: Cast, browse: Any) -> None:
    meeting, browser = held(cast), browse(cast.county_manager)
    decided(cast, meeting)
    browser.get("/desk/actions/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/desk/actions/")
    for _n in range(12):
        decided(cast, meeting)
    with CaptureQueriesContext(connection) as many:
        browser.get("/desk/actions/")
    assert len(many) == len(one)


def test_the_whole_way_by_the_pages(cast: Cast, browse: Any) -> None:
    bureau, office = browse(cast.county_manager), browse(cast.officer)
    sent = {"title": "季度会议", "starts_at": "2026-03-11T09:00", "place": "三楼", "chair": "孙洁", "agenda": "甲\n乙",
            "units": [cast.office.pk]}  # fmt: skip
    where = bureau.post("/desk/meetings/new/", sent)["Location"]
    assert 'value="hold"' not in bureau.get(where).content.decode()
    with clock.frozen(clock.at(date(2026, 3, 11), 12)):
        bureau.post(where, {"act": "hold", "hold-came": [cast.office.pk], "hold-minutes": "议定一项。"})
        bureau.post(where, {"act": "decide", "decide-text": "建台账", "decide-standard": "台账一份",
                            "decide-owner": cast.office.pk, "decide-due_on": "2026-03-20"})  # fmt: skip
        action = ActionItem.objects.get()
        page = f"/desk/actions/{action.pk}/"
        lacking = office.post(page, {"act": "report", "report-report": "好了"})
        assert lacking.status_code == 409 and "附上证据" in lacking.content.decode()
        office.post(page, {"act": "report", "report-report": "好了", "report-proofs": picture()})
        assert 'value="confirm"' not in office.get(page).content.decode()
        bureau.post(page, {"act": "confirm"})
    assert list(Move.objects.filter(machine="joint_action").order_by("pk").values_list("verb", flat=True)) == [
        "decide", "report", "confirm",
    ]  # fmt: skip


def test_the_pack_holds_the_last_meetings_items_with_their_state(cast: Cast) -> None:
    action = decided(cast, held(cast, days_ago=30))
    with clock.frozen(clock.at(TODAY + timedelta(days=60), 9)):
        next_one = held(cast)
        assert list(queries.of_last_meeting(next_one)) == [action]
        assert pdf(next_one).startswith(b"%PDF-")


# --- the figure --------------------------------------------------------------------------------------------------
def test_k25_counts_what_was_due_and_done_in_time(cast: Cast) -> None:
    meeting = held(cast)
    on_time, late, _open, dropped = (decided(cast, meeting, due_on=date(2026, 3, 20)) for _n in range(4))
    acting.confirm_action(reported(on_time, cast), by=cast.county_manager)
    acting.drop_action(dropped, by=cast.county_manager, reason="并入另一项")
    with at(date(2026, 3, 23)):
        acting.confirm_action(reported(late, cast), by=cast.county_manager)
    march = (date(2026, 3, 1), date(2026, 3, 31))
    k25 = next(k for k in hooks.kpis if k.code == "K25")
    found = k25.read(march, DONGXI)
    assert (found.n, found.d, found.value) == (1, 3, 1 / 3)
    assert (k25.read(march, QIXIA).d, k25.read(march, QIXIA).value) == (0, None)
    assert f"county={DONGXI}" in found.url
