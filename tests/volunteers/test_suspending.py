"""Stopping somebody's service and letting them return: an officer proposes, a manager decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import Division
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.cast import person, seat
from volunteers import queries
from volunteers.hours import services as hours
from volunteers.joining import services as joining
from volunteers.models import Posting, Shift, Signup, Suspension, Volunteer
from volunteers.states import VOLUNTEER
from volunteers.vetting import exemptions, suspending

TODAY = date(2026, 3, 10)
REASON = "投诉正在核查"


@pytest.fixture
def wang(as_of, cast) -> Volunteer:
    as_of(2026, 3, 10)
    return build.volunteer(cast)


def status(volunteer) -> str:
    return Volunteer.objects.get(pk=volunteer.pk).status


def in_state(state: str, volunteer: Volunteer, cast) -> Volunteer:
    if state == "unconfirmed":
        user = seat(person("名册上的人"), "VOL")
        town = Division.objects.get(pk="990103002")
        return joining.register_volunteer(user, by=None, town=town, id_number=build.id_number())
    if state == "suspended":
        suspending.suspend_volunteer(volunteer, by=cast.county_manager, reason=REASON)
    if state == "blocked":
        suspending.block_volunteer(volunteer, by=cast.county_manager, reason="泄露隐私")
    if state == "left":
        cast.officer.acting_role = "OFF"
        move(volunteer, "leave", by=cast.officer)
    return volunteer


def acts(volunteer, cast):
    """Verb of the table → what takes the step."""
    manager = cast.county_manager
    return {
        "suspend": lambda by=manager: suspending.suspend_volunteer(volunteer, by=by, reason=REASON),
        "readmit": lambda by=manager: suspending.readmit_volunteer(volunteer, by=by),
        "block": lambda by=manager: suspending.block_volunteer(volunteer, by=by, reason="收取钱物"),
        "unblock": lambda by=cast.city_manager: suspending.unblock_volunteer(volunteer, by=by, reason="查无实据"),
    }


@pytest.mark.parametrize("state", VOLUNTEER.states)
@pytest.mark.parametrize("verb", ["suspend", "readmit", "block", "unblock"])
def test_service_is_stopped_and_taken_up_again_as_the_table_says(verb, state, wang, cast) -> None:
    volunteer = in_state(state, wang, cast)
    step, before = VOLUNTEER.step(verb, state), Suspension.objects.count()
    if step:
        acts(volunteer, cast)[verb]()
        assert status(volunteer) == step.target
        return
    with pytest.raises(Refused):
        acts(volunteer, cast)[verb]()
    assert status(volunteer) == state
    assert Suspension.objects.count() == before


@pytest.mark.parametrize("verb", ["suspend", "readmit", "block", "unblock"])
def test_who_is_no_manager_of_the_county_stops_nobody(verb, wang, cast) -> None:
    state = {"readmit": "suspended", "unblock": "blocked"}.get(verb, "active")
    in_state(state, wang, cast)
    people = [cast.officer, cast.outsider, cast.other_county_manager, cast.auditor, cast.volunteer, cast.ngo_admin]
    for who in [*people, *([cast.county_manager] if verb == "unblock" else [])]:
        with pytest.raises(Refused) as refusal:
            acts(wang, cast)[verb](who)
        assert refusal.value.code.startswith("may:"), who
    assert status(wang) == state


# --- what follows --------------------------------------------------------------------------------------------------
def place_taken(volunteer, cast) -> Signup:
    at = {"organiser": cast.office, "county_code": "990103"}
    cast.officer.acting_role = "OFF"
    posting = Posting(number="ZP-1", title="清洁日", kind="public_benefit_activity", town=volunteer.town, **at)
    born(posting, "draft", by=cast.officer)
    start = clock.at(date(2026, 3, 30), 9)
    when = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    shift = Shift(posting=posting, signup_closes_at=start, cancel_until=start, capacity=5, **when, **at)
    born(shift, "plan", by=None)
    signup = Signup(shift=shift, volunteer=volunteer, **when)
    born(signup, "sign_up", by=None)
    return signup


def test_at_once_no_offers_and_places_taken_are_marked_until_the_return(wang, cast) -> None:
    signup = place_taken(wang, cast)
    suspending.suspend_volunteer(wang, by=cast.county_manager, reason=REASON, until_on=date(2026, 4, 10))
    assert "inactive" in queries.missing([wang.pk], TODAY)[wang.pk]
    signup.refresh_from_db()
    assert signup.flag == "lacks"
    suspending.readmit_volunteer(wang, by=cast.county_manager)
    signup.refresh_from_db()
    assert signup.flag == ""
    assert Suspension.objects.get().ended_by == cast.county_manager


def test_the_person_reads_why_and_the_office_of_an_engagement_hears_and_sees_it(wang, cast, browse) -> None:
    cast.officer.acting_role = "OFF"
    hours.open_engagement(wang, by=cast.officer, ref="AR-1", office=cast.office, plan="每周陪伴一次")
    suspending.suspend_volunteer(wang, by=cast.county_manager, reason=REASON)
    assert REASON in Message.objects.get(to=cast.volunteer, kind="volunteer_suspended").body
    told = Message.objects.get(to=cast.officer, kind="helper_suspended")
    assert wang.number in told.body and "王芳" not in told.body
    desk = browse(cast.officer).get("/desk/").content.decode()
    assert "帮扶人已停止服务" in desk
    assert queries.open_engagements(wang).count() == 1, "the office decides how it goes on"


def test_the_return_needs_the_refresher_in_date_or_waived(wang, cast, as_of) -> None:
    suspending.suspend_volunteer(wang, by=cast.county_manager, reason=REASON)
    as_of(2027, 3, 1)  # all papers have run out meanwhile
    with pytest.raises(Refused) as refusal:
        suspending.readmit_volunteer(wang, by=cast.county_manager)
    assert refusal.value.code == "refresher"
    waiver = exemptions.ask_exemption(
        wang, by=cast.officer, kind="refresher", reason="培训班四月才开", until_on=date(2027, 4, 30)
    )
    exemptions.decide_exemption(waiver, by=cast.county_manager, agree=True)
    suspending.readmit_volunteer(wang, by=cast.county_manager)
    assert status(wang) == "active"


def test_a_day_gone_by_or_no_reason_stops_nobody(wang, cast) -> None:
    for said, field in (({"reason": " "}, "reason"), ({"reason": REASON, "until_on": date(2026, 3, 9)}, "until_on")):
        with pytest.raises(Refused) as refusal:
            suspending.suspend_volunteer(wang, by=cast.county_manager, **said)
        assert refusal.value.at.keys() == {field}
    assert status(wang) == "active"
    assert not Suspension.objects.exists()


def test_a_failure_at_the_last_step_leaves_the_volunteer_in_service(wang, cast, monkeypatch) -> None:
    monkeypatch.setattr(suspending.outbox, "put", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        suspending.suspend_volunteer(wang, by=cast.county_manager, reason=REASON)
    assert status(wang) == "active"
    assert not Suspension.objects.exists()


# --- proposed by an officer ----------------------------------------------------------------------------------------
def test_an_officer_proposes_and_a_manager_decides(wang, cast, browse) -> None:
    asked = suspending.propose_suspension(wang, by=cast.officer, reason=REASON)
    assert status(wang) == "active"
    assert "决定是否暂停志愿者" in browse(cast.county_manager).get("/desk/").content.decode()
    with pytest.raises(Refused) as refusal:
        suspending.propose_suspension(wang, by=cast.colleague, reason=REASON)
    assert refusal.value.code == "proposed"
    suspending.decide_suspension(asked, by=cast.county_manager, agree=True)
    assert status(wang) == "suspended"
    with pytest.raises(Refused) as refusal:
        suspending.decide_suspension(asked, by=cast.city_manager, agree=False)
    assert refusal.value.code == "decided"


def test_what_is_not_agreed_to_changes_nothing(wang, cast) -> None:
    asked = suspending.propose_suspension(wang, by=cast.officer, reason=REASON)
    for who in (cast.officer, cast.outsider, cast.other_county_manager, cast.auditor):
        with pytest.raises(Refused):
            suspending.decide_suspension(asked, by=who, agree=True)
    suspending.decide_suspension(asked, by=cast.county_manager, agree=False)
    assert status(wang) == "active"
    assert suspending.propose_suspension(wang, by=cast.officer, reason="又有投诉").pk


def test_a_manager_does_not_decide_on_their_own_proposal(wang, cast) -> None:
    asked = suspending.propose_suspension(wang, by=cast.county_manager, reason=REASON)
    with pytest.raises(Refused) as refusal:
        suspending.decide_suspension(asked, by=cast.county_manager, agree=True)
    assert refusal.value.code == "two"


def test_when_the_last_day_has_passed_the_county_is_asked(wang, cast, browse, as_of) -> None:
    suspending.suspend_volunteer(wang, by=cast.county_manager, reason=REASON, until_on=date(2026, 3, 20))
    assert "暂停期满" not in browse(cast.county_manager).get("/desk/").content.decode()
    as_of(2026, 3, 21)
    assert "暂停期满" in browse(cast.county_manager).get("/desk/").content.decode()
    assert status(wang) == "suspended", "nobody returns by the clock alone"


# --- the page ------------------------------------------------------------------------------------------------------
def test_the_page_offers_each_act_to_whom_it_belongs(wang, cast, browse) -> None:
    url = f"/volunteers/{wang.number}/"
    officer, manager = browse(cast.officer), browse(cast.county_manager)
    page = officer.get(url).content.decode()
    assert "提议暂停" in page and "暂停服务" not in page and "禁止参加" not in page
    form = {"act": "propose", "propose-reason": REASON, "propose-until_on": "2026-04-01", "idem": "1"}
    assert officer.post(url, form).status_code == 302
    assert manager.post(url, {"act": "agree", "idem": "2"}).status_code == 302
    page = manager.get(url).content.decode()
    assert REASON in page and "恢复服务" in page
    assert officer.post(url, {"act": "readmit", "idem": "3"}).status_code == 404
    assert manager.post(url, {"act": "readmit", "idem": "4"}).status_code == 302
    assert status(wang) == "active"


def test_an_exemption_and_a_conflict_are_asked_for_on_the_page_and_decided_by_another(wang, cast, browse) -> None:
    url = f"/volunteers/{wang.number}/"
    officer, manager = browse(cast.officer), browse(cast.county_manager)
    form = {"act": "exempt", "exempt-kind": "refresher", "exempt-until_on": "2026-05-31",
            "exempt-reason": "复训延期", "idem": "1"}  # fmt: skip
    assert officer.post(url, form).status_code == 302
    page = manager.get(url).content.decode()
    assert "同意免去年度复训" in page
    waiver = wang.exemptions.get()
    assert officer.post(url, {"act": f"waive-{waiver.pk}", "idem": "2"}).status_code == 404
    assert manager.post(url, {"act": f"waive-{waiver.pk}", "idem": "3"}).status_code == 302
    assert officer.post(url, {"act": "conflict", "conflict-purpose": "定期核对", "idem": "4"}).status_code == 302
    assert "利害关系" in officer.get(url).content.decode()


def test_zhao_qiang_and_the_auditor_change_nothing_here(wang, cast, browse) -> None:
    url = f"/volunteers/{wang.number}/"
    assert browse(cast.outsider).get(url).status_code == 404
    assert browse(cast.outsider).get(f"{url}details/").status_code == 404
    assert browse(cast.auditor).get(url).status_code == 200
    for act in ("suspend", "propose", "paper", "exempt", "conflict", "block"):
        assert browse(cast.auditor).post(url, {"act": act, "idem": act}).status_code == 404
    assert browse(cast.auditor).get(f"{url}details/").status_code == 404
    assert browse(cast.volunteer).post(url, {"act": "readmit"}).status_code == 404


@pytest.mark.parametrize("n", [20, 200])
def test_the_list_of_volunteers_asks_as_much_for_many_as_for_few(
    n, wang, cast, browse, django_assert_max_num_queries
) -> None:
    town = Division.objects.get(pk="990103002")
    for k in range(n):
        joining.register_volunteer(seat(person(f"第{k}人"), "VOL"), by=None, town=town, id_number=build.id_number())
    browser = browse(cast.officer)
    browser.get("/volunteers/list/")
    with django_assert_max_num_queries(16):
        assert browser.get("/volunteers/list/").status_code == 200
