"""Anybody verifies a certificate by number and code, sees what the paper shows and no more, and cannot guess."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from tests.cast import Cast
from tests.volunteers.counted import reverse_minutes
from tests.volunteers.test_certificates import G3, ID
from volunteers.certificates import services
from volunteers.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def g3(cast: Cast, as_of: Any) -> G3:
    as_of(2026, 4, 2, 10)
    return G3(cast)


def path(certificate: Certificate, code: str = "") -> str:
    return f"/verify/{certificate.number}/{code or certificate.code}/"


def wrong_code(certificate: Certificate) -> str:
    return ("0" if certificate.code[0] != "0" else "1") + certificate.code[1:]


def from_(address: str) -> Browser:
    return Browser(REMOTE_ADDR=address)


# --- what it says ----------------------------------------------------------------------------------------------------
def test_g3_valid_then_void(g3: G3, client: Browser) -> None:
    certificate = g3.issue()
    text = client.get(path(certificate)).content.decode()
    for shown in ("有效", "李*", "9901************25", "10.3", "晨光社工", certificate.number):
        assert shown in text, shown
    services.void_certificate(certificate, by=g3.at_chenguang, reason="写给志愿者的原因")
    text = client.get(path(certificate)).content.decode()
    assert "已作废" in text
    assert "写给志愿者的原因" not in text


def test_amended_is_said_and_the_hours_stay_as_printed(g3: G3, client: Browser) -> None:
    certificate = g3.issue()
    reverse_minutes(g3.logs[0], 290)
    text = client.get(path(certificate)).content.decode()
    assert "有效，记录有更正" in text
    assert "10.3" in text
    assert "9.8" not in text


def test_no_more_than_the_paper_shows(g3: G3, client: Browser) -> None:
    text = client.get(path(g3.issue())).content.decode()
    for hidden in ("李芸", ID, "19850307", g3.v.number, "许晨", "同行", "154"):
        assert hidden not in text, hidden


def test_the_summary_shows_its_label_and_its_lines(g3: G3, client: Browser) -> None:
    certificate = g3.issue(g3.ask(kind="summary"), by=g3.cast.city_manager)
    text = client.get(path(certificate)).content.decode()
    for shown in ("汇总", "14.4", "晨光社工", "同行社工", "620", "245"):
        assert shown in text, shown


def test_the_page_is_neither_kept_nor_found_by_search_engines(g3: G3, client: Browser) -> None:
    certificate = g3.issue()
    for page in ("/verify/", path(certificate), path(certificate, wrong_code(certificate))):
        answer = client.get(page)
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("typed", ["zm-2026-000001", " ＺＭ－２０２６－０００００１ ", "ZM—2026—000001"])
def test_it_is_found_however_it_was_typed(typed: str, g3: G3, client: Browser) -> None:
    certificate = g3.issue()
    Certificate.objects.filter(pk=certificate.pk).update(code="10X0Z9")
    answer = client.post("/verify/", {"number": typed, "code": "lox0z9"}, follow=True)
    assert "有效" in answer.content.decode()
    assert answer.redirect_chain == [("/verify/ZM-2026-000001/10X0Z9/", 302)]


def test_what_cannot_be_a_number_is_answered_like_any_other_wrong_one(client: Browser) -> None:
    for number, code in (("../../etc", "'; --"), ("！", "％"), ("x" * 30, "y" * 20)):
        answer = client.post("/verify/", {"number": number, "code": code}, follow=True)
        assert answer.status_code == 404
    assert client.post("/verify/", {}).status_code == 200


# --- forging and guessing -------------------------------------------------------------------------------------------
def test_a_wrong_number_and_a_wrong_code_get_one_and_the_same_page(g3: G3) -> None:
    certificate = g3.issue()
    asked = g3.ask(issuer=g3.tongxing)
    assert asked.number is None
    pages = {
        from_(f"203.0.113.{n}").get(p).content.replace(p.encode(), b"").replace(number.encode(), b"")
        for n, (p, number) in enumerate(
            (
                (path(certificate, wrong_code(certificate)), certificate.number),
                ("/verify/ZM-2026-000999/7K3M9Q/", "ZM-2026-000999"),
                ("/verify/ZM-2026-000999/------/", "ZM-2026-000999"),
            )
        )
    }
    assert len({re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page) for page in pages}) == 1


def test_after_five_wrong_codes_even_the_right_one_is_not_answered(g3: G3) -> None:
    certificate = g3.issue()
    browser = from_("203.0.113.1")
    for _n in range(5):
        assert browser.get(path(certificate, wrong_code(certificate))).status_code == 404
    assert browser.get(path(certificate, wrong_code(certificate))).status_code == 429
    assert browser.get(path(certificate)).status_code == 429


def test_five_wrong_codes_from_five_places_shut_the_number_and_no_other(g3: G3) -> None:
    certificate, other = g3.issue(), g3.issue()
    for n in range(5):
        assert from_(f"203.0.113.{n}").get(path(certificate, wrong_code(certificate))).status_code == 404
    fresh = from_("203.0.113.99")
    assert fresh.get(path(certificate)).status_code == 429
    assert fresh.get(path(other)).status_code == 200


def test_five_numbers_guessed_from_one_place_shut_that_place_and_no_other(g3: G3) -> None:
    certificate = g3.issue()
    browser = from_("203.0.113.1")
    for n in range(5):
        assert browser.get(f"/verify/ZM-2026-10000{n}/7K3M9Q/").status_code == 404
    assert browser.get(path(certificate)).status_code == 429
    assert from_("203.0.113.2").get(path(certificate)).status_code == 200


def test_who_reads_right_ones_all_day_is_not_stopped(g3: G3, client: Browser) -> None:
    certificate = g3.issue()
    assert {client.get(path(certificate)).status_code for _n in range(12)} == {200}


def test_a_quarter_of_an_hour_later_one_may_try_again(g3: G3) -> None:
    certificate = g3.issue()
    browser = from_("203.0.113.1")
    with time_machine.travel("2026-04-02 10:00:00+08:00", tick=False) as now:
        for _n in range(5):
            browser.get(path(certificate, wrong_code(certificate)))
        now.shift(14 * 60)
        assert browser.get(path(certificate)).status_code == 429
        now.shift(2 * 60)
        assert browser.get(path(certificate)).status_code == 200


def test_a_request_that_was_never_issued_cannot_be_verified(g3: G3, client: Browser) -> None:
    asked = g3.ask()
    assert client.get(f"/verify/{asked.number}/{asked.code or '------'}/").status_code == 404
