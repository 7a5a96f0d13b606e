"""Codes of slips, the public form behind them, and the marks that officers and volunteers give."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from kit.errors import Refused
from ngos import hooks
from ngos.feedback import codes, queries, services
from ngos.models import Rating, SpentCode, Voice
from tests import build
from tests.cast import sign_in

FORM = "/voice/"


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def code(cast) -> str:
    return services.make_voice_code(build.provider(cast).pk, 2)


# --- the code --------------------------------------------------------------------------------------------------
def test_a_code_is_read_as_people_write_it(code) -> None:
    # The letters that are taken for digits, small letters, dashes, spaces.
    typed = codes.shown(code).lower().replace("0", "o").replace("1", "l").replace("-", " - ")
    assert services.may_speak(typed) is not None


def test_every_wrong_letter_of_a_code_is_found(code) -> None:
    for at, right in enumerate(code):
        wrong = code[:at] + ("7" if right != "7" else "8") + code[at + 1 :]
        assert services.may_speak(wrong) is None, at


@pytest.mark.parametrize("forged", ["", "0" * 16, "ABCD", "Z" * 40, "评价单上的码"])
def test_what_was_made_up_is_no_code(forged, code) -> None:
    assert services.may_speak(forged) is None


def test_a_code_of_one_service_does_not_speak_for_another(cast, code) -> None:
    other = services.make_voice_code(build.provider(cast).pk, 3)
    assert services.may_speak(other[:4] + code[4:]) is None


def test_two_codes_differ_and_making_one_leaves_no_row(cast, code) -> None:
    assert len({services.make_voice_code(build.provider(cast).pk, 2) for _n in range(200)}) == 200
    assert not Voice.objects.exists() and not SpentCode.objects.exists()


def test_a_code_is_over_sixty_days_after_its_quarter(code, as_of) -> None:
    as_of(2026, 5, 30)
    assert services.may_speak(code) is not None
    as_of(2026, 5, 31)
    assert services.may_speak(code) is None


def test_a_code_of_the_last_quarter_runs_into_the_next_year(cast, as_of) -> None:
    as_of(2026, 11, 30)
    code = services.make_voice_code(build.provider(cast).pk, 2)
    as_of(2027, 3, 1)
    assert services.may_speak(code) is not None
    as_of(2027, 3, 2)
    assert services.may_speak(code) is None


@pytest.mark.parametrize("said", [{"stars": 0}, {"stars": 6}, {"stars": 3, "kept": "perhaps"}, {"stars": 3, "who": ""}])
def test_what_is_no_answer_is_refused_and_the_code_still_works(said, code) -> None:
    with pytest.raises(Refused):
        services.take_voice(code, **said)
    services.take_voice(code, stars=3)


# --- the form --------------------------------------------------------------------------------------------------
def test_the_form_asks_one_thing_a_page_without_script_or_log_in(code) -> None:
    browser, sent = Browser(), {"code": codes.shown(code)}
    assert "评价单上的码" in browser.get(FORM).content.decode()
    for name, value in (("stars", "5"), ("respected", "yes"), ("helped", "skip"), ("kept", "partly")):
        page = browser.post(FORM, sent)
        assert page.status_code == 200
        assert page.context["form"].asked == name
        assert list(page.context["form"].fields) == [name]
        assert "春晖社工的心理辅导" in page.content.decode()
        sent |= {name: value, "at": name}
    assert browser.post(FORM, sent)["Location"] == "/voice/thanks/"
    voice = Voice.objects.get()
    assert (voice.stars, voice.respected, voice.helped, voice.kept) == (5, "yes", "", "partly")
    assert browser.get("/voice/thanks/").status_code == 200
    assert list(browser.cookies) in ([], ["csrftoken"])  # nothing of the way is kept with the browser


def test_a_page_left_empty_is_asked_again(code) -> None:
    page = Browser().post(FORM, {"code": code, "at": "stars"})
    assert page.status_code == 409
    assert "选一项" in page.content.decode()


def test_a_used_a_wrong_and_an_old_code_get_the_same_page(code, cast) -> None:
    services.take_voice(code, stars=3)
    pages = [Browser().post(FORM, {"code": typed}) for typed in (code, "0" * 16, code[:-1] + "Z", "")]
    texts = {p.content.decode().split("<form", 1)[0].rsplit("<h1>", 1)[1] for p in pages}
    assert len(texts) == 1 and "现在不能用" in texts.pop()
    assert {p.status_code for p in pages} == {409}


def test_five_wrong_codes_are_one_too_many_and_right_ones_count_for_nothing(code) -> None:
    browser = Browser()
    for _n in range(8):
        assert browser.post(FORM, {"code": code}).status_code == 200
    for n in range(5):
        assert browser.post(FORM, {"code": f"{n}" * 16}).status_code == 409
    assert browser.post(FORM, {"code": code}).status_code == 429
    assert not Voice.objects.exists()


def test_a_double_press_keeps_one_voice_and_says_no_more_than_to_a_stranger(code) -> None:
    sent = {"code": code, "stars": "4", "respected": "yes", "helped": "yes", "kept": "yes"}
    assert Browser().post(FORM, sent).status_code == 302
    assert Browser().post(FORM, sent).status_code == 409
    assert Voice.objects.count() == 1


def test_the_form_says_what_is_known_and_what_is_not() -> None:
    text = Browser().get(FORM).content.decode()
    assert "不知道：您是谁" in text and "没有任何影响" in text


# --- marks -----------------------------------------------------------------------------------------------------
def test_nobody_marks_their_own_organisation(cast) -> None:
    with pytest.raises(Refused, match="自己的机构"):
        services.rate(build.provider(cast), by=cast.ngo_admin, source="volunteer", ref="2026Q1", stars=5)


def test_a_volunteer_marks_whom_they_worked_with_once_a_quarter(cast, monkeypatch) -> None:
    provider = build.provider(cast)
    monkeypatch.setattr(
        hooks.worked_with, "_answer", lambda user: {provider.org_id} if user == cast.volunteer else set()
    )
    browser = sign_in(cast.volunteer)
    page = reverse("ngos:joint_work")
    for stars in ("5", "3"):
        assert browser.post(page, {"provider": provider.pk, "stars": stars}).status_code == 302
    row = Rating.objects.get()
    assert (row.stars, row.source, row.ref) == (3, "volunteer", "2026Q1")
    assert queries.own_ratings(cast.volunteer) == {provider.pk: 3}
    assert browser.post(page, {"provider": provider.pk, "stars": "9"}).status_code == 409


def test_whom_a_volunteer_did_not_work_with_is_not_there_to_be_marked(cast) -> None:
    provider = build.provider(cast)
    browser = sign_in(cast.volunteer)
    assert browser.post(reverse("ngos:joint_work"), {"provider": provider.pk, "stars": "5"}).status_code == 404
    for other in (cast.outsider, cast.ngo_admin, cast.officer):
        assert sign_in(other).get(reverse("ngos:joint_work")).status_code == 404
