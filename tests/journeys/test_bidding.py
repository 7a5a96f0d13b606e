"""A young organisation bids from a phone: the draft stays on the phone, the bid is sealed, two officers open it."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import assert_axe, assert_fits, picture
from tests.house_bidding import PASSPHRASE
from tests.journeys.thumb import Thumb
from tests.server import House

RECORD = "from tests.ngos import market; print(market.open_for_bids())"
CLOSE = "from ngos.bidding.services import close_due; print(close_due())"
MOST_TAPS, MOST_MINUTES = 20, 20
PRICE = "495000"
PLAN = "每周两次个别辅导，每月一次团体辅导；由两名持证咨询师承担，督导每月一次；危机个案当日响应。"


@pytest.mark.parametrize("lang", [pytest.param("zh-hans"), pytest.param("en", marks=pytest.mark.slow)])
def test_a_bid_from_a_phone_sealed_and_opened_after_the_deadline(visit_own, own_server: House, lang: str) -> None:
    told = json.loads(own_server.manage("shell", "-v0", "-c", RECORD).splitlines()[-1])
    own_server.people |= told["people"]
    page = visit_own("/tenders/", who="新芽", width=390, lang=lang, script=True)
    thumb = Thumb(page)
    find(thumb, told["number"])
    fill(thumb)
    draft_is_kept(page)
    seal(thumb)
    sys.stdout.write(
        f"\n{lang}: {thumb.taps} taps, {thumb.keys} keys, {thumb.pages} pages, {thumb.seconds() / 60:.1f} min"
    )
    assert thumb.taps <= MOST_TAPS
    assert thumb.seconds() <= MOST_MINUTES * 60

    receipt = page.request.get(f"/ngos/bids/{told['number']}/receipt/")
    assert receipt.ok
    assert PRICE not in receipt.text()
    own_server.set_clock(datetime.fromisoformat(told["deadline"]))
    own_server.manage("shell", "-v0", "-c", CLOSE)
    refused(page, told["number"])
    opened(visit_own, told["number"], lang)


def find(thumb: Thumb, number: str) -> None:
    for target in (f"main a[href='/tenders/{number}/']", f"main a[href='/ngos/bids/{number}/']"):
        thumb.tap(target)
        thumb.page.wait_for_url("**" + target.split("'")[1])
        thumb.pages += 1
        assert_axe(thumb.page)
        assert_fits(thumb.page)


def fill(thumb: Thumb) -> None:
    thumb.write("[name=price]", PRICE)
    answers = thumb.page.locator("[name^=answer_]")
    for name in [answers.nth(n).get_attribute("name") for n in range(answers.count())]:
        thumb.write(f"[name={name}]", PLAN)
    thumb.write("[name=contact]", "13000000000")
    thumb.tap("label[for=id_no_violation]")


def draft_is_kept(page: Any) -> None:
    """The page is left and opened again: what was typed is there, and the server never had it."""
    expect(page.locator("[data-draft-said]")).not_to_be_empty()
    page.reload()
    expect(page.locator("[name=price]")).to_have_value(PRICE)
    picture(page, "bid-draft")
    expect(page.locator("[name=no_violation]")).to_be_checked()


def seal(thumb: Thumb) -> None:
    thumb.tap("main form[data-draft] .btn-primary")
    thumb.page.locator("main svg, main canvas").first.wait_for()
    thumb.pages += 1
    assert_axe(thumb.page)
    assert_fits(thumb.page)
    picture(thumb.page, "bid-sealed")
    assert PLAN not in thumb.page.content()


def refused(page: Any, number: str) -> None:
    """Exactly at the deadline the page takes nothing any more."""
    page.goto(f"/ngos/bids/{number}/")
    assert page.locator("form[data-draft]").count() == 0


def opened(visit_own: Any, number: str, lang: str) -> None:
    for n, who in enumerate(("开标甲", "开标乙")):
        page = visit_own("/ngos/openings/", who=who, width=390, lang=lang)
        look_at(page, f"openings-{n}")
        page.locator(f"main a[href='/ngos/openings/{number}/']").click()
        page.fill("[name=passphrase]", PASSPHRASE)
        look_at(page, f"ceremony-{n}")
        with page.expect_navigation():
            page.locator("main form .btn-primary").click()
        look_at(page, f"ceremony-done-{n}")
        assert ("495,000" in page.inner_text("main")) == bool(n)


def look_at(page: Any, name: str) -> None:
    assert_axe(page)
    assert_fits(page)
    picture(page, f"bid-{name}")
