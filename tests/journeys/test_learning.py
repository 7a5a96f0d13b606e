"""A lesson taken by keyboard alone, as with a screen reader, on a phone, in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kit import clock
from tests.browser import IN_TURN
from tests.journeys.test_need_to_outcome import Looker
from tests.server import House

START = clock.at(date(2026, 2, 16), 9)
LATER = clock.at(date(2026, 2, 16), 9, 31)
MOST_TABS = 60  # from where one is to what one wants; a page holds fewer links than that
WORDS = {
    "zh-hans": {
        "lesson": "法律与帮助的边界", "start": "开始学习", "done": "这一节学完了", "finish": "完成这一课",
        "early": "还差", "over": "学完了，记入 60 分钟", "next": "下一课：保密", "case": "想好了，看参考做法",
        "answer": "不能签字",
    },
    "en": {
        "lesson": "The law and the boundaries of help", "start": "Start learning", "done": "I have done this section",
        "finish": "Finish this lesson", "early": "more to go", "over": "Done. 60 minutes are credited",
        "next": "Next lesson: Confidentiality", "case": "I have thought about it", "answer": "cannot sign",
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", IN_TURN)
def test_a_lesson_is_taken_by_keyboard_alone(visit_own: Any, own_server: House, lang: str) -> None:
    own_server.set_clock(START)
    words, look = WORDS[lang], Looker(f"learning-{lang}", axe=True)
    page = visit_own("/volunteers/", who="李芸", width=390, lang=lang)
    begin(page, words, look)
    go_through(page, words, look)
    too_early(page, words, look)
    own_server.set_clock(LATER)
    finish(page, words, look)


def test_a_lesson_is_taken_where_no_script_runs(visit_own: Any, own_server: House) -> None:
    own_server.set_clock(START)
    page = visit_own("/volunteers/", who="李芸", width=390, script=False)
    for target in ("nav.tq-tabbar a[href='/learn/']", "main a.btn", "main form button"):
        click(page, target)
    for _section in range(5):
        click(page, "main button.btn-primary")
    own_server.set_clock(LATER)
    click(page, "main button.btn-primary")
    assert WORDS["zh-hans"]["over"] in page.inner_text("body")


# --- the lesson ------------------------------------------------------------------------------------------------
def begin(page: Any, words: dict[str, str], look: Looker) -> None:
    """From the tab bar to the first section."""
    enter(page, "nav.tq-tabbar a[href='/learn/']")
    assert page.url.endswith("/learn/")
    look(page, "learn")
    skip_to_main(page)
    enter(page, "main a.btn")
    assert heading(page) == words["lesson"]
    look(page, "before")
    skip_to_main(page)
    enter(page, "main form button", name=words["start"])
    look(page, "begun")


def go_through(page: Any, words: dict[str, str], look: Looker) -> None:
    """Each section has its heading, its own button that names it, and the page goes on at the next one."""
    titles = [h.inner_text() for h in page.locator("main h2").all()]
    assert len(titles) == 6
    assert levels_are_in_order(page)
    skip_to_main(page)
    for n in range(1, 6):
        if n == 5:  # the case opens by keyboard too
            reach(page, "main details summary")
            assert words["case"] in said(page)
            page.keyboard.press("Enter")
            assert words["answer"] in page.inner_text("main details")
            look(page, "case")
        enter(page, "main button.btn-primary", name=words["done"])
        name = titles[n] if n < 5 else words["finish"]
        assert page.url.endswith(f"#s{n + 1}" if n < 5 else "#end")
        assert name in said(page), f"after section {n} a screen reader is at {said(page)!r}"
    look(page, "all-sections")


def too_early(page: Any, words: dict[str, str], look: Looker) -> None:
    enter(page, "main button.btn-primary", name=words["finish"])
    assert words["early"] in page.locator("[role=alert]").first.inner_text()
    look(page, "too-early")


def finish(page: Any, words: dict[str, str], look: Looker) -> None:
    skip_to_main(page)
    enter(page, "main button.btn-primary", name=words["finish"])
    assert words["over"] in page.inner_text("body")
    look(page, "finished")
    skip_to_main(page)
    reach(page, "main button.btn-primary")
    assert words["next"] in said(page)


# --- a keyboard ------------------------------------------------------------------------------------------------
def skip_to_main(page: Any) -> None:
    """From the top of the page past the menus."""
    page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges(); window.scrollTo(0, 0)")
    reach(page, "a.tq-skip")
    page.keyboard.press("Enter")


def reach(page: Any, selector: str) -> None:
    """Tab until the focus is on the first thing of this kind, and see that it is shown."""
    for _n in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement === document.querySelector(wanted)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), selector
            return
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def enter(page: Any, selector: str, *, name: str = "") -> None:
    """Reach it, hear its name, press Enter, and be on the next page."""
    reach(page, selector)
    assert name in said(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def said(page: Any) -> str:
    """What a screen reader says of where the focus is."""
    return page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent")


def heading(page: Any) -> str:
    return page.locator("h1").inner_text()


def levels_are_in_order(page: Any) -> bool:
    """One h1, and no level is left out on the way down."""
    levels = page.evaluate("[...document.querySelectorAll('main :is(h1,h2,h3,h4)')].map(h => +h.tagName[1])")
    return levels.count(1) == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def click(page: Any, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()
