"""The pages of joining: the door that tells nobody who is known, and one thing a page until "received"."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import post
from accounts.models import PhoneProof, User
from kit import clock
from tests import build, house_volunteers
from tests.cast import HEKOU, Cast, person, seat, sign_in
from tests.volunteers import joiners
from volunteers.applying import services
from volunteers.joining import services as joining
from volunteers.models import Application, Consent, Volunteer

JOIN, CODE, ON, SENT = (reverse(f"volunteers:{name}") for name in ("join", "join_code", "join_on", "join_sent"))
NEW, KNOWN = "15400000071", "15400000001"
TICKED = {"privacy": "on", "agreement": "on", "sensitive": "on"}
IDENTITY = {"full_name": "李芸", "id_number": joiners.LI_YUN}
WHERE = {"town": HEKOU, "occupation": "教师", "email": ""}
WHAT = {"needs": ["mentoring"], "skills": ["2"], "languages": ["0", "1"]}
WHEN = {"schedule_mask": ["0", "3"], "capacity": "1"}
PAGES = {"agree": TICKED, "identity": IDENTITY, "where": WHERE, "what": WHAT, "when": WHEN}


@pytest.fixture(autouse=True)
def _fresh(db, as_of):
    as_of(2026, 3, 9, 10)
    post.kept_here.clear()
    post._path().unlink(missing_ok=True)


def page_of(name: str) -> str:
    return reverse("volunteers:join_page", args=[name])


def ask(browser: Client, phone: str, **extra: Any) -> Any:
    return browser.post(JOIN, {"phone": phone}, **extra)


def come_in(browser: Client, phone: str = NEW) -> Client:
    ask(browser, phone)
    assert browser.post(CODE, {"code": joiners.sent_code()}).status_code == 302
    return browser


def without_tokens(response: Any) -> str:
    return re.sub(r'value="[^"]{20,}"|nonce="[^"]+"', "", response.content.decode())


# --- the door ----------------------------------------------------------------------------------------------
def test_a_newcomer_walks_from_the_phone_to_received(cast):
    browser = Client()
    assert ask(browser, NEW)["Location"] == CODE
    answer = browser.post(CODE, {"code": joiners.sent_code()})
    assert answer["Location"] == ON
    for page, answers in PAGES.items():
        assert browser.get(ON)["Location"] == page_of(page), "one comes back to the next page"
        answer = browser.post(page_of(page), answers)
        assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == page_of("check")
    shown = browser.get(page_of("check")).content.decode()
    assert "李芸" in shown and joiners.LI_YUN not in shown and "9901************25" in shown
    assert browser.post(page_of("check"), {"idem": "1"})["Location"] == SENT
    assert "已收到，工作人员会核对" in browser.get(SENT).content.decode()
    application = Application.objects.get()
    assert application.status == "applied" and application.skill_mask == 4 and application.language_mask == 3
    assert {c.kind for c in Consent.objects.all()} == set(TICKED)


def test_known_unknown_and_former_numbers_meet_the_same_page(cast):
    """Somebody new, a volunteer, one who left, one whose account is closed, and staff, who log in another way."""
    for phone, user in (("15400000081", cast.officer), ("15400000082", cast.colleague)):
        user.set_phone(f"+86{phone}")
        user.save()
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    build.volunteer(cast)
    gone = joiners.admitted(cast, joiners.newcomer("+8615400000083")).volunteer
    gone.user.acting_role = "VOL"
    from audit.moves import move

    move(gone, "leave", by=gone.user)
    pages, texts = set(), []
    for n, phone in enumerate((NEW, KNOWN, "15400000083", "15400000081", "15400000082")):
        browser, before = Client(REMOTE_ADDR=f"10.0.0.{n}"), len(post.kept_here)
        answer = ask(browser, phone)
        pages.add(
            (answer.status_code, answer["Location"], re.sub(r"154\*{4}\d{4}", "", without_tokens(browser.get(CODE))))
        )
        wrong = browser.post(CODE, {"code": "not it"})
        pages.add((wrong.status_code, re.sub(r"154\*{4}\d{4}", "", without_tokens(wrong))))
        texts.append(len(post.kept_here) - before)
    assert len(pages) == 2, "the first page or the one after a wrong code tells numbers apart"
    assert texts == [1, 1, 1, 0, 0], "staff and closed accounts get no code, and nobody sees that"


def test_a_known_volunteer_comes_in_by_this_door_too(cast):
    build.volunteer(cast)
    browser = come_in(Client(), KNOWN)
    assert browser.get(ON)["Location"] == reverse("volunteers:mine")
    assert not Application.objects.exists()


def test_nobody_comes_in_as_staff_by_a_guessed_code(cast):
    cast.officer.set_phone("+8615400000081")
    cast.officer.save()
    browser = Client()
    ask(browser, "15400000081")
    proof = PhoneProof.objects.get()
    from accounts import counter

    proof.code_hash = counter._hash(proof, "123456")
    proof.save()
    answer = browser.post(CODE, {"code": "123456"})
    assert answer.status_code == 422 and "验证码不对" in answer.content.decode()
    assert "_auth_user_id" not in browser.session


def test_after_three_wrong_codes_the_code_is_used_up(cast):
    browser = Client()
    ask(browser, NEW)
    for _n in range(3):
        assert "验证码不对" in browser.post(CODE, {"code": joiners.other_code()}).content.decode()
    assert "已失效" in browser.post(CODE, {"code": joiners.sent_code()}).content.decode()
    assert not User.objects.with_phone(f"+86{NEW}")


def test_five_wrong_codes_close_the_door_for_the_number_from_wherever_they_come(cast, monkeypatch):
    import time

    start = time.time()
    for n in range(5):
        monkeypatch.setattr("time.time", lambda n=n: start + 31 * n)  # one code in half a minute
        browser = Client(REMOTE_ADDR=f"10.0.1.{n}")
        assert ask(browser, NEW).status_code == 302
        assert "验证码不对" in browser.post(CODE, {"code": joiners.other_code()}).content.decode()
    answer = browser.post(CODE, {"code": joiners.sent_code()})
    assert answer.status_code == 422 and "太勤了" in answer.content.decode(), "the right code does not help either"
    other = Client(REMOTE_ADDR="10.0.1.99")
    assert come_in(other, "15400000072").get(ON).status_code == 302, "other numbers do come in"


def test_ten_wrong_codes_a_minute_close_the_door_for_the_address(cast):
    for n in range(10):
        browser = Client()
        ask(browser, f"154000001{n:02d}")
        browser.post(CODE, {"code": joiners.other_code()})
    browser = Client()
    ask(browser, NEW)
    assert "太勤了" in browser.post(CODE, {"code": joiners.sent_code()}).content.decode()


def test_both_doors_count_the_codes_of_a_number_together(cast):
    Client().post(reverse("account_request_login_code"), {"contact": NEW})
    answer = ask(Client(), NEW)
    assert answer.status_code == 422 and "太勤了" in answer.content.decode()
    cache.clear()
    assert ask(Client(), NEW).status_code == 302


def test_a_code_is_for_the_browser_that_asked_for_it(cast):
    ask(Client(), NEW)
    stranger = Client()
    assert stranger.post(CODE, {"code": joiners.sent_code()})["Location"] == JOIN
    assert not User.objects.with_phone(f"+86{NEW}")


def test_an_old_code_opens_nothing(cast):
    browser = Client()
    ask(browser, NEW)
    PhoneProof.objects.update(expires_at=clock.machine_now())
    assert "已失效" in browser.post(CODE, {"code": joiners.sent_code()}).content.decode()


@pytest.mark.parametrize("wrong", ["", "12345", "+1 202 555 0100", "012345678901"])
def test_what_is_no_number_is_said_and_stays(cast, wrong):
    answer = ask(Client(), wrong)
    assert answer.status_code == 422 and not PhoneProof.objects.exists()
    assert wrong.replace("+", "+") in answer.content.decode()


# --- one thing a page --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("page", "wrong", "said"),
    [
        ("agree", {"privacy": "on", "agreement": "on"}, "勾选以后才能继续"),
        ("identity", {**IDENTITY, "id_number": "990101198503070026"}, "末位校验"),
        ("identity", {**IDENTITY, "id_number": build.id_number(joiners.FIFTEEN)}, "年满 16 周岁"),
        ("where", {**WHERE, "town": ""}, "选择一项"),
        ("where", {**WHERE, "town": "990103"}, "选择"),
        ("what", {**WHAT, "needs": []}, "至少选择一项"),
        ("what", {**WHAT, "needs": ["housing"]}, "housing"),
        ("when", {**WHEN, "schedule_mask": []}, "至少勾选 1 个时段"),
        ("when", {**WHEN, "capacity": "9"}, "9"),
    ],
)
def test_a_wrong_answer_is_said_and_what_was_typed_stays(cast, page, wrong, said):
    browser = come_in(Client())
    for known in ("agree", "identity"):
        if known != page:
            browser.post(page_of(known), PAGES[known])
    answer = browser.post(page_of(page), wrong)
    text = answer.content.decode()
    assert answer.status_code == 422 and said in text
    assert Application.objects.get().pages in ([], ["identity"])
    if page == "identity":
        assert 'value="李芸"' in text


def test_what_was_filled_in_waits_on_the_server(cast):
    browser = come_in(Client())
    browser.post(page_of("agree"), TICKED)
    browser.post(page_of("identity"), IDENTITY)
    cache.clear()  # the half minute between two codes is over
    again = come_in(Client())
    assert again.get(ON)["Location"] == page_of("where")
    shown = again.get(page_of("identity")).content.decode()
    assert 'value="李芸"' in shown and joiners.LI_YUN not in shown and "9901************25" in shown
    assert again.post(page_of("identity"), {"full_name": "李云", "id_number": ""})["Location"] == page_of("where")
    assert Application.objects.get().id_number == joiners.LI_YUN, "an empty number keeps the one that is there"


def test_a_page_sent_twice_is_one_act(cast):
    browser = come_in(Client())
    joiners.fill(Application.objects.get(), by=Application.objects.get().user)
    for _n in range(2):
        assert browser.post(page_of("check"), {"idem": "same"})["Location"] == SENT
    assert Application.objects.get().status == "applied"


def test_pages_are_there_for_whoever_applies_and_for_nobody_else(cast):
    for browser in (sign_in(cast.volunteer), sign_in(cast.officer), sign_in(cast.outsider)):
        for page in (*PAGES, "check", "guardian", "nothing"):
            assert browser.get(page_of(page)).status_code == 404
            assert browser.post(page_of(page), {}).status_code == 404
        assert browser.get(SENT).status_code == 404
    assert Client().get(page_of("agree"))["Location"].startswith("/account/login/")


def test_whoever_is_logged_in_needs_no_phone(cast):
    browser = sign_in(cast.officer)
    assert browser.get(JOIN).status_code == 200 and not Application.objects.exists(), "looking begins nothing"
    assert browser.post(JOIN)["Location"] == ON
    assert browser.get(ON)["Location"] == page_of("agree")
    assert Application.objects.get().user == cast.officer


def test_the_page_after_handing_in_is_the_same_for_a_known_id_number(cast):
    """Compared byte for byte except the tokens: nothing is disclosed (the office decides)."""
    joiners.admitted(cast, joiners.newcomer("+8615400000090"))
    seen = []
    for n, number in enumerate((build.id_number(), joiners.LI_YUN)):
        browser = come_in(Client(REMOTE_ADDR=f"10.0.2.{n}"), f"1540000009{n + 1}")
        for page, answers in PAGES.items():
            mine = {**answers, "id_number": number} if page == "identity" else answers
            answer = browser.post(page_of(page), mine)
            seen.append((n, answer.status_code, answer["Location"]))
        answer = browser.post(page_of("check"), {})
        seen.append((n, answer.status_code, answer["Location"], without_tokens(browser.get(SENT))))
        for where in ("/desk/messages/", "/desk/", ON):
            seen.append((n, without_tokens(browser.get(where, follow=True))))
    first, second = ([s[1:] for s in seen if s[0] == n] for n in (0, 1))
    assert [re.sub(r"/desk/messages/\d+/", "", str(s)) for s in first] == [
        re.sub(r"/desk/messages/\d+/", "", str(s)) for s in second
    ]
    assert [a.id_twice for a in Application.objects.order_by("pk")] == [False, False, True]


def test_an_application_is_taken_back_from_its_page(cast):
    browser = come_in(Client())
    services.submit(
        joiners.fill(Application.objects.get(), by=Application.objects.get().user), by=Application.objects.get().user
    )
    assert browser.post(reverse("volunteers:join_withdraw"), {"idem": "1"})["Location"] == JOIN
    assert Application.objects.get().status == "withdrawn"
    assert browser.post(reverse("volunteers:join_withdraw"), {"idem": "2"}).status_code == 404


def test_after_a_refusal_one_may_apply_again(cast):
    browser = come_in(Client())
    me = Application.objects.get().user
    services.submit(joiners.fill(Application.objects.get(), by=me), by=me)
    from audit.moves import move

    cast.officer.acting_role = "OFF"
    move(Application.objects.get(), "reject", by=cast.officer)
    assert "这次没有通过" in browser.get(SENT).content.decode()
    assert browser.post(JOIN)["Location"] == ON
    assert browser.get(ON)["Location"] == page_of("identity"), "what was agreed to stays agreed"


# --- sixteen and seventeen ---------------------------------------------------------------------------------
def test_at_sixteen_a_page_for_the_guardian_comes_in_between(cast):
    browser = come_in(Client())
    browser.post(page_of("agree"), TICKED)
    number = build.id_number(joiners.SIXTEEN)
    assert browser.post(page_of("identity"), {**IDENTITY, "id_number": number})["Location"] == page_of("guardian")
    assert browser.post(page_of("guardian"), {"full_name": "李大妈"}).status_code == 422
    form = {"full_name": "李大妈", "phone": "15400000088", "relation": "mother", "paper": house_volunteers.picture()}
    assert browser.post(page_of("guardian"), form)["Location"] == page_of("where")
    paper = reverse("volunteers:guardian_paper", args=[Application.objects.get().pk])
    answer = browser.get(paper)
    assert answer["Content-Type"] == "image/jpeg" and "sandbox" in answer["Content-Security-Policy"]


def test_the_guardians_paper_is_for_the_person_and_whoever_looks_at_the_application(cast):
    application = joiners.applied(id_number=build.id_number(joiners.SIXTEEN))
    next_town = seat(person("钱立", "qianli@example.cn"), "OFF", cast.office_at("990103001"))
    assert sign_in(next_town).get(reverse("volunteers:guardian_paper", args=[application.pk])).status_code == 404
    paper = reverse("volunteers:guardian_paper", args=[application.pk])
    opens = {name: sign_in(getattr(cast, name)).get(paper).status_code for name in (
        "officer", "county_manager", "city_manager", "auditor", "outsider", "other_county_manager", "volunteer",
        "ngo_admin", "system_admin",
    )}  # fmt: skip
    assert opens == {
        "officer": 200, "county_manager": 200, "city_manager": 200, "auditor": 200, "outsider": 404,
        "other_county_manager": 404, "volunteer": 404, "ngo_admin": 404, "system_admin": 404,
    }  # fmt: skip
    assert Client().get(paper).status_code == 302
    from audit.models import AuditEvent

    assert AuditEvent.objects.filter(action="guardian.read").count() == 4


def test_the_desk_finds_the_guardians_paper_on_the_page_of_the_applicant(cast):
    application = joiners.applied(id_number=build.id_number(joiners.SIXTEEN))
    paper = reverse("volunteers:guardian_paper", args=[application.pk])
    page = sign_in(cast.officer).get(reverse("volunteers:applicant", args=[application.pk])).content.decode()
    assert f'href="{paper}"' in page and "监护人同意书" in page and "已上传" in page
    grown = joiners.applied(joiners.newcomer("+8615400000072"))
    page = sign_in(cast.officer).get(reverse("volunteers:applicant", args=[grown.pk])).content.decode()
    assert "监护人" not in page


def test_the_guardians_paper_of_a_draft_is_its_writers_alone(cast):
    me = joiners.newcomer()
    draft = joiners.fill(services.begin(me, by=me), by=me, id_number=build.id_number(joiners.SIXTEEN))
    paper = reverse("volunteers:guardian_paper", args=[draft.pk])
    for name in ("officer", "county_manager", "city_manager", "auditor"):
        assert sign_in(getattr(cast, name)).get(paper).status_code == 404
    assert sign_in(me).get(paper).status_code == 200
    services.begin(me, by=cast.officer)  # at the counter, the officer goes on with it
    assert sign_in(cast.officer).get(paper).status_code == 200


# --- the counter -------------------------------------------------------------------------------------------
def test_an_officer_registers_somebody_with_the_code_from_their_phone(cast):
    browser = sign_in(cast.officer)
    answer = browser.post(reverse("volunteers:counter"), {"display_name": "张兰", "phone": NEW})
    proof = PhoneProof.objects.get()
    assert answer["Location"] == reverse("volunteers:counter_code", args=[proof.pk])
    assert not User.objects.with_phone(f"+86{NEW}"), "nothing exists before the code is told"
    assert browser.post(answer["Location"], {"code": joiners.other_code()}).status_code == 422
    answer = browser.post(answer["Location"], {"code": joiners.sent_code()})
    application = Application.objects.get()
    assert application.entered_by == cast.officer
    for page, answers in PAGES.items():
        assert answer["Location"] == reverse("volunteers:counter_page", args=[application.pk, page])
        answer = browser.post(answer["Location"], answers)
    assert browser.post(answer["Location"], {"idem": "1"})["Location"] == reverse("volunteers:counter")
    application.refresh_from_db()
    assert application.status == "applied" and {c.by for c in Consent.objects.all()} == {cast.officer}


def test_the_counter_of_one_officer_is_closed_to_all_others(cast):
    browser = sign_in(cast.officer)
    browser.post(reverse("volunteers:counter"), {"display_name": "张兰", "phone": NEW})
    code = reverse("volunteers:counter_code", args=[PhoneProof.objects.get().pk])
    strangers = [sign_in(user) for user in (cast.colleague, cast.outsider, cast.county_manager, cast.volunteer)]
    assert {s.get(code).status_code for s in strangers} == {404}
    page = browser.post(code, {"code": joiners.sent_code()})["Location"]
    assert {s.get(page).status_code for s in strangers} == {404}
    assert {s.post(page, TICKED).status_code for s in strangers} == {404}
    for who in (cast.volunteer, cast.ngo_admin, cast.auditor, cast.system_admin):
        assert sign_in(who).get(reverse("volunteers:counter")).status_code == 404


def test_a_volunteer_at_the_counter_is_told_so_after_their_own_code(cast):
    build.volunteer(cast)
    browser = sign_in(cast.officer)
    browser.post(reverse("volunteers:counter"), {"display_name": "王芳", "phone": KNOWN})
    answer = browser.post(
        reverse("volunteers:counter_code", args=[PhoneProof.objects.get().pk]), {"code": joiners.sent_code()}
    )
    assert answer.status_code == 422 and "已经是志愿者" in answer.content.decode()
    assert not Application.objects.exists() and Volunteer.objects.count() == 1


def test_the_door_of_the_home_page_leads_here(cast):
    from tests.portal import ensure_portal

    ensure_portal()
    assert f'href="{JOIN}"' in Client().get("/").content.decode()


def test_whoever_was_listed_confirms_on_their_own_page_first(cast: Cast):
    joining.register_volunteer(
        cast.volunteer, by=None, town=build.Division.objects.get(pk=HEKOU), id_number=joiners.LI_YUN
    )
    browser = sign_in(cast.volunteer)
    assert browser.get("/desk/")["Location"] == reverse("volunteers:confirm")
