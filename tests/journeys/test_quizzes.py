"""A quiz as people live it: by keyboard alone on a phone, without script, and over a closed browser and a restart."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from kit import clock
from tests.browser import assert_axe, assert_fits
from tests.server import House

TITLE = "岗前测验"
MOST_TABS = 60
FOCUSED = "e => { const a = document.activeElement; return a === e || e.contains(a); }"


def tab_to(page: Any, target: Any) -> None:
    """Press Tab until the keyboard is there, as somebody without a mouse does; it is to be seen there too."""
    for _n in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate(FOCUSED):
            assert target.is_visible(), "the keyboard is at something nobody sees"
            return
    raise AssertionError(f"{page.url}: the keyboard never comes to {target}")


def enter(page: Any, target: Any) -> None:
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def looked_at(page: Any) -> None:
    assert_fits(page)
    assert_axe(page)


def begin(page: Any) -> None:
    enter(page, page.get_by_role("link", name=TITLE).first)
    looked_at(page)
    enter(page, page.get_by_role("button", name="开始答题"))


# --- by keyboard -----------------------------------------------------------------------------------------------
def test_a_quiz_is_sat_by_keyboard_alone_on_a_phone(visit_own: Any) -> None:
    page = visit_own("/learn/quizzes/", who="李芸", width=390)
    looked_at(page)
    begin(page)
    for n in (1, 2, 3):
        assert page.inner_text("h1") == f"第 {n} 题，共 3 题"
        looked_at(page)
        read_out(page)
        tab_to(page, page.locator("main input[type=radio]").first)
        page.keyboard.press("ArrowDown")
        page.get_by_role("status").filter(has_text="已保存").wait_for()
        enter(page, page.locator("main form button[value=next]"))
    assert "每一题都答了" in page.inner_text("main")
    looked_at(page)
    enter(page, page.get_by_role("button", name="交卷"))
    assert re.search(r"80 分及格", page.inner_text("main"))
    assert page.inner_text("main").count("正确答案") == 3
    looked_at(page)


def read_out(page: Any) -> None:
    """What a screen reader says of the question: a group named by it, and each option by its words."""
    group = page.get_by_role("group", name=re.compile(r"^\d\. 题目bounds-single-\d"))
    assert group.count() == 1
    assert group.get_by_role("radio").count() == 4
    for letter in "ABCD":
        assert group.get_by_role("radio", name=re.compile(rf"^{letter}\. ")).count() == 1
    here = page.get_by_role("navigation", name="题目").locator("[aria-current=page]")
    assert re.search(r"第 \d 题", here.inner_text())


# --- without script -----------------------------------------------------------------------------------------------
def test_a_quiz_is_sat_without_script_on_one_page(visit_own: Any) -> None:
    page = visit_own("/learn/quizzes/", who="李芸", width=390, script=False)
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="开始答题").click()
    page.get_by_role("link", name="所有题目放在一页").click()
    groups = page.get_by_role("group", name=re.compile("题目bounds-single"))
    assert groups.count() == 3
    for n in (0, 1):
        groups.nth(n).get_by_role("radio").first.check()
    page.get_by_role("button", name="保存", exact=True).click()
    assert "已答 2 / 3" in page.inner_text("main")
    page.get_by_role("button", name="检查并交卷").click()
    page.get_by_role("link", name="第 3 题").click()
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="保存，去交卷").click()
    page.get_by_role("button", name="交卷", exact=True).click()
    assert "每题的答案和解析" in page.inner_text("main")


# --- over a restart -----------------------------------------------------------------------------------------------
def test_an_attempt_survives_a_closed_browser_and_a_restarted_server(visit_own: Any, own_server: House) -> None:
    """After the deadline the server's clock refuses what the same page still sends."""
    page = visit_own("/learn/quizzes/", who="李芸", width=390)
    begin(page)
    page.locator("main input[type=radio]").nth(2).check(force=True)
    page.get_by_role("status").filter(has_text="已保存").wait_for()
    ends = re.search(r"\d+:\d\d 截止", page.inner_text("main"))
    page.context.close()
    own_server.stop()
    own_server.start()

    again = visit_own("/learn/quizzes/", who="李芸", width=1440)
    again.get_by_role("link", name="继续答题").click()
    again.get_by_role("link", name="一题一页").click()
    assert again.locator("main input[type=radio]").nth(2).is_checked()
    assert ends and ends.group() in again.inner_text("main")

    own_server.set_clock(clock.at(date(2026, 2, 14), 10))
    again.locator("main form button[value=next]").click()
    again.wait_for_url("**/result/")
    assert "答题时间到了" in again.inner_text("body")
    assert "到时收卷" in again.inner_text("main")
    looked_at(again)
