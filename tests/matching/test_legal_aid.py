"""Legal aid (G9): referred, decided in seven days, assigned in three; papers told once, refusals in writing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from audit.models import AuditEvent
from desk import worklist
from kit import clock
from kit.errors import Refused
from matching import models as m
from matching import queries
from matching.legal_aid import services
from matching.legal_aid.states import REFERRAL
from matching.offers.suggestions import suggest
from matching.outcomes import services as outcomes
from matching.supervisees.disclosure import grant, read_granted
from tests import build
from tests.cast import DONGXI, QIXIA, person, seat, sign_in, unit

WHY = "收入超过本市法律援助的经济困难标准"


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 9, 21, 10)


@pytest.fixture
def asked(cast) -> m.AssistanceRequest:
    request = build.draft(cast, need="legal_aid")
    build.requests.submit_request(request, by=cast.officer)
    build.requests.approve_request(request, by=cast.county_manager)
    return request


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def day_of(row) -> date:
    return fresh(row).due_at.astimezone(clock.SHANGHAI).date()


# --- G9: the days ------------------------------------------------------------------------------------------
def test_g9_decided_in_seven_days_and_assigned_in_three_which_roll_off_the_holiday(asked, cast, as_of) -> None:
    row = build.refer(cast, asked)
    assert (row.received_on, day_of(row)) == (date(2026, 9, 21), date(2026, 9, 28))
    assert fresh(asked).first_response_at == clock.now(), "the receipt is the first answer"
    as_of(2026, 9, 28, 10)
    services.grant_aid(row, by=cast.legal_clerk)
    assert day_of(row) == date(2026, 10, 8)  # 1 October, the third day, is a holiday until the 7th
    assert fresh(row).assign_due_on == date(2026, 10, 8)
    services.assign(row, by=cast.legal_clerk, lawyer="方律师", firm="东溪区法律援助中心")
    asked.refresh_from_db()
    assert (fresh(row).status, asked.status) == ("assigned", "under_review")


def test_what_the_agency_granted_is_the_outcome_that_the_officer_confirms(asked, cast) -> None:
    row = services.grant_aid(build.refer(cast, asked), by=cast.legal_clerk)
    services.assign(row, by=cast.legal_clerk, lawyer="方律师", firm="正平律师事务所")
    request = fresh(asked)
    assert outcomes.last_report(request).outcome == "aid_granted"
    outcomes.confirm_outcome(request, by=cast.officer, outcome="aid_granted", need_met="yes", person_says="yes")
    assert (fresh(asked).status, request.outcomes.get().code) == ("closed", "aid_granted")


def test_a_refusal_is_the_outcome_too_and_its_reason_is_there_to_read(asked, cast) -> None:
    row = services.refuse_aid(build.refer(cast, asked), by=cast.legal_clerk, refusal="means", refusal_text=WHY)
    assert outcomes.last_report(fresh(asked)).outcome == "aid_refused"
    page = sign_in(cast.officer).get(f"/help/legal-aid/{row.pk}/").content.decode()
    assert WHY in page
    assert read_granted(fresh(asked), by=cast.legal_clerk) == {}


def test_the_officer_closes_on_a_page_what_the_agency_answered_though_no_place_stands_behind_it(asked, cast) -> None:
    services.refuse_aid(build.refer(cast, asked), by=cast.legal_clerk, refusal="means", refusal_text=WHY)
    page, url = sign_in(cast.officer), f"/help/requests/{asked.number}/"
    assert f"{url}review/" in page.get(url).content.decode()
    shown = page.get(f"{url}review/").content.decode()
    assert WHY in shown and "退回报告" not in shown and "开展" not in shown
    sent = {"act": "confirm", "outcome": "aid_refused", "need_met": "no", "person_says": "no"}
    assert page.post(f"{url}review/", sent).status_code == 302
    assert fresh(asked).status == "closed" and WHY in page.get(url).content.decode()
    assert not m.OutcomeReview.objects.exists(), "a refusal is no quarrel about help that was given"


@pytest.mark.parametrize("text", ["", "   ", "不行"])
def test_a_refusal_without_a_written_reason_is_refused(text, asked, cast) -> None:
    row = build.refer(cast, asked)
    with pytest.raises(Refused):
        services.refuse_aid(row, by=cast.legal_clerk, refusal="means", refusal_text=text)
    sent = {"act": "refuse_aid", "refuse_aid-refusal": "means", "refuse_aid-refusal_text": text}
    page = sign_in(cast.legal_clerk).post(f"/help/legal-aid/{row.pk}/", sent)
    assert page.status_code == 200
    assert "refuse_aid-refusal_text" in page.content.decode()
    assert (fresh(row).status, fresh(asked).status) == ("review", "referred")


def test_no_refusal_without_text_can_be_stored(asked, cast) -> None:
    row = services.refuse_aid(build.refer(cast, asked), by=cast.legal_clerk, refusal="means", refusal_text=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        m.Referral.objects.filter(pk=row.pk).update(refusal_text="")


# --- papers ------------------------------------------------------------------------------------------------
def test_papers_stop_the_agencys_days_and_the_rest_goes_on_after_them(asked, cast, as_of) -> None:
    row = build.refer(cast, asked)
    as_of(2026, 9, 23, 10)
    services.ask_papers(row, by=cast.legal_clerk, papers="劳动合同复印件", until_on=date(2026, 9, 30))
    assert day_of(row) == date(2026, 9, 30)
    as_of(2026, 9, 25, 10)  # two days later: the seven days end two days later, on the 30th
    services.supply_papers(row, by=cast.officer)
    assert (fresh(row).stood_days, day_of(row)) == (2, date(2026, 9, 30))


def test_papers_are_told_once(asked, cast, as_of) -> None:
    row = build.refer(cast, asked)
    services.ask_papers(row, by=cast.legal_clerk, papers="劳动合同复印件", until_on=date(2026, 9, 24))
    services.supply_papers(row, by=cast.officer)
    with pytest.raises(Refused) as no:
        services.ask_papers(row, by=cast.legal_clerk, papers="还要工资条", until_on=date(2026, 9, 24))
    assert no.value.code == "once"
    assert 'value="ask_papers"' not in sign_in(cast.legal_clerk).get(f"/help/legal-aid/{row.pk}/").content.decode()


def test_papers_that_never_came_take_the_application_back_after_their_day_and_not_before(asked, cast, as_of) -> None:
    row = build.refer(cast, asked)
    services.ask_papers(row, by=cast.legal_clerk, papers="劳动合同复印件", until_on=date(2026, 9, 24))
    as_of(2026, 9, 24, 18)
    with pytest.raises(Refused):
        services.lapse(row, by=cast.legal_clerk)
    as_of(2026, 9, 25, 9)
    services.lapse(row, by=cast.legal_clerk)
    assert (fresh(row).status, fresh(asked).status) == ("withdrawn", "matching")


# --- detainees ---------------------------------------------------------------------------------------------
def test_a_detainees_application_is_forwarded_within_24_hours_and_the_clerk_sees_it_only_then(asked, cast) -> None:
    row = build.refer(cast, asked, detained=True)
    assert (row.status, row.due_at) == ("to_forward", clock.now() + timedelta(hours=24))
    browser = sign_in(cast.legal_clerk)
    assert browser.get(f"/help/legal-aid/{row.pk}/").status_code == 404
    assert read_granted(asked, by=cast.legal_clerk) == {}
    services.forward(row, by=cast.officer)
    assert day_of(row) == date(2026, 9, 28)
    assert browser.get(f"/help/legal-aid/{row.pk}/").status_code == 200


# --- who sees what -----------------------------------------------------------------------------------------
def test_the_named_clerk_reads_exactly_the_released_fields_and_each_reading_is_an_event(asked, cast) -> None:
    row = build.refer(cast, asked, fields=["full_name"])
    before = AuditEvent.objects.filter(action="grant.read").count()
    page = sign_in(cast.legal_clerk).post(f"/help/legal-aid/{row.pk}/granted/").content.decode()
    assert asked.client.full_name in page
    assert asked.client.id_number not in page
    assert AuditEvent.objects.filter(action="grant.read").count() == before + 1


def test_a_colleague_of_the_clerk_works_the_referral_but_reads_no_name(asked, cast) -> None:
    row = build.refer(cast, asked)
    colleague = seat(person("简宁", "jianning@example.cn"), "PAR", cast.legal_agency)
    browser = sign_in(colleague)
    assert browser.get(f"/help/legal-aid/{row.pk}/").status_code == 200
    assert browser.post(f"/help/legal-aid/{row.pk}/granted/").status_code == 404
    with pytest.raises(Refused) as no:  # nor can fields be released to anybody the referral does not name
        grant(fresh(asked), by=cast.officer, to=colleague, fields=["full_name"], purpose="法律援助申请")
    assert no.value.code == "cannot_read"


def test_another_agency_and_another_office_find_no_referral(asked, cast) -> None:
    row = build.refer(cast, asked)
    other = seat(person("顾远", "guyuan@example.cn"), "PAR", unit("partner_agency", "栖霞区法律援助中心", QIXIA))
    for stranger in (other, cast.outsider):
        browser = sign_in(stranger)
        for page in (f"/help/legal-aid/{row.pk}/", f"/help/requests/{asked.number}/legal-aid/"):
            assert browser.get(page).status_code == 404
        assert row.number not in browser.get("/help/legal-aid/").content.decode()
        assert not queries.referrals(stranger).exists()


def test_only_a_clerk_of_a_legal_aid_agency_of_the_county_or_city_can_be_chosen(asked, cast) -> None:
    welfare = seat(person("苗青", "miaoqing@example.cn"), "PAR", unit("partner_agency", "东溪区民政局", DONGXI))
    away = seat(person("顾远", "guyuan@example.cn"), "PAR", unit("partner_agency", "栖霞区法律援助中心", QIXIA))
    gone = seat(person("简宁", "jianning@example.cn"), "PAR", cast.legal_agency)
    Membership.objects.filter(user=gone).update(until_on=date(2026, 9, 20))
    for clerk in (welfare, away, gone):
        with pytest.raises(Refused) as no:
            build.refer(cast, asked, clerk=clerk)
        assert no.value.code == "clerk"


def test_a_minors_referral_stands_with_the_named_clerk_alone(cast) -> None:
    child = build.client(cast, born_on=date(2010, 5, 5), is_minor_track=True)
    request = build.draft(cast, who=child, need="legal_aid")
    build.requests.submit_request(request, by=cast.officer)
    build.requests.approve_request(request, by=cast.county_manager)
    row = build.refer(cast, request)
    colleague = seat(person("简宁", "jianning@example.cn"), "PAR", cast.legal_agency)
    told = {u.display_name: queries.referrals(u).exists() for u in (cast.legal_clerk, colleague, cast.county_manager)}
    assert list(told.values()) == [True, False, False], told
    with pytest.raises(Refused):
        services.grant_aid(row, by=colleague)
    assert queries.legal_aid(date(2026, 9, 1), date(2026, 9, 30))["referrals"] == 0


def test_no_column_and_no_form_asks_for_a_fee() -> None:
    assert not [f.name for f in m.Referral._meta.get_fields() if "fee" in f.name or "fen" in f.name]


# --- the request -------------------------------------------------------------------------------------------
def test_another_need_is_not_referred_and_shows_no_button(cast) -> None:
    request = build.request_in("matching", cast)
    with pytest.raises(Refused) as no:
        build.refer(cast, request)
    assert no.value.code == "need"
    browser = sign_in(cast.officer)
    assert "/legal-aid/" not in browser.get(f"/help/requests/{request.number}/").content.decode().split("<main")[1]


def test_without_consent_nothing_is_referred(asked, cast) -> None:
    m.Consent.objects.filter(pk=asked.consent_id).update(withdrawn_at=clock.now())
    with pytest.raises(Refused) as no:
        build.refer(cast, asked)
    assert (no.value.code, fresh(asked).status) == ("consent", "matching")


def test_a_request_that_is_withdrawn_takes_its_referral_and_the_released_fields_back(asked, cast) -> None:
    row = build.refer(cast, asked)
    outcomes.withdraw_request(fresh(asked), by=cast.officer, reason="need_gone")
    assert (fresh(row).status, fresh(asked).status) == ("withdrawn", "cancelled")
    assert read_granted(asked, by=cast.legal_clerk) == {}


def test_the_end_of_the_file_ends_the_referral(asked, cast) -> None:
    row = build.refer(cast, asked)
    outcomes.end_client(fresh(asked.client), by=cast.officer, reason="released")
    assert (fresh(row).status, fresh(asked).status) == ("withdrawn", "cancelled")


def test_the_agencys_answer_is_not_sent_back_to_it_as_a_report(asked, cast) -> None:
    services.refuse_aid(build.refer(cast, asked), by=cast.legal_clerk, refusal="means", refusal_text=WHY)
    with pytest.raises(Refused):
        outcomes.send_back_report(fresh(asked), by=cast.officer, reason="再看看")
    assert fresh(asked).status == "under_review"


WAYS = {
    "to_forward": (), "review": (), "papers": ("ask_papers",), "granted": ("grant_aid",),
    "assigned": ("grant_aid", "assign"), "refused": ("refuse_aid",), "withdrawn": ("withdraw",),
}  # fmt: skip
VERBS = ("forward", "ask_papers", "supply", "grant_aid", "refuse_aid", "assign", "withdraw")


def take(cast, row, verb) -> None:
    clerk, officer = cast.legal_clerk, cast.officer
    {
        "forward": lambda: services.forward(row, by=officer),
        "ask_papers": lambda: services.ask_papers(row, by=clerk, papers="劳动合同", until_on=date(2026, 9, 30)),
        "supply": lambda: services.supply_papers(row, by=officer),
        "grant_aid": lambda: services.grant_aid(row, by=clerk),
        "refuse_aid": lambda: services.refuse_aid(row, by=clerk, refusal="scope", refusal_text=WHY),
        "assign": lambda: services.assign(row, by=clerk, lawyer="方律师", firm="正平律师事务所"),
        "withdraw": lambda: services.withdraw_referral(row, by=officer, reason="已和解"),
    }[verb]()


@pytest.mark.parametrize("state", WAYS)
@pytest.mark.parametrize("verb", VERBS)
def test_each_step_is_taken_from_where_the_table_says_and_from_nowhere_else(verb, state, asked, cast) -> None:
    row = build.refer(cast, asked, detained=state == "to_forward")
    for way in WAYS[state]:
        take(cast, row, way)
    row = fresh(row)
    if step := REFERRAL.step(verb, state):
        take(cast, row, verb)
        assert fresh(row).status == step.target
    else:
        with pytest.raises(Refused):
            take(cast, row, verb)
        assert fresh(row).status == state


# --- clocks and figures ------------------------------------------------------------------------------------
def test_a_late_decision_is_late_for_the_clerk_the_officers_county_and_nobody_else(asked, cast, as_of) -> None:
    row = build.refer(cast, asked)
    assert worklist.late_board(cast.legal_clerk, clock.now()) == []
    as_of(2026, 9, 29, 9)
    url = f"/help/legal-aid/{row.pk}/"
    assert url in [i.url for i in worklist.late_board(cast.legal_clerk, clock.now())]
    assert url in [i.url for i in worklist.late_board(cast.county_manager, clock.now())]
    assert url not in [i.url for i in worklist.late_board(cast.outsider, clock.now())]


def test_an_application_that_waits_to_be_forwarded_is_late_for_its_officer(asked, cast, as_of) -> None:
    row = build.refer(cast, asked, detained=True)
    as_of(2026, 9, 22, 11)
    assert f"/help/legal-aid/{row.pk}/" in [i.url for i in worklist.board(cast.officer, clock.now()).late]


def test_k14_counts_applications_grants_and_what_came_in_time(asked, cast, as_of) -> None:
    first = build.refer(cast, asked)
    as_of(2026, 9, 30, 9)  # two days late
    services.grant_aid(first, by=cast.legal_clerk)
    services.assign(first, by=cast.legal_clerk, lawyer="方律师", firm="正平律师事务所")
    second = build.request_in("referred", cast, who=build.client(cast, name="何秋")).referrals.get()
    services.refuse_aid(second, by=cast.legal_clerk, refusal="means", refusal_text=WHY)
    build.request_in("referred", cast, who=build.client(cast, name="田禾"))
    found = queries.legal_aid(date(2026, 9, 1), date(2026, 9, 30))
    assert found == {
        "referrals": 3, "granted": 1, "of_all": (1, 0), "decided_in_time": (1, 2), "assigned_in_time": (1, 1),
    }  # fmt: skip
    as_of(2026, 10, 20, 9)  # the third is overdue now and counts
    assert queries.legal_aid(date(2026, 9, 1), date(2026, 9, 30))["decided_in_time"] == (1, 3)
    assert queries.legal_aid(date(2026, 9, 1), date(2026, 9, 30), QIXIA)["referrals"] == 0


def test_the_list_asks_the_same_number_of_questions_for_many(asked, cast) -> None:
    build.refer(cast, asked)
    browser = sign_in(cast.legal_clerk)
    browser.get("/help/legal-aid/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/help/legal-aid/")
    for n in range(3):
        build.request_in("referred", cast, who=build.client(cast, name=f"林{n}"))
    with CaptureQueriesContext(connection) as many:
        assert browser.get("/help/legal-aid/").content.decode().count("LA0") == 4
    assert len(many) == len(one)


# --- lawyers who volunteer ---------------------------------------------------------------------------------
def test_g9_a_volunteer_without_a_valid_lawyers_licence_is_not_suggested(asked, cast, as_of) -> None:
    at = build.place(cast, "volunteer", need="legal_aid")
    assert at not in [s.place for s in suggest(asked).top]
    build.credential(cast, cast.volunteer, "lawyer", days=400)
    assert at in [s.place for s in suggest(asked).top]
