"""Every page of every role: it answers, is accessible, fits the screen, and speaks through nothing but its words.

Which pages there are is asked of `tests/matrix.csv`: whatever answers 200 there is opened here. Each page is seen once,
on a phone or on a desk, in Chinese or English by turns; the slow test sees all of them in every look.
"""

from __future__ import annotations

import pytest

from tests.browser import assert_axe, assert_fits
from tests.fullhouse import COLUMNS
from tests.server import House

TURNS = [(390, "zh-hans"), (1440, "en"), (390, "en"), (1440, "zh-hans")]
LOOKS = [{}, {"theme": "dark"}, {"size": "large"}, {"theme": "dark", "size": "xlarge"}]
# Whoever comes first shows a page that several roles share.
FIRST = ("anonymous", "OFF", "VOL", "NGA", "NGC", "RES", "CBM", "MUN", "SYS")
ORDER = (*FIRST, *(column for column in COLUMNS if column not in FIRST))
# 李明 has set up the second step of his log-in; these pages are for those who have.
OF_TWO_STEPS = ["/account/two-steps/app/off/", "/account/two-steps/codes/", "/account/two-steps/codes/new/"]
NOT_OURS = ("/cms/",)


@pytest.mark.parametrize("column", ORDER)
def test_every_page_of_a_role_answers_is_accessible_and_fits(visit, server: House, column: str) -> None:
    seen = {path for other in ORDER[: ORDER.index(column)] for path in server.screens[other]}
    mine = [path for path in screens(server, column) if path not in seen]
    faults = []
    for turn, (width, lang) in enumerate(TURNS):
        faults += look(visit, column, mine[turn :: len(TURNS)], width=width, lang=lang)
    assert not faults, "\n\n".join(faults)


@pytest.mark.slow
@pytest.mark.parametrize("looks", LOOKS, ids=["light", "dark", "large", "dark-xlarge"])
@pytest.mark.parametrize("column", ORDER)
def test_every_page_of_a_role_in_every_look(visit, server: House, column: str, looks: dict[str, str]) -> None:
    faults = []
    for width, lang in TURNS:
        faults += look(visit, column, screens(server, column), width=width, lang=lang, **looks)
    assert not faults, "\n\n".join(faults)


def screens(server: House, column: str) -> list[str]:
    paths = server.screens[column] + (OF_TWO_STEPS if column == "OFF" else [])
    return [path for path in paths if not path.startswith(NOT_OURS)]


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


def check(page, path: str) -> None:
    answer = page.request.get(path) if "." in path.rsplit("/", 1)[1] else page.goto(path)
    assert answer.status == 200, f"{path} answers {answer.status}"
    if not answer.headers["content-type"].startswith("text/html"):
        return
    words = page.locator("body").inner_text()
    assert "{%" not in words and "{{" not in words, f"{path} shows a template tag"
    assert page.locator("h1").count() == 1, f"{path} has {page.locator('h1').count()} headings of the first order"
    assert_fits(page)
    assert_axe(page)
