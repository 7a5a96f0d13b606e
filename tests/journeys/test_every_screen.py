"""Every page of every role: it answers, is accessible, fits the screen, and speaks through nothing but its words.

Which pages there are is asked of `tests/matrix.csv`: whatever answers 200 there is opened here, on a phone or on a
desk, in Chinese or English by turns. Every sixth page is seen once; the slow tests see all pages in all four turns,
dark, and in large letters.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Error

from tests.browser import assert_axe, assert_fits
from tests.fullhouse import COLUMNS
from tests.server import House

TURNS = [(390, "zh-hans"), (1440, "en"), (390, "en"), (1440, "zh-hans")]
LOOKS = [{"theme": "dark"}, {"size": "large"}, {"size": "xlarge", "theme": "dark"}]
# Whoever comes first shows a page that several roles share.
FIRST = ("anonymous", "OFF", "VOL", "NGA", "NGC", "RES", "CBM", "MUN", "SYS")
ORDER = (*FIRST, *(column for column in COLUMNS if column not in FIRST))
# 李明 has set up the second step of his log-in; these pages are for those who have.
OF_TWO_STEPS = ["/account/two-steps/app/off/", "/account/two-steps/codes/", "/account/two-steps/codes/new/"]
NOT_OURS = ("/cms/",)
A_FILE = re.compile(
    r"/(?:papers|evidence)/\d+/$|/gradebooks/\d+/$|/guardian/$|\.pdf$"
)  # a picture or a sheet: the browser's own viewer, no page of ours


@pytest.mark.parametrize("column", ORDER)
def test_every_sixth_page_of_a_role_answers_is_accessible_and_fits(visit, server: House, column: str) -> None:
    assert_good(by_turns(visit, screens(server, column)[::6], column))


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(len(TURNS)))
@pytest.mark.parametrize("column", ORDER)
def test_every_page_at_both_widths_in_both_languages(visit, server: House, column: str, turn: int) -> None:
    assert_good(by_turns(visit, screens(server, column), column, turn))


@pytest.mark.slow
@pytest.mark.parametrize("looks", LOOKS, ids=["dark", "large", "dark-xlarge"])
@pytest.mark.parametrize("column", ORDER)
def test_every_page_in_the_dark_and_in_large_letters(visit, server: House, column: str, looks: dict[str, str]) -> None:
    assert_good(by_turns(visit, screens(server, column), column, **looks))


def assert_good(faults: list[str]) -> None:
    assert not faults, "\n\n".join(faults)


def screens(server: House, column: str) -> list[str]:
    """The pages of this role that no role before it has shown."""
    paths = server.screens[column] + (OF_TWO_STEPS if column == "OFF" else [])
    seen = {path for other in ORDER[: ORDER.index(column)] for path in server.screens[other]}
    return [path for path in paths if path not in seen and not path.startswith(NOT_OURS) and not A_FILE.search(path)]


def by_turns(visit, paths: list[str], column: str, first: int = 0, **looks: str) -> list[str]:
    """What is wrong with these pages, each seen in one of the four turns, beginning with this one."""
    faults = []
    for n in range(len(TURNS)):
        width, lang = TURNS[(n + first) % len(TURNS)]
        faults += look(visit, column, paths[n :: len(TURNS)], width=width, lang=lang, **looks)
    return faults


def look(visit, column: str, paths: list[str], **how) -> list[str]:
    """What is wrong with these pages, opened one after another in one window."""
    if not paths:
        return []
    page = visit("/healthz", who="" if column == "anonymous" else column, **how)
    faults = []
    for path in paths:
        try:
            check(page, path)
        except AssertionError as fault:
            faults.append(f"{column} {how}: {fault}")
    page.context.close()
    return faults


def opened(page, path: str) -> Any:
    """A paper is fetched: a browser without windows downloads it instead of showing it."""
    if "." in path.rsplit("/", 1)[1]:
        return page.request.get(path)
    try:
        return page.goto(path)
    except Error as why:
        if "Download is starting" not in str(why):
            raise
        return page.request.get(path)


def check(page, path: str) -> None:
    answer = opened(page, path)
    assert answer.status == 200, f"{path} answers {answer.status}"
    if not answer.headers["content-type"].startswith("text/html"):
        return
    words = page.locator("body").inner_text()
    assert "{%" not in words and "{{" not in words, f"{path} shows a template tag"
    assert page.locator("h1").count() == 1, f"{path} has {page.locator('h1').count()} headings of the first order"
    assert_fits(page)
    assert_axe(page)
