"""An officer takes an applicant from the desk to the volunteers, on a phone and at the office without script."""

from __future__ import annotations

import pytest

from tests.browser import assert_fits
from tests.journeys.test_need_to_outcome import Looker
from tests.server import House

NAME = "白露"


@pytest.mark.parametrize(
    ("width", "lang", "script"), [(390, "zh-hans", True), pytest.param(1440, "en", False, marks=pytest.mark.slow)]
)
def test_an_applicant_is_looked_at_and_admitted(visit_own, own_server: House, width, lang, script) -> None:
    look = Looker(f"vetting-{width}-{lang}", axe=script)
    desk = visit_own("/volunteers/vetting/", who="李明", width=width, lang=lang, script=script)
    look(desk, "desk")
    assert_fits(desk)

    desk.get_by_label(NAME).check()
    send(desk, "identity")
    look(desk, "verified-together")
    desk.get_by_role("link", name=NAME).click()
    look(desk, "applicant")
    assert_fits(desk)
    assert "面谈惊蛰" not in desk.content(), "what was talked about is not shown unasked"

    desk.locator("a[href$='/details/']").click()
    desk.locator("[name=purpose]").fill("核对本人")
    desk.locator("main form button[type=submit]").click()
    look(desk, "details")
    assert "面谈惊蛰" in desk.content()
    desk.locator("main .btn-primary").click()

    send(desk, "admit")
    look(desk, "admitted")
    assert desk.locator("main form [name=act]").count() == 0, "nothing is left to decide"
    desk.goto("/volunteers/list/")
    assert desk.get_by_role("link", name=NAME).count() == 1


def send(page, act: str) -> None:
    """Press the button of an act: of its own form, or one of several of the same form."""
    own = page.locator(f"form:has(input[name=act][value={act}]) button[type=submit]")
    (own if own.count() else page.locator(f"button[name=act][value={act}]")).first.click()
    page.wait_for_load_state()
