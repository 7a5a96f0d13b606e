"""The officer's and the county manager's screens: they open, say what they must, and nothing to whoever may not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from matching import models as m
from matching.finding import find
from matching.worklist import late_in_county, managers_work, officers_work
from tests import build
from tests.cast import person, seat, sign_in

WEEK = list(range(0, 15, 3))


@pytest.fixture(autouse=True)
def _monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def url(name: str, *args: object) -> str:
    return reverse(f"matching:{name}", args=args)


def pages_of(request: m.AssistanceRequest, place: m.Place) -> list[str]:
    """Every address of the officer's screens that names this request or its person."""
    code, number = request.client.code, request.number
    consent = request.client.consents.first()
    of_client = ("client", "reveal", "client_log", "assess", "consents", "add_consent", "limits", "edit_limits")
    more = ("add_order", "add_conflict", "name_officer", "end_client", "ask")
    return [
        *(url(name, code) for name in (*of_client, *more)),
        url("withdraw_consent", code, consent.pk),
        *(
            url(name, number)
            for name in ("request", "draft", "check", "return", "withdraw", "match", "match_csv", "why")
        ),
        url("why_not", number, place.pk),
    ]


# --- who sees what -----------------------------------------------------------------------------------------
def test_zhao_qiang_finds_none_of_these_pages(cast) -> None:
    place = build.place(cast)
    request = build.request_in("matching", cast)
    browser = sign_in(cast.outsider)
    answers = {path: browser.get(path).status_code for path in pages_of(request, place)}
    assert set(answers.values()) == {404}, answers
    posts = [url("approve", request.number), url("no_place", request.number)]
    assert {browser.post(path).status_code for path in posts} == {404}


def test_pages_are_no_business_of_volunteers_auditors_or_the_machine(cast) -> None:
    place = build.place(cast)
    request = build.request_in("matching", cast)
    build.volunteer(cast)
    for user in (cast.volunteer, cast.auditor, cast.system_admin, cast.editor, cast.employer):
        browser = sign_in(user)
        answers = {browser.get(path).status_code for path in [url("clients"), *pages_of(request, place)]}
        assert answers == {404}, user


def test_the_officer_opens_each_page(cast) -> None:
    place = build.place(cast)
    request = build.request_in("matching", cast)
    browser = sign_in(cast.officer)
    for path in [url("clients"), url("requests"), url("matches"), *pages_of(request, place)]:
        answer = browser.get(path)
        moved_on = path.endswith(("/edit/", "/check/")) and "limits" not in path
        not_hers = path.endswith("/return/")
        assert answer.status_code == (302 if moved_on else 404 if not_hers else 200), path


def test_no_page_names_the_person_before_a_reason_is_given(cast) -> None:
    place = build.place(cast)
    request = build.request_in("matching", cast)
    browser = sign_in(cast.officer)
    for path in [url("clients"), url("requests"), *pages_of(request, place)]:
        text = browser.get(path).content.decode()
        for secret in ("刘秀", "+8615400000099", "15400000099", "长堤路", "盗窃", request.client.id_number):
            assert secret not in text, (path, secret)


def test_a_minors_file_opens_to_its_officer_and_deputy_alone(cast) -> None:
    young = build.client(cast, born_on=date(2009, 8, 15), deputy=cast.colleague)
    other = seat(person("丁一"), "OFF", cast.office)
    assert young.is_minor_track
    for user, status in ((cast.officer, 200), (cast.colleague, 200), (cast.county_manager, 404), (other, 404)):
        if user is not None:
            assert sign_in(user).get(url("client", young.code)).status_code == status


def test_a_sealed_file_without_officer_is_named_by_the_county_manager_by_its_code(cast) -> None:
    young = build.client(cast, born_on=date(2009, 8, 15), consent=False)
    m.Client.objects.filter(pk=young.pk).update(officer=None)
    assert young.code not in sign_in(cast.officer).get(url("clients")).content.decode()
    manager = sign_in(cast.county_manager)
    assert young.code in manager.get(url("clients")).content.decode()
    answer = manager.post(url("name_officer", young.code), {"officer": cast.officer.pk, "deputy": ""})
    assert answer.status_code == 302
    assert sign_in(cast.officer).get(url("client", young.code)).status_code == 200


# --- finding by ID number ----------------------------------------------------------------------------------
def test_finding_by_id_leads_to_the_file_and_says_nothing_else(cast) -> None:
    mine = build.client(cast)
    away = build.client(cast, name="远方", town="990102002", officer=cast.outsider)
    sealed = build.client(cast, born_on=date(2009, 8, 15), officer=cast.colleague)
    browser = sign_in(cast.officer)
    assert browser.post(url("find_client"), {"id_number": mine.id_number}).url == url("client", mine.code)
    unknown = build.id_number(date(1970, 1, 2), 1)
    bodies = set()
    for number in (away.id_number, sealed.id_number, unknown):
        text = browser.post(url("find_client"), {"id_number": number}).content.decode()
        assert number not in text
        assert "在您能查阅的范围内没有找到" in text
        bodies.add(text.split("<main")[1].split("</form>")[-1])
    assert len(bodies) == 1


def test_a_number_that_is_no_id_says_what_to_do(cast) -> None:
    answer = sign_in(cast.officer).post(url("find_client"), {"id_number": "12345"})
    assert "身份证号码应为18位" in answer.content.decode()


# --- revealing ---------------------------------------------------------------------------------------------
def test_revealing_shows_the_fields_once_and_leaves_a_trace(cast) -> None:
    who = build.client(cast)
    browser = sign_in(cast.officer)
    sent = {"fields_wanted": ["full_name", "phone"], "purpose": "通知首次见面"}
    answer = browser.post(url("reveal", who.code), sent)
    assert "刘秀" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    event = AuditEvent.objects.get(action="client.read")
    assert (event.fields, event.purpose, event.actor_id) == (["full_name", "phone"], "通知首次见面", cast.officer.pk)
    log = browser.get(url("client_log", who.code)).content.decode()
    assert "通知首次见面" in log
    assert "李明" in log


def test_revealing_without_purpose_shows_nothing(cast) -> None:
    who = build.client(cast)
    answer = sign_in(cast.officer).post(url("reveal", who.code), {"fields_wanted": ["full_name"], "purpose": ""})
    assert "刘秀" not in answer.content.decode()


# --- asking in three pages ---------------------------------------------------------------------------------
def ask(browser, who: m.Client, need: str = "mentoring", **wishes: object):
    browser.post(url("ask", who.code), {"need": need, "urgency": "2"})
    request = m.AssistanceRequest.objects.get(client=who, need=need)
    data = {
        "wish": "想有人每周聊一聊近况", "goal": "稳定下来", "schedule": WEEK, "min_blocks": 2, "max_km": "15",
        "gender_pref": "0", "min_grade": "C", "cost": "", "then": "check", "c-given_on": "2026-03-09", **wishes,
    }  # fmt: skip
    return request, browser.post(url("draft", request.number), data)


def test_an_officer_asks_in_three_pages(cast) -> None:
    who = build.client(cast)
    browser = sign_in(cast.officer)
    request, answer = ask(browser, who)
    assert answer.url == url("check", request.number)
    page = browser.get(answer.url).content.decode()
    assert "提交，开始匹配" in page
    assert browser.post(answer.url).url == url("request", request.number)
    request.refresh_from_db()
    assert (request.status, request.max_m, request.min_blocks) == ("matching", 15_000, 2)


def test_consent_is_asked_on_the_same_page_where_the_file_has_none(cast) -> None:
    who = build.client(cast, consent=False)
    browser = sign_in(cast.officer)
    given = {"c-basis": "consent", "c-given_on": "2026-03-09", "c-paper": "TY-9"}
    request, answer = ask(browser, who, **given)
    assert answer.status_code == 302
    request.refresh_from_db()
    assert request.consent.paper == "TY-9"


def test_without_consent_the_draft_is_kept_and_the_check_says_what_is_missing(cast) -> None:
    who = build.client(cast, consent=False)
    browser = sign_in(cast.officer)
    request, answer = ask(browser, who)
    page = browser.get(answer.url).content.decode()
    assert "登记本人同意，或写明法定职责" in page
    assert "提交，开始匹配" not in page


@pytest.mark.parametrize("wish", ["因盗窃想找工作", "打电话15400000099", "找刘秀谈谈"])
def test_a_wish_that_gives_the_person_away_is_refused_and_what_was_typed_stays(wish, cast) -> None:
    request, answer = ask(sign_in(cast.officer), build.client(cast), wish=wish)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "第 1 行" in text
    assert wish in text
    request.refresh_from_db()
    assert request.wish == ""


def test_the_summary_leads_to_the_field_that_gives_the_person_away(cast) -> None:
    _, answer = ask(sign_in(cast.officer), build.client(cast), wish="想学手艺", goal="想学手艺\n打电话15400000099")
    text = answer.content.decode()
    summary = text.split('role="alert"')[1].split("</ul>")[0]
    assert '<a href="#id_goal">希望达到的结果：第 2 行像是电话号码' in summary
    assert "id_wish" not in summary
    assert text.count("第 2 行像是电话号码") == 2  # in the summary, and at the field


def test_a_number_beyond_its_limits_is_answered_plainly(cast) -> None:
    _, answer = ask(sign_in(cast.officer), build.client(cast), min_blocks=30, max_km="-1")
    text = answer.content.decode()
    assert "不能大于 21" in text
    assert "不能小于 0" in text


def test_a_second_request_for_the_same_need_opens_the_first(cast) -> None:
    first = build.request_in("matching", cast)
    answer = sign_in(cast.officer).post(url("ask", first.client.code), {"need": first.need, "urgency": "1"})
    assert answer.url == url("request", first.number)
    assert m.AssistanceRequest.objects.count() == 1


def test_sending_a_form_twice_makes_one_draft(cast) -> None:
    who, browser = build.client(cast), sign_in(cast.officer)
    sent = {"need": "housing", "urgency": "1", "idem": "one-key"}
    urls = {browser.post(url("ask", who.code), sent).url for _ in range(2)}
    assert len(urls) == 1
    assert m.AssistanceRequest.objects.count() == 1


# --- approving ---------------------------------------------------------------------------------------------
def test_the_county_manager_approves_or_returns_with_a_reason(cast) -> None:
    request = build.request_in("awaiting_approval", cast)
    manager = sign_in(cast.county_manager)
    assert "批准" in manager.get(url("request", request.number)).content.decode()
    assert manager.post(url("return", request.number), {"reason": ""}).status_code == 200
    manager.post(url("return", request.number), {"reason": "写清可以的时段"})
    request.refresh_from_db()
    assert request.status == "draft"
    page = sign_in(cast.officer).get(url("request", request.number)).content.decode()
    assert "写清可以的时段" in page


def test_the_author_sees_no_button_to_approve(cast) -> None:
    request = build.request_in("awaiting_approval", cast)
    page = sign_in(cast.officer).get(url("request", request.number)).content.decode()
    assert url("approve", request.number) not in page
    assert url("withdraw", request.number) in page


# --- choosing a place --------------------------------------------------------------------------------------
def test_the_offer_goes_to_the_first_place_with_what_the_officer_grants(cast) -> None:
    place = build.place(cast, "job")
    request = build.request_in("matching", cast, kind="job", skill_mask=1)
    browser = sign_in(cast.officer)
    page = browser.get(url("match", request.number)).content.decode()
    assert "向云锦服装厂·缝纫工发出邀约" in page
    assert "缺缝纫一项" in page
    answer = browser.post(
        url("match", request.number), {"place": place.pk, "grant_fields": ["full_name"], "no_conflict": "on"}
    )
    assert answer.status_code == 302
    offer = m.Offer.objects.get()
    assert (offer.place, offer.grant_fields, offer.status) == (place, ["full_name"], "sent")


def test_without_the_conflict_statement_nothing_is_sent(cast) -> None:
    place = build.place(cast)
    request = build.request_in("matching", cast)
    answer = sign_in(cast.officer).post(url("match", request.number), {"place": place.pk})
    assert "核对利害关系后勾选" in answer.content.decode()
    assert not m.Offer.objects.exists()


def test_choosing_another_than_the_first_asks_for_a_reason(cast) -> None:
    build.place(cast)
    second = build.place(cast, town="990103001", name="春晖社工·城关")
    request = build.request_in("matching", cast)
    browser = sign_in(cast.officer)
    sent = {"place": second.pk, "no_conflict": "on"}
    assert "选一个原因" in browser.post(url("match", request.number), sent).content.decode()
    browser.post(url("match", request.number), {**sent, "why_other": "transport"})
    assert m.Offer.objects.get().chosen_why == "transport"


def test_a_job_grants_nothing_while_the_employer_may_not_know(cast) -> None:
    place = build.place(cast, "job")
    request = build.request_in("matching", cast, kind="job", who=build.client(cast, for_employer=False))
    browser = sign_in(cast.officer)
    sent = {"place": place.pk, "grant_fields": ["full_name"], "no_conflict": "on"}
    assert "本人没有同意告知用人单位" in browser.get(url("match", request.number)).content.decode()
    browser.post(url("match", request.number), sent)
    assert m.Offer.objects.get().grant_fields == []


def test_u1_goes_to_three_at_once(cast) -> None:
    orgs = [build.place(cast, name=f"去处{n}") for n in range(4)]
    request = build.request_in("matching", cast, urgency=3)
    browser = sign_in(cast.officer)
    four = {"place": [p.pk for p in orgs], "no_conflict": "on"}
    assert "最多同时发给三处" in browser.post(url("match", request.number), four).content.decode()
    browser.post(url("match", request.number), {**four, "place": [p.pk for p in orgs[:3]]})
    assert m.Offer.objects.filter(status="sent").count() == 3


def test_an_officer_lifts_what_an_officer_may_with_a_reason(cast) -> None:
    far = build.place(cast, town="990103006", name="远处工坊")
    request = build.request_in("matching", cast, max_m=1000)
    browser = sign_in(cast.officer)
    page = browser.get(url("match", request.number)).content.decode()
    assert f"?lift={far.pk}" in page
    lift = f"{url('match', request.number)}?lift={far.pk}"
    sent = {"place": far.pk, "no_conflict": "on", "lift_reason": ""}
    assert "写明理由" in browser.post(lift, sent).content.decode()
    browser.post(lift, {**sent, "lift_reason": "本人说有班车"})
    offer = m.Offer.objects.get()
    assert (offer.override_gate, offer.override_by, offer.override_reason) == ("area", cast.officer, "本人说有班车")


def test_an_officer_cannot_lift_what_only_the_county_may(cast) -> None:
    full = build.place(cast, capacity=0)
    request = build.request_in("matching", cast)
    path = f"{url('match', request.number)}?lift={full.pk}"
    officer = sign_in(cast.officer)
    assert f"?lift={full.pk}" not in officer.get(url("match", request.number)).content.decode()
    officer.post(path, {"place": full.pk, "no_conflict": "on", "lift_reason": "急", "provider_agreed": "on"})
    assert not m.Offer.objects.exists()
    manager = sign_in(cast.county_manager)
    manager.post(path, {"place": full.pk, "no_conflict": "on", "lift_reason": "急", "provider_agreed": "on"})
    assert m.Offer.objects.get().override_gate == "capacity"


def test_with_no_place_the_page_says_what_blocks_and_offers_the_waiting_list(cast) -> None:
    build.place(cast, capacity=0)
    request = build.request_in("matching", cast)
    browser = sign_in(cast.officer)
    page = browser.get(url("match", request.number)).content.decode()
    assert "还没有去处通过全部条件" in page
    assert "名额" in page
    browser.post(url("no_place", request.number))
    request.refresh_from_db()
    assert (request.status, request.blocking) == ("waitlisted", {"capacity": 1})


def test_why_not_lists_every_gate_that_holds_the_place_back(cast) -> None:
    place = build.place(cast, capacity=0, town="990103006", is_minor_qualified=False)
    request = build.request_in("matching", cast, max_m=1000)
    page = sign_in(cast.officer).get(url("why_not", request.number, place.pk)).content.decode()
    assert "有 2 个条件没有通过" in page
    assert "名额都已占用或预留" in page
    assert "超出上限" in page


def test_a_volunteer_of_another_county_is_not_found_by_name(cast) -> None:
    """A volunteer's place carries their name (R-VOL-09); organisations are looked up all over the city."""
    far = build.volunteer(cast, seat(person("贺云"), "VOL"))
    elsewhere = build.place(cast, "volunteer", town="990102002", volunteer=far, capacity=0, partner=cast.outsider)
    here = build.place(cast, "volunteer", capacity=0)
    shop = build.place(cast, town="990102002", name="栖霞互助社", capacity=0)
    request = build.request_in("matching", cast, kind="volunteer", at=here)
    for who in (cast.officer, cast.county_manager):
        browser = sign_in(who)
        assert "贺云" not in browser.get(url("why", request.number), {"q": "贺"}).content.decode()
        assert browser.get(url("why_not", request.number, elsewhere.pk)).status_code == 404
    browser = sign_in(cast.officer)
    assert "贺云" not in browser.get(url("match", request.number)).content.decode()
    for place in (here, shop):
        assert place.name in browser.get(url("why", request.number), {"q": place.name}).content.decode()
        assert browser.get(url("why_not", request.number, place.pk)).status_code == 200


def test_the_csv_holds_places_and_points_and_nobody(cast) -> None:
    build.place(cast)
    request = build.request_in("matching", cast)
    answer = sign_in(cast.officer).get(url("match_csv", request.number))
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines()[0] == "去处,符合 40,就近 25,质量 20,延续 15,合计"
    assert request.client.code not in text


# --- the desk ----------------------------------------------------------------------------------------------
def test_the_officers_desk_holds_each_thing_with_its_clock(cast) -> None:
    build.request_in("matching", cast)
    build.request_in("planning", cast)
    titles = {item.title: item.due_at for item in officers_work(cast.officer, clock.now())}
    assert titles["选一处，发出邀约"].date() == date(2026, 3, 10)
    assert not list(officers_work(cast.outsider, clock.now()))


def test_the_county_managers_desk_holds_approvals_and_what_is_late(cast, as_of) -> None:
    request = build.request_in("awaiting_approval", cast)
    assert [i.due_at.date() for i in managers_work(cast.county_manager, clock.now())] == [date(2026, 3, 11)]
    assert not list(managers_work(cast.other_county_manager, clock.now()))
    as_of(2026, 3, 12)
    assert request.number in next(iter(late_in_county(cast.county_manager, clock.now()))).title


def test_search_finds_requests_codes_and_ids_within_sight(cast) -> None:
    request = build.request_in("matching", cast)
    who = request.client
    assert {f.code for f in find(cast.officer, request.number)} == {request.number}
    for text in (who.code.lower(), who.id_number):
        assert {f.code for f in find(cast.officer, text)} == {who.code}
        assert not list(find(cast.outsider, text))


# --- how many queries --------------------------------------------------------------------------------------
def test_lists_cost_the_same_however_long(cast) -> None:
    browser = sign_in(cast.officer)
    counts: dict[str, list[int]] = {"clients": [], "requests": []}
    for more in (8, 30):
        for _n in range(more):
            build.request_in("draft", cast)
        for name, seen in counts.items():
            browser.get(url(name))
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(url(name)).status_code == 200
            seen.append(len(queries))
    assert all(few == many <= 12 for few, many in counts.values()), counts


# --- after somebody took it --------------------------------------------------------------------------------
def test_a_field_is_released_with_a_purpose_and_what_was_released_before_ends(cast) -> None:
    request = build.request_in("accepted", cast, kind="job")
    browser = sign_in(cast.officer)
    path = url("release", request.number)
    assert browser.post(path, {"fields_told": ["full_name"], "purpose": ""}).status_code == 200
    for fields in (["full_name", "phone"], ["skills"]):
        assert browser.post(path, {"fields_told": fields, "purpose": "首次面谈"}).status_code == 302
    (live,) = m.DisclosureGrant.objects.filter(ended_at=None)
    assert (live.fields, live.to) == (["skills"], cast.employer)
    assert "首次面谈" in browser.get(url("request", request.number)).content.decode()
    assert sign_in(cast.outsider).get(path).status_code == 404


TURNS = {
    "pause": ("in_service", {"reason": "住院", "resume_on": "2026-03-20"}, "on_hold"),
    "resume": ("on_hold", {}, "in_service"),
    "end_held": ("on_hold", {"reason": "moved"}, "closing"),
    "reopen_match": ("accepted", {"reason": "交回", "helper_released": "on"}, "matching"),
}


@pytest.mark.parametrize("name", TURNS)
def test_help_takes_a_turn_by_one_form(name, cast) -> None:
    state, data, target = TURNS[name]
    request = build.request_in(state, cast)
    browser = sign_in(cast.officer)
    assert url(name, request.number) in browser.get(url("request", request.number)).content.decode()
    assert sign_in(cast.outsider).post(url(name, request.number), data).status_code == 404
    assert browser.post(url(name, request.number), data).status_code == 302
    request.refresh_from_db()
    assert request.status == target


def test_only_the_office_ends_what_is_paused(cast) -> None:
    """The machine takes it from an officer alone, so nobody else is shown the form."""
    for kind in ("service", "volunteer", "job"):
        request = build.request_in("on_hold", cast, kind=kind)
        assert sign_in(cast.officer).get(url("end_held", request.number)).status_code == 200
        for who in (cast.ngo_admin, cast.social_worker, cast.volunteer, cast.employer):
            assert sign_in(who).get(url("end_held", request.number)).status_code == 404


@pytest.mark.parametrize("name", ["withdraw", "pause", "reopen_match", "end_held", "reopen", "finish", "end"])
def test_where_the_step_is_not_open_there_is_no_form_and_what_is_sent_is_refused(name, cast) -> None:
    request = build.request_in("closed" if name != "reopen" else "in_service", cast, kind="volunteer")
    browser, home = sign_in(cast.officer), url("request", request.number)
    assert browser.get(url(name, request.number))["Location"] == home
    sent = {"reason": "need_gone" if name == "withdraw" else "moved", "note": "迁居", "resume_on": "2026-03-20"}
    answer = browser.post(url(name, request.number), sent)
    assert answer.status_code == 409
    assert m.AssistanceRequest.objects.get(pk=request.pk).status == request.status


def test_the_county_manager_hands_a_case_to_another_place(cast) -> None:
    request = build.request_in("in_service", cast)
    path = url("change_provider", request.number)
    assert sign_in(cast.officer).get(path).status_code == 404
    manager = sign_in(cast.county_manager)
    assert manager.post(path, {"reason": "人手不足", "handover": ""}).status_code == 200
    assert manager.post(path, {"reason": "人手不足", "handover": "做到第二次"}).status_code == 302
    request.refresh_from_db()
    assert (request.status, request.round_no) == ("matching", 2)
    assert "做到第二次" in manager.get(url("request", request.number)).content.decode()


def test_what_waits_says_what_holds_the_places_back(cast) -> None:
    build.place(cast, capacity=0)
    request = build.request_in("waitlisted", cast)
    page = sign_in(cast.officer).get(url("request", request.number)).content.decode()
    assert "现在挡住的条件" in page
    assert "名额" in page


def test_the_supervisor_reads_why_it_must_be_approved(cast) -> None:
    request = build.request_in("awaiting_approval", cast)
    page = sign_in(cast.county_manager).get(url("request", request.number)).content.decode()
    assert "预计费用超过限额" in page


def test_the_page_of_a_request_and_the_desk_cost_few_queries(cast) -> None:
    request = build.request_in("in_service", cast)
    build.place(cast, name="另一处")
    again = build.request_in("matching", cast)
    browser = sign_in(cast.officer)
    for path, most in ((url("request", request.number), 40), (url("match", again.number), 36)):
        browser.get(path)
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        assert len(queries) <= most, (path, len(queries))
    officer = type(cast.officer).objects.get(pk=cast.officer.pk)
    with CaptureQueriesContext(connection) as queries:
        list(officers_work(officer, clock.now()))
    assert len(queries) <= 7 + 2, [q["sql"][:80] for q in queries]  # two read the seats, once a request
