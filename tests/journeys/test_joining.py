"""Somebody new becomes an applicant on a phone, from the first page to "received", in both languages."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import pytest

from tests.browser import IN_TURN, assert_fits
from tests.journeys.thumb import Thumb, look
from tests.server import House
from tests.volunteers.joiners import LI_YUN

MOST_TAPS = 25
WAIT = 10.0  # seconds for the code to arrive
PHONE = {"zh-hans": "15400000061", "en": "15400000062"}


def code_from(house: House) -> str:
    last = (house.folder / "var" / "demo-post.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    found = re.search(r"\d{6}", json.loads(last)["text"])
    assert found
    return found.group()


def apply(thumb: Thumb, house: House, phone: str) -> None:
    """Every page of the application, from the phone number to handing it in."""
    thumb.write("[name=phone]", phone)
    thumb.go_on()
    thumb.write("[name=code]", code_from(house))
    thumb.go_on()
    for kind in ("privacy", "agreement", "sensitive"):
        thumb.tap(f"label[for=id_{kind}]")
    thumb.go_on()
    thumb.write("[name=full_name]", "李芸")
    thumb.write("[name=id_number]", LI_YUN)
    thumb.go_on()
    thumb.choose("[name=town]", "990103002")
    thumb.go_on()
    for box in ("[name=needs][value=mentoring]", "[name=skills][value='7']"):
        thumb.tap(box)
    thumb.go_on()
    for part in (15, 18):  # the mornings of Saturday and Sunday
        thumb.tap(f"[name=schedule_mask][value='{part}']")
    thumb.go_on()
    assert "9901************25" in thumb.page.inner_text("main")
    assert LI_YUN not in thumb.page.content()
    thumb.go_on()


@pytest.mark.parametrize("lang", IN_TURN)
def test_from_the_first_page_to_received(visit_own: Any, own_server: House, lang: str) -> None:
    page = visit_own("/volunteers/join/", width=390, lang=lang, script=True)
    look(page)
    thumb = Thumb(page, WAIT)
    apply(thumb, own_server, PHONE[lang])
    assert page.url.endswith("/volunteers/join/sent/")
    told = f"{thumb.taps} taps, {thumb.keys} keys, {thumb.pages} pages, {thumb.seconds():.0f} s with a slow thumb"
    sys.stdout.write(f"\n{lang}: {told}")
    assert thumb.taps <= MOST_TAPS, told


def test_the_way_works_without_script_and_in_very_large_letters(visit_own: Any, own_server: House) -> None:
    page = visit_own("/volunteers/join/", width=390, script=False, size="xlarge")
    assert_fits(page)
    page.fill("[name=phone]", "15400000063")
    page.click("main .btn-primary")
    page.fill("[name=code]", code_from(own_server))
    page.click("main .btn-primary")
    assert page.url.endswith("/form/agree/")
    page.locator("details summary", has_text="看全文").first.click()
    assert page.get_by_text("谁看得到").is_visible()
    assert_fits(page)
    page.click("main .btn-primary")
    assert page.locator(".tq-errors").is_visible()
