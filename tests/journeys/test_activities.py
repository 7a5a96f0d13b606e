"""Activities as people live them: a posting with one place, who takes it, who waits, and who gets it in the end."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from tests.browser import IN_TURN, assert_axe, assert_fits
from tests.journeys.test_joining import WAIT, apply
from tests.journeys.test_need_to_outcome import Looker, follow, press
from tests.journeys.thumb import READ, TAP, Thumb
from tests.server import House

TITLE = "河口书屋整理图书"
MOST_SECONDS = 5  # from a withdrawal to the offer on the next one's phone
MOST_TAPS = 4
PHONE = "15400000064"  # of somebody new
POSTING = {
    "title": TITLE,
    "place": "河口街道文化服务中心二楼",
    "content": "整理书架，给图书贴标签。",
    "conditions": "能搬一摞书。",
    "risk": "室内活动，注意上下楼梯。",
    "contact": "河口街道司法所 0990-5550123",
}
SHIFT = {"day": "2026-02-22", "begins": "09:00", "ends": "11:00", "capacity": "1", "min_needed": "1"}


def test_one_place_goes_from_hand_to_hand(visit_own: Any, own_server: House) -> None:
    """王芳 takes the only place and gives it back; 李芸 waits, is offered it within seconds, and takes it."""
    look = Looker("activities", axe=True)
    officer = visit_own("/volunteers/postings/new/", who="李明")
    draft(officer, look)
    plan_one_place(officer, look)
    shift = publish(officer, look)

    wang = visit_own("/volunteers/", who="王芳", width=390)
    pk = take_the_place(wang, look)
    assert shift.endswith(f"/{pk}/")

    yun = visit_own(f"/volunteers/activities/{pk}/", who="李芸", width=390)
    act(yun, "sign_up")
    assert "候补第 1 位" in yun.inner_text("main")
    look(yun, "waits")

    wang.locator("main details summary", has_text="退出").click()
    act(wang, "withdraw")
    given_back = time.monotonic()
    assert "已退出" in wang.inner_text("body")
    look(wang, "withdrawn")
    seconds = wait_for_the_offer(yun, since=given_back)
    look(yun, "offered")
    say(f"from the withdrawal to the offer: {seconds:.1f} s")
    assert seconds <= MOST_SECONDS

    act(yun, "take")
    assert "您已报名" in yun.inner_text("main")
    look(yun, "taken")
    read_the_log(officer, look, shift)


# --- the organiser -----------------------------------------------------------------------------------------
def draft(page: Any, look: Looker) -> None:
    """What is missing is said, and what was typed is kept."""
    page.locator("[name=title]").fill(TITLE)
    press(page)
    assert page.locator(".tq-errors").is_visible()
    assert page.locator("[name=title]").input_value() == TITLE
    look(page, "posting-unfinished")
    page.locator("[name=kind]").select_option("public_benefit_activity")
    page.locator("[name=town]").select_option("990103002")
    for name, text in POSTING.items():
        page.locator(f"[name={name}]").fill(text)
    press(page)
    look(page, "draft")


def plan_one_place(page: Any, look: Looker) -> None:
    """Nothing is published without a time: that is the next step, and the page offers no other."""
    follow(page.locator("main a.btn-primary"))
    assert page.url.endswith("/shifts/new/")
    for name, value in SHIFT.items():
        page.locator(f"[name={name}]").fill(value)
    look(page, "shift-new")
    press(page)


def publish(page: Any, look: Looker) -> str:
    """The address of the shift."""
    act(page, "publish")
    assert "招募中" in page.inner_text("main")
    look(page, "published")
    follow(page.locator("main table a[href*='/volunteers/shifts/']").first)
    look(page, "shift")
    return page.url


def read_the_log(page: Any, look: Looker, shift: str) -> None:
    """Who gave the place back, to whom the house offered it, who took it: newest first."""
    page.goto(shift)
    look(page, "log")
    log = page.locator("section[aria-labelledby=pm]").inner_text()
    told = ["李芸 接受名额", "李芸 让出名额", "王芳 退出", "李芸 候补", "王芳 报名"]
    places = [log.index(line) for line in told]
    assert places == sorted(places)
    assert "本人" in log
    assert "平台" in log


# --- the volunteers ----------------------------------------------------------------------------------------
def take_the_place(page: Any, look: Looker) -> int:
    """From opening the app to "signed up"; taps and seconds are printed, and the taps are held."""
    look(page, "today")
    taps, begun = 0, time.monotonic()
    for target in ("nav.tq-tabbar a[href='/volunteers/activities/']", f"main a:has-text('{TITLE}')"):
        follow(page.locator(target).first)
        taps += 1
    pk = int(page.url.rstrip("/").rsplit("/", 1)[1])
    act(page, "sign_up")
    taps, machine = taps + 1, time.monotonic() - begun
    assert "您已报名" in page.inner_text("main")
    look(page, "signed-up")
    say(f"sign-up: {taps} taps, {machine:.1f} s of the machine, {by_thumb(taps, machine):.0f} s with a slow thumb")
    assert taps <= MOST_TAPS
    return pk


def act(page: Any, name: str) -> None:
    follow(page.locator(f"main form:has(input[name=act][value={name}]) button[type=submit]").first)


def wait_for_the_offer(page: Any, *, since: float) -> float:
    """Look again and again, as somebody does who waits."""
    while time.monotonic() - since < 2 * MOST_SECONDS:
        page.reload()
        if page.locator("input[name=act][value=take]").count():
            return time.monotonic() - since
        page.wait_for_timeout(200)
    raise AssertionError("the place was offered to nobody")


# --- means -------------------------------------------------------------------------------------------------
def by_thumb(taps: int, machine: float) -> float:
    return taps * (TAP + READ) + machine


def say(words: str) -> None:
    sys.stdout.write(f"\n{words}")


@pytest.mark.parametrize("lang", IN_TURN)
def test_the_list_and_an_activity_in_both_languages(visit_own: Any, own_server: House, lang: str) -> None:
    page = visit_own("/volunteers/activities/", who="王芳", width=390, lang=lang)
    for _step in range(2):
        assert_axe(page)
        assert_fits(page)
        link = page.locator("main .tq-work h3 a").first
        if link.count():
            follow(link)


# --- somebody new ------------------------------------------------------------------------------------------
ADMIT = """
from accounts.models import User
from tests.volunteers import joiners
joiners.accept(User.objects.get(display_name="李明"))
"""


def test_from_the_first_page_to_the_first_shift(visit_own: Any, own_server: House) -> None:
    """Taps and seconds are printed, not judged; the days in which the office decides are not counted."""
    page = visit_own("/volunteers/join/", width=390)
    thumb = Thumb(page, WAIT)
    apply(thumb, own_server, PHONE)
    joined = thumb.taps, thumb.seconds()
    own_server.manage("shell", "-v0", "-c", ADMIT)
    page.goto("/volunteers/activities/")
    thumb.pages += 1
    steps = first_shift(thumb)
    assert "您已报名" in page.inner_text("main")
    assert_axe(page)
    say(f"somebody new: {joined[0]} taps, {joined[1]:.0f} s to hand in; {steps} more steps")
    say(f"to the first shift {thumb.taps} taps, {thumb.seconds():.0f} s with a slow thumb")


def first_shift(thumb: Thumb) -> int:
    """From the list to "signed up"."""
    before = thumb.taps
    thumb.tap("main .tq-work h3 a")
    thumb.page.wait_for_load_state()
    thumb.pages += 1
    thumb.tap("main form:has(input[value=sign_up]) button")
    thumb.page.wait_for_load_state()
    thumb.pages += 1
    return thumb.taps - before
