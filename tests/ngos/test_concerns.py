"""Complaints and incidents: without a name or by name, answered in time, appealed once, seen by whom they concern."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from kit.lifecycle import machines
from messaging.models import Message
from ngos import policies
from ngos.concerns import anonymous, queries, services
from ngos.concerns.states import CONCERN
from ngos.models import Concern
from tests import build
from tests.cast import DONGXI, person, seat, sign_in, unit

TEXT = "约好的周三下午没有人来，也没有说一声"


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture(autouse=True)
def people(cast) -> None:
    cast.officer, cast.county_manager, cast.city_manager  # noqa: B018 - those who answer are there


def told(cast, n=0, **more):
    """Without a name, about 春晖社工 at 李明's office: the row and the code."""
    said = {"kind": "complaint", "about": "provider", "county_code": DONGXI, "office": cast.office, "text": TEXT,
            "provider": build.provider(cast), **more}  # fmt: skip
    return anonymous.report_without_name(key=f"{n:026d}", **said)


def answered(cast, concern, by=None, **more):
    said = {"answer": "已核实，机构补约并致歉。", "upheld": True, "severity": "minor",
            "for_provider": "按约到场；改期提前一天告知本人。", **more}  # fmt: skip
    return services.answer_concern(concern, by=by or cast.officer, **said)


def reported(cast, by, **more):
    said = {"kind": "incident", "about": "other", "county_code": DONGXI, "office": cast.office, "text": TEXT, **more}
    return services.report_concern(by=by, **said)


# --- who has it to answer --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("about", "owner"), [("provider", "officer"), ("office", "county_manager"), ("county", "city_manager"),
                         ("other", "officer")],
)  # fmt: skip
def test_a_complaint_is_answered_by_the_level_above_whom_it_is_about(about, owner, cast) -> None:
    concern, _code = told(cast, about=about)
    assert concern.owner == getattr(cast, owner)
    assert Message.objects.get(kind="concern_received").to == concern.owner


def test_without_an_office_the_county_answers(cast) -> None:
    assert told(cast, office=None)[0].owner == cast.county_manager


def test_whoever_reports_does_not_answer_it(cast) -> None:
    concern = reported(cast, cast.officer)
    assert concern.owner == cast.county_manager
    Concern.objects.filter(pk=concern.pk).update(owner=cast.officer)
    concern.refresh_from_db()
    with pytest.raises(Refused, match="由同事答复"):
        answered(cast, concern)


# --- clocks ----------------------------------------------------------------------------------------------------
def test_the_answer_is_due_in_five_working_days_over_a_holiday(cast, as_of) -> None:
    as_of(2026, 9, 28)  # a Monday: 1 to 7 October are holidays, Saturday 10 October is worked
    assert told(cast)[0].due_at.date() == date(2026, 10, 10)


def test_what_is_late_goes_up_and_up_again_only_once(cast, as_of) -> None:
    concern, _code = told(cast)
    assert concern.due_at.date() == date(2026, 3, 16)
    as_of(2026, 3, 16, 23)
    assert services.escalate_due() == 0
    as_of(2026, 3, 17, 0, 1)
    assert services.escalate_due() == 1
    concern.refresh_from_db()
    assert (concern.status, concern.owner, concern.due_at.date()) == (
        "escalated", cast.county_manager, date(2026, 3, 20)
    )  # fmt: skip
    assert Message.objects.filter(kind="concern_late", to=cast.county_manager).exists()
    as_of(2026, 3, 25)
    assert services.escalate_due() == 0


def test_late_at_the_county_goes_to_the_city(cast, as_of) -> None:
    concern, _code = told(cast, about="office")
    as_of(2026, 3, 17)
    services.escalate_due()
    concern.refresh_from_db()
    assert concern.owner == cast.city_manager


def test_what_nobody_appeals_is_closed_when_the_term_is_over(cast, as_of) -> None:
    concern = answered(cast, told(cast)[0])
    assert concern.due_at.date() == date(2026, 3, 23)
    as_of(2026, 3, 24)
    assert services.close_due() == 1
    concern.refresh_from_db()
    assert concern.status == "closed"
    with pytest.raises(Refused):
        services.appeal(concern, "还是不同意这个答复", by=None)


# --- danger ----------------------------------------------------------------------------------------------------
def test_of_a_danger_officer_and_county_hear_at_once_and_outside_the_site(cast) -> None:
    concern = reported(cast, cast.volunteer, kind="safety")
    assert (concern.owner, concern.severity) == (cast.officer, "major")
    urgent = Message.objects.filter(kind="concern_danger")
    assert {one.to for one in urgent} == {cast.officer, cast.county_manager}
    assert {one.channel for one in urgent} != {"in_site"}
    assert not any(TEXT[:6] in str(one.params) for one in urgent)


def test_a_county_is_not_told_of_what_is_about_itself(cast) -> None:
    told(cast, about="county", kind="safety")
    assert {one.to for one in Message.objects.filter(kind="concern_danger")} == {cast.city_manager}


def test_of_a_case_the_officer_of_the_case_has_it(cast) -> None:
    request = build.request_in("in_service", cast)
    browser = sign_in(cast.social_worker)
    page = reverse("ngos:report_concern")
    assert list(browser.get(page, {"case": request.number}).context["form"].fields) == ["kind", "text"]
    sent = {"case": request.number, "kind": "safety", "text": TEXT}
    assert browser.post(page, sent).status_code == 302
    concern = Concern.objects.get()
    assert (concern.owner, concern.ref, concern.provider.org) == (cast.officer, request.number, cast.chunhui)
    # Somebody who has nothing to do with the case only gets the open form.
    assert "where" in sign_in(cast.outsider).get(page, {"case": request.number}).context["form"].fields


# --- without a name --------------------------------------------------------------------------------------------
def test_nothing_is_kept_of_whoever_complains_but_the_sealed_text_and_a_mark(cast) -> None:
    concern, code = told(cast)
    raw = Concern.objects.filter(pk=concern.pk).values().get()
    assert {k for k in ("by_id", "ref") if raw[k]} == set()
    assert TEXT.encode() not in bytes(raw["text"]) and code not in str(raw)
    event = AuditEvent.objects.get(action="concern.report")
    assert (event.actor_id, event.role) == (None, "system")


def test_the_answer_is_read_with_number_and_code_and_with_nothing_less(cast) -> None:
    concern, code = told(cast)
    assert anonymous.find(concern.number, anonymous.shown(code).lower()) == concern
    assert anonymous.find(concern.number, "0" * 12) is None
    assert anonymous.find("TS-2026-00099", code) is None
    assert anonymous.find(concern.number, "") is None


def test_a_form_sent_twice_is_one_complaint_with_one_code(cast) -> None:
    first, again = told(cast), told(cast)
    assert first == again
    assert Concern.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"text": "坏"}, {"text": "打 13812345678 找我"}, {"provider": None}, {"about": "office", "office": None},
              {"about": "nonsense"}],
)  # fmt: skip
def test_what_cannot_be_looked_into_or_names_somebody_is_refused(wrong, cast) -> None:
    with pytest.raises(Refused):
        told(cast, **wrong)
    assert not Concern.objects.exists()


def test_the_public_channel_from_the_form_to_the_appeal(cast) -> None:
    browser = Browser()
    assert "5 个工作日内答复" in browser.get("/complaints/").content.decode()
    form = browser.get("/complaints/new/")
    sent = {"key": form.context["key"], "kind": "complaint", "about": "provider", "where": f"o{cast.office.pk}",
            "provider": str(build.provider(cast).pk), "text": TEXT}  # fmt: skip
    receipt = browser.post("/complaints/new/", sent)
    assert receipt.status_code == 200
    concern, code = receipt.context["concern"], receipt.context["code"]
    found = {"number": concern.number, "code": code}
    assert "还没有答复" in browser.post("/complaints/answer/", found).content.decode()
    answered(cast, concern)
    assert "机构补约并致歉" in browser.post("/complaints/answer/", found).content.decode()
    appeal = {**found, "act": "appeal", "reason": "机构没有来补约，也没有致歉"}
    assert "申诉已收到" in browser.post("/complaints/answer/", appeal).content.decode()
    concern.refresh_from_db()
    services.decide_concern(concern, by=cast.city_manager, decision="经复核，由机构当面致歉。", upheld=True,
                            severity="major")  # fmt: skip
    page = browser.post("/complaints/answer/", found).content.decode()
    assert "当面致歉" in page and "提交申诉" not in page
    assert code not in str(browser.session.items())


def test_guessing_codes_is_stopped_and_so_is_a_flood(cast) -> None:
    concern, code = told(cast)
    browser = Browser()
    for n in range(5):
        assert browser.post("/complaints/answer/", {"number": concern.number, "code": f"{n}" * 12}).status_code == 409
    assert browser.post("/complaints/answer/", {"number": concern.number, "code": code}).status_code == 429
    for n in range(10):
        sent = {"key": f"{n:025d}A", "kind": "complaint", "about": "other", "where": f"c{DONGXI}", "text": TEXT}
        assert browser.post("/complaints/new/", sent).status_code == 200
    assert browser.post("/complaints/new/", {**sent, "key": "B" * 26}).status_code == 409


# --- answer, appeal --------------------------------------------------------------------------------------------
def test_an_answer_says_upheld_or_not_and_what_the_organisation_is_told(cast) -> None:
    concern, _code = told(cast)
    for missing in ({"answer": "好"}, {"for_provider": ""}, {"severity": "terrible"}):
        with pytest.raises(Refused):
            answered(cast, concern, **missing)
    concern.refresh_from_db()
    assert (concern.status, concern.upheld) == ("open", None)
    cast.ngo_admin  # noqa: B018
    answered(cast, concern)
    assert Message.objects.get(kind="concern_about_you").to == cast.ngo_admin


def test_an_upheld_red_line_is_told_to_county_and_city_at_once(cast) -> None:
    answered(cast, told(cast)[0], severity="red_line")
    assert {x.to for x in Message.objects.filter(kind="concern_red_line")} == {cast.county_manager, cast.city_manager}


def test_there_is_one_appeal_and_not_to_whoever_answered(cast) -> None:
    other = seat(person("市局另一人"), "MUN", cast.bureau)
    concern = answered(cast, reported(cast, cast.volunteer), by=cast.city_manager)
    services.appeal_concern(concern, by=cast.volunteer, reason="答复没有说到关键的事")
    with pytest.raises(Refused):
        services.appeal_concern(concern, by=cast.volunteer, reason="再申诉一次看看")
    assert [x.to for x in Message.objects.filter(kind="concern_appealed")] == [other]
    decide = {"decision": "维持原答复，理由如下。", "upheld": False, "severity": "minor"}
    with pytest.raises(Refused):
        services.decide_concern(concern, by=cast.city_manager, **decide)
    services.decide_concern(concern, by=other, **decide)
    assert (concern.status, concern.upheld) == ("closed", False)


@pytest.mark.parametrize("state", CONCERN.states)
@pytest.mark.parametrize("verb", ["answer", "appeal", "decide"])
def test_each_act_works_from_the_states_of_the_table_alone(verb, state, cast) -> None:
    concern = in_state(cast, state)
    act = {
        "answer": lambda: answered(cast, concern, by=cast.county_manager),
        "appeal": lambda: services.appeal(concern, "不同意，理由在此", by=None),
        "decide": lambda: services.decide_concern(
            concern, by=cast.city_manager, decision="维持原答复。", upheld=False, severity="minor"
        ),
    }[verb]
    step = machines["concern"].step(verb, state)
    if step:
        act()
        assert Concern.objects.get(pk=concern.pk).status == step.target
        return
    with pytest.raises(Refused):
        act()
    assert Concern.objects.get(pk=concern.pk).status == state


def in_state(cast, state: str) -> Concern:
    concern, _code = told(cast)
    if state == "escalated":
        with clock.frozen(clock.at(date(2026, 3, 20))):
            services.escalate_due()
    if state in ("answered", "appealed", "closed"):
        answered(cast, concern)
    if state in ("appealed", "closed"):
        services.appeal(concern, "不同意，理由在此", by=None)
    if state == "closed":
        services.decide_concern(concern, by=cast.city_manager, decision="维持原答复。", upheld=True, severity="minor")
    return Concern.objects.get(pk=concern.pk)


# --- who sees what ---------------------------------------------------------------------------------------------
def test_an_organisation_reads_what_was_written_for_it_and_nothing_of_who_complained(cast) -> None:
    concern, _code = told(cast)
    browser = sign_in(cast.ngo_admin)
    page = reverse("ngos:concern", args=[concern.number])
    assert browser.get(page).status_code == 404  # until it was answered
    answered(cast, concern)
    text = browser.get(page).content.decode()
    assert "改期提前一天告知本人" in text
    for hidden in (TEXT[:6], "致歉", "不具名", "收到日期", "李明", "看写的内容"):
        assert hidden not in text, hidden
    assert browser.post(page, {"act": "read"}).status_code == 404
    other = seat(person("何管"), "NGA", unit("provider", "同行社工", DONGXI))
    assert sign_in(other).get(page).status_code == 404


def test_zhao_qiang_and_another_county_find_nothing(cast) -> None:
    concern = answered(cast, told(cast)[0])
    for other in (cast.outsider, cast.other_county_manager, cast.volunteer, cast.social_worker, cast.colleague):
        browser = sign_in(other)
        assert browser.get(reverse("ngos:concern", args=[concern.number])).status_code == 404
        assert concern.number not in browser.get(reverse("ngos:concerns")).content.decode()
        for right in ("read_concern", "answer_concern"):
            assert not policies.may(other, right, concern)


def test_a_county_sees_its_own_but_not_what_is_about_itself(cast) -> None:
    seen, hidden = told(cast, 1)[0], told(cast, 2, about="county")[0]
    assert set(queries.visible_to(cast.county_manager)) == {seen}
    assert set(queries.visible_to(cast.city_manager)) == set(queries.visible_to(cast.auditor)) == {seen, hidden}
    assert not policies.may(cast.county_manager, "answer_concern", hidden)
    assert not policies.may(cast.auditor, "read_concern", seen)


def test_an_officer_never_sees_what_is_about_the_own_office(cast) -> None:
    concern, _code = told(cast, about="office")
    Concern.objects.filter(pk=concern.pk).update(owner=cast.officer)
    assert not queries.visible_to(cast.officer).exists()


def test_what_was_written_is_read_by_asking_and_each_reading_is_in_the_log(cast) -> None:
    concern, _code = told(cast)
    browser = sign_in(cast.officer)
    page = reverse("ngos:concern", args=[concern.number])
    assert TEXT not in browser.get(page).content.decode()
    assert TEXT in browser.post(page, {"act": "read"}).content.decode()
    assert AuditEvent.objects.filter(action="concern.read", actor_id=cast.officer.pk).count() == 1


def test_a_volunteer_reads_the_answer_to_what_they_reported(cast) -> None:
    concern = reported(cast, cast.volunteer)
    answered(cast, concern)
    text = sign_in(cast.volunteer).get(reverse("ngos:concern", args=[concern.number])).content.decode()
    assert "机构补约并致歉" in text and "李明" not in text


# --- for reviews -----------------------------------------------------------------------------------------------
def test_reviews_are_fed_with_what_was_received_about_a_provider_in_the_period(cast) -> None:
    provider = build.provider(cast)
    concern = answered(cast, told(cast)[0], severity="major")
    told(cast, 1, about="office")
    day = clock.today()
    found = queries.concerns_of(provider.pk, day, day).get()
    assert (found, found.kind, found.severity, found.upheld) == (concern, "complaint", "major", True)
    assert not queries.concerns_of(provider.pk, date(2026, 1, 1), date(2026, 3, 8)).exists()
