"""Meetings and plans: booked, recorded, moved, answered; each by whom and from which state."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from matching import models as m
from matching import states
from matching.sessions import services as sessions
from matching.supervisees import disclosure
from messaging.models import Message
from ngos.models import ContractItem, DeliveryRecord
from ngos.providers.services import enter_contract
from tests import build
from tests.cast import person, seat
from tests.ngos import purchase as make
from volunteers.models import ServiceLog


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def book(request, *, days=1, hour=9, minutes=60, key="", by=None) -> m.Session:
    start = clock.at(clock.today() + timedelta(days=days), hour)
    return sessions.book_session(
        request,
        by=by or request.helper,
        key=key or f"k{days}-{hour}-{request.pk}",
        starts_at=start,
        ends_at=start + clock.minutes(minutes),
        where="河口街道司法所",
    )


def session_in(state, cast, as_of, kind="service") -> m.Session:
    request = build.request_in("accepted", cast, kind=kind)
    session = book(request)
    as_of(2026, 3, 10, 9, 30)
    if state == "booked":
        return session
    if state == "moved":
        move_to(session)
    if state == "awaiting_record":
        as_of(2026, 3, 10, 11)
        sessions.sessions_now_due()
    if state == "held":
        sessions.record_held(session, by=request.helper, minutes=60)
    if state == "absent":
        sessions.record_absent(session, by=request.helper, absence="not_excused")
    if state == "not_held":
        sessions.record_not_held(session, by=request.helper, reason="社工临时有事")
    return m.Session.objects.select_related("request", "request__place", "request__client").get(pk=session.pk)


def move_to(session, key="moved-once"):
    start = clock.at(clock.today() + timedelta(days=3), 9)
    return sessions.move_session(
        session,
        by=session.request.helper,
        key=key,
        starts_at=start,
        ends_at=start + clock.minutes(60),
        where="社区活动室",
        reason="本人提出",
    )


def act(verb, session, cast):
    by = session.request.helper
    return {
        "held": lambda: sessions.record_held(session, by=by, minutes=45),
        "absent": lambda: sessions.record_absent(session, by=by, absence="excused"),
        "not_held": lambda: sessions.record_not_held(session, by=by, reason="场地停电"),
        "move": lambda: move_to(session, "moved-again"),
        "answer_absence": lambda: sessions.answer_absence(session, by=cast.officer, answer="已联系本人"),
    }[verb]()


# What people can do from where; a booked meeting that has begun becomes due by itself on the way.
WORKS = {
    ("held", "booked"): "held",
    ("held", "awaiting_record"): "held",
    ("held", "held"): "held",  # sent twice is once
    ("absent", "booked"): "absent",
    ("absent", "awaiting_record"): "absent",
    ("not_held", "booked"): "not_held",
    ("not_held", "awaiting_record"): "not_held",
    ("move", "booked"): "moved",
    ("answer_absence", "absent"): "absent",
}


@pytest.mark.parametrize("state", states.SESSION.states)
@pytest.mark.parametrize("verb", ["held", "absent", "not_held", "move", "answer_absence"])
def test_each_verb_works_from_its_states_and_from_no_other(verb, state, cast, as_of) -> None:
    session = session_in(state, cast, as_of)
    if (verb, state) in WORKS:
        act(verb, session, cast)
        assert m.Session.objects.get(pk=session.pk).status == WORKS[verb, state]
    else:
        with pytest.raises(Refused):
            act(verb, session, cast)
        assert m.Session.objects.get(pk=session.pk).status == state


# --- booking -----------------------------------------------------------------------------------------------
def test_the_first_meeting_of_a_round_is_marked_and_the_same_key_is_the_same_meeting(cast) -> None:
    request = build.request_in("accepted", cast)
    session = book(request, key="once")
    assert session.is_first and book(request, key="once").pk == session.pk
    assert m.Session.objects.count() == 1


def test_neither_person_nor_helper_can_be_in_two_meetings_at_once_but_one_may_follow_the_other(cast) -> None:
    request = build.request_in("accepted", cast)
    book(request, hour=9)
    with pytest.raises(Refused, match="已有约定"):
        book(request, hour=9, key="again")
    other = build.request_in("accepted", cast, who=build.client(cast))
    with pytest.raises(Refused, match="您在这个时间"):
        book(other, hour=9, key="other")
    assert book(request, hour=10, key="after").status == "booked"


def test_no_meeting_outside_the_hours_in_which_the_person_may_be_out(cast) -> None:
    request = build.request_in("accepted", cast, who=build.client(cast, allowed_mask=build.DAYTIME))
    with pytest.raises(Refused, match="不能外出"):
        book(request, hour=14)


def test_a_meeting_needs_its_end_after_its_start_and_an_open_request(cast) -> None:
    request = build.request_in("accepted", cast)
    with pytest.raises(Refused, match="晚于"):
        book(request, minutes=0)
    closed = build.request_in("closed", cast, who=build.client(cast))
    with pytest.raises(Refused, match="不能约定"):
        book(closed, key="late", by=cast.social_worker)


def test_nothing_is_recorded_before_it_began(cast) -> None:
    session = book(build.request_in("accepted", cast))
    with pytest.raises(Refused, match="还没到"):
        sessions.record_held(session, by=cast.social_worker, minutes=60)


# --- recording ---------------------------------------------------------------------------------------------
def test_a_volunteers_meeting_becomes_hours_without_a_second_entry(cast, as_of) -> None:
    session = session_in("held", cast, as_of, kind="volunteer")
    log = ServiceLog.objects.get()
    assert (log.minutes, log.status, log.volunteer.user) == (60, "submitted", cast.volunteer)
    assert m.AssistanceRequest.objects.get(pk=session.request_id).status == "in_service"


def test_a_providers_meeting_draws_on_its_order_and_leads_to_the_plan(cast, as_of) -> None:
    session = session_in("held", cast, as_of)
    assert DeliveryRecord.objects.get().client_code == session.request.client.code
    assert m.AssistanceRequest.objects.get(pk=session.request_id).status == "planning"


def test_a_session_on_the_phone_takes_one_of_the_contract_and_waits_when_they_are_used_up(cast, as_of) -> None:
    request, item = _bought(cast, sessions_n=2)
    book(request)
    first = book(request, hour=11)
    with pytest.raises(Refused, match="补充合同"):  # both are promised
        book(request, hour=14)
    as_of(2026, 3, 10, 15)
    sessions.record_held(m.Session.objects.exclude(pk=first.pk).get(), by=request.helper, minutes=60)
    assert DeliveryRecord.objects.get().item == item and _taken(item) == 1
    ContractItem.objects.filter(pk=item.pk).update(taken=2)  # the last went to another case meanwhile
    with pytest.raises(Refused, match="补充合同"):
        sessions.record_held(first, by=request.helper, minutes=60)
    waits = m.Session.objects.get(pk=first.pk)
    assert waits.status in ("booked", "awaiting_record") and waits.minutes == 0
    ContractItem.objects.filter(pk=item.pk).update(capacity=3)  # as a supplement does
    sessions.record_held(waits, by=request.helper, minutes=60)
    assert _taken(item) == 3 and DeliveryRecord.objects.count() == 2


def _bought(cast, *, sessions_n: int):
    """A request served under a contract that buys so many individual sessions."""
    today = clock.today()
    contract = enter_contract(
        build.provider(cast), by=cast.city_manager, category=7, starts_on=today, ends_on=today + timedelta(days=90),
        amount_fen=sessions_n * 60_000, cases=9, grant_fields=[],
    )  # fmt: skip
    row = ContractItem.objects.create(
        contract=contract, item=make.item(), kind="individual", quantity=sessions_n, capacity=sessions_n,
        unit_price_fen=60_000,
    )  # fmt: skip
    return build.request_in("accepted", cast, at=build.place(cast, contract=contract)), row


def _taken(item) -> int:
    return ContractItem.objects.get(pk=item.pk).taken


def test_recorded_twice_is_one_record(cast, as_of) -> None:
    session = session_in("held", cast, as_of)
    sessions.record_held(session, by=cast.social_worker, minutes=90)
    assert DeliveryRecord.objects.count() == 1 and m.Session.objects.get(pk=session.pk).minutes == 60


def test_the_staff_partner_records_for_the_volunteer_and_for_the_employer(cast, as_of) -> None:
    for kind in ("volunteer", "job"):
        as_of(2026, 3, 9, 10)
        request = build.request_in("accepted", cast, kind=kind, who=build.client(cast))
        session = book(request, by=cast.officer, hour=9 if kind == "job" else 10)
        as_of(2026, 3, 10, 11, 30)
        assert sessions.record_held(session, by=cast.officer, minutes=50).status == "held"


def test_an_unexcused_absence_reaches_the_officer_at_once_and_is_answered_once(cast, as_of) -> None:
    session = session_in("absent", cast, as_of)
    assert Message.objects.filter(kind="session_absent", to=cast.officer).exists()
    assert session.due_at is not None
    sessions.answer_absence(session, by=cast.officer, answer="已上门了解，改约周四")
    session = m.Session.objects.select_related("request").get(pk=session.pk)
    assert session.due_at is None
    assert Message.objects.filter(kind="absence_answered", to=cast.social_worker).exists()
    with pytest.raises(Refused, match="已经答复"):
        sessions.answer_absence(session, by=cast.officer, answer="再答一次")


def test_a_concern_reaches_the_officer(cast, as_of) -> None:
    session = session_in("awaiting_record", cast, as_of)
    sessions.record_held(session, by=cast.social_worker, minutes=60, concern="urgent", note="情绪低落")
    message = Message.objects.get(kind="session_concern")
    assert message.to == cast.officer and "情绪" not in str(message.params)


def test_minutes_stay_within_a_day(cast, as_of) -> None:
    session = session_in("awaiting_record", cast, as_of)
    for minutes in (0, 721):
        with pytest.raises(Refused, match="720"):
            sessions.record_held(session, by=cast.social_worker, minutes=minutes)


@pytest.mark.parametrize("who", ["outsider", "colleague", "volunteer", "employer", "county_manager"])
def test_nobody_else_books_or_records(who, cast, as_of) -> None:
    session = session_in("awaiting_record", cast, as_of)
    by = getattr(cast, who)
    for verb in (
        lambda: book(session.request, by=by, key="x", hour=11),
        lambda: sessions.record_held(session, by=by, minutes=10),
        lambda: sessions.record_absent(session, by=by, absence="excused"),
        lambda: sessions.record_not_held(session, by=by, reason="x"),
        lambda: sessions.propose_plan(session.request, by=by, goals=["x"], activities="", sessions_n=1),
    ):
        with pytest.raises(Refused, match="身份"):
            verb()


def test_a_failure_after_the_record_leaves_neither_hours_nor_a_new_state(cast, as_of, monkeypatch) -> None:
    session = session_in("awaiting_record", cast, as_of, kind="volunteer")
    monkeypatch.setattr(sessions, "_begin", lambda *a: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sessions.record_held(session, by=cast.volunteer, minutes=60)
    assert m.Session.objects.get(pk=session.pk).status == "awaiting_record"
    assert not ServiceLog.objects.exists()


# --- the plan ----------------------------------------------------------------------------------------------
def plan_in(state, cast, as_of) -> m.Plan:
    request = build.request_in("planning", cast)
    plan = sessions.propose_plan(request, by=cast.social_worker, goals=["稳定就业"], activities="", sessions_n=4)
    if state == "agreed":
        sessions.agree_plan(plan, by=cast.officer)
    if state == "objected":
        sessions.object_to_plan(plan, by=cast.officer, objection="次数太少")
    return m.Plan.objects.select_related("request").get(pk=plan.pk)


@pytest.mark.parametrize("state", states.PLAN.states)
@pytest.mark.parametrize("verb", ["agree", "object"])
def test_a_plan_is_decided_once(verb, state, cast, as_of) -> None:
    plan = plan_in(state, cast, as_of)

    def decide():
        if verb == "agree":
            return sessions.agree_plan(plan, by=cast.officer)
        return sessions.object_to_plan(plan, by=cast.officer, objection="写明做法")

    if state != "proposed":
        with pytest.raises(Refused):
            decide()
        return
    decide()
    request = m.AssistanceRequest.objects.get(pk=plan.request_id)
    assert request.status == ("in_service" if verb == "agree" else "planning")


def test_three_working_days_of_silence_agree_to_a_plan(cast, as_of) -> None:
    plan = plan_in("proposed", cast, as_of)
    as_of(2026, 3, 12, 23)
    assert sessions.agree_by_clock() == 0
    as_of(2026, 3, 13, 0)
    assert sessions.agree_by_clock() == 1
    assert m.AssistanceRequest.objects.get(pk=plan.request_id).status == "in_service"


def test_after_an_objection_the_next_version_follows(cast, as_of) -> None:
    plan = plan_in("objected", cast, as_of)
    new = sessions.propose_plan(plan.request, by=cast.social_worker, goals=["稳定就业"], activities="", sessions_n=8)
    assert new.version == 2
    with pytest.raises(Refused, match="上一版"):
        sessions.propose_plan(plan.request, by=cast.social_worker, goals=["x"], activities="", sessions_n=8)


# --- the screens -------------------------------------------------------------------------------------------
def test_booking_and_recording_on_the_screen_take_two_short_forms(cast, as_of, browse) -> None:
    request = build.request_in("accepted", cast, kind="volunteer")
    browser, url = browse(cast.volunteer), f"/help/requests/{request.number}/sessions/new/"
    assert "河口街道司法所" in browser.get(url).content.decode()  # the place stands there already
    form = {"day": "2026-03-10", "start": "09:00", "end": "10:30", "where": "河口街道司法所", "idem": "meeting-1"}
    for _ in range(2):
        assert browser.post(url, form).status_code == 302
    session = m.Session.objects.get()
    assert session.key == "meeting-1"
    as_of(2026, 3, 10, 11)
    record = f"/help/sessions/{session.pk}/record/"
    assert 'value="90"' in browser.get(record).content.decode()  # minutes are filled in
    assert browser.post(record, {"act": "held", "minutes": "90", "concern": "", "idem": "r"}).status_code == 302
    session.refresh_from_db()
    assert (session.status, session.minutes) == ("held", 90)
    assert "看记录" in browser.get(f"/help/requests/{request.number}/").content.decode()


def test_a_refused_booking_keeps_what_was_typed(cast, browse) -> None:
    request = build.request_in("accepted", cast, who=build.client(cast, allowed_mask=build.DAYTIME))
    form = {"day": "2026-03-10", "start": "14:00", "end": "15:00", "where": "社区活动室", "idem": "m"}
    answer = browse(cast.social_worker).post(f"/help/requests/{request.number}/sessions/new/", form)
    assert answer.status_code == 409
    assert "不能外出" in answer.content.decode() and "社区活动室" in answer.content.decode()


def test_the_screens_of_meetings_and_plans_do_not_exist_for_zhao_qiang(cast, as_of, browse) -> None:
    plan = plan_in("proposed", cast, as_of)
    session = m.Session.objects.get()
    browser, number = browse(cast.outsider), plan.request.number
    for path in (
        f"requests/{number}/", f"requests/{number}/sessions/new/", f"requests/{number}/plan/",
        f"plans/{plan.pk}/decide/",
        f"sessions/{session.pk}/record/", f"sessions/{session.pk}/move/", f"sessions/{session.pk}/answer/",
    ):  # fmt: skip
        assert browser.get(f"/help/{path}").status_code == 404, path
        assert browser.post(f"/help/{path}", {"act": "agree", "idem": "i"}).status_code in (404, 405), path
    assert browser.post(f"/help/requests/{number}/granted/").status_code == 404


def test_released_fields_show_behind_a_button_and_each_reading_is_an_event(cast, browse) -> None:
    request = build.request_in("accepted", cast, kind="job")
    disclosure.grant(request, by=cast.officer, to=cast.employer, fields=["full_name", "phone"], purpose="安排上岗")
    browser, url = browse(cast.employer), f"/help/requests/{request.number}/"
    assert "刘秀" not in browser.get(url).content.decode()
    assert browser.get(url + "granted/").status_code == 405  # opening an address reads nothing
    for _ in range(2):
        assert "刘秀" in browser.post(url + "granted/").content.decode()
    assert AuditEvent.objects.filter(action="grant.read").count() == 2
    assert browse(cast.officer).post(url + "granted/").status_code == 404


def test_an_organisations_manager_reads_released_fields_only_as_the_caseworker_named(cast, browse) -> None:
    """What was released goes by the seat: the manager's opens nothing, and the caseworker's not after its end."""
    seat(cast.ngo_admin, "NGC", cast.chunhui)
    request = build.request_in("accepted", cast)
    m.AssistanceRequest.objects.filter(pk=request.pk).update(helper=cast.ngo_admin)
    request.refresh_from_db()
    disclosure.grant(request, by=cast.officer, to=cast.ngo_admin, fields=["preferred_name"], purpose="开展帮扶")
    browser, url = browse(cast.ngo_admin), f"/help/requests/{request.number}/"
    assert "刘女士" in browser.post(url + "granted/").content.decode()
    cast.ngo_admin.memberships.filter(role="NGC").update(until_on="2026-03-08")
    assert browser.post(url + "granted/").status_code == 404
    page = browser.get(url)
    assert page.status_code == 200 and "granted/" not in page.content.decode()
    with pytest.raises(Refused, match="机构管理员不查看"):
        disclosure.grant(
            request, by=cast.officer, to=request.helper, fields=["preferred_name"], purpose="开展帮扶"
        )  # fmt: skip


def test_a_colleague_who_takes_over_a_case_reads_nothing_released_to_the_one_before(cast, browse) -> None:
    request = build.request_in("accepted", cast)
    disclosure.grant(request, by=cast.officer, to=cast.social_worker, fields=["preferred_name"], purpose="开展帮扶")
    other = seat(person("魏来", "weilai@example.cn"), "NGC", cast.chunhui)
    m.AssistanceRequest.objects.filter(pk=request.pk).update(helper=other)
    for who in (other, cast.social_worker):
        assert browse(who).post(f"/help/requests/{request.number}/granted/").status_code == 404


def test_the_note_of_a_meeting_is_read_by_its_worker_and_the_office_only(cast, as_of, browse) -> None:
    session = session_in("awaiting_record", cast, as_of)
    sessions.record_held(session, by=cast.social_worker, minutes=60, note="想学缝纫")
    url = f"/help/sessions/{session.pk}/record/"
    assert "想学缝纫" in browse(cast.social_worker).get(url).content.decode()
    assert "想学缝纫" not in browse(cast.ngo_admin).get(url).content.decode()
    assert not AuditEvent.objects.filter(action="session.read").exists()
    assert "想学缝纫" in browse(cast.officer).get(url).content.decode()
    assert AuditEvent.objects.filter(action="session.read", actor_id=cast.officer.pk).count() == 1


def test_mine_shows_the_manager_numbers_and_the_worker_the_next_step(cast, browse) -> None:
    request = build.request_in("accepted", cast)
    manager = browse(cast.ngo_admin).get("/help/mine/").content.decode()
    assert "周敏" in manager and "1 件" in manager and "刘秀" not in manager
    worker = browse(cast.social_worker).get("/help/mine/").content.decode()
    assert request.number in worker and "约首次见面" in worker
    assert request.number not in browse(cast.outsider).get("/help/mine/").content.decode()
