"""Wagtail's own screens as our editor meets them: they work under our content policy, and are looked at with axe."""

from __future__ import annotations

import pytest

from tests.browser import axe_breaches, picture, read_json

WIDTHS = (390, 1440)


def home_of(page) -> int:
    """The Chinese home page, as the explorer's own list names it."""
    found = read_json(page, "/cms/api/main/pages/?child_of=1&fields=*")
    return next(item["id"] for item in found["items"] if item["meta"]["type"] == "cms.HomePage")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_editors_desk_and_the_page_editor_are_accessible_under_our_policy(visit, width: int) -> None:
    page = visit("/cms/", who="CMS", width=width)
    home = home_of(page)
    paths = [
        "/cms/",
        "/cms/pages/",
        f"/cms/pages/{home}/",
        f"/cms/pages/{home}/edit/",
        "/cms/images/",
        "/cms/images/add/",
    ]
    found = []
    for path in paths:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        picture(page, f"cms-{width}-{path.strip('/').replace('/', '-')}")
        found += [f"{path} {rule} {said}" for rule, said in axe_breaches(page).items()]
    assert not found, "\n".join(found)


def test_the_editor_hands_in_a_page_by_hand(visit_own) -> None:
    """The buttons themselves, with Wagtail's script under our policy; the manager finds it on the desk."""
    page = visit_own("/cms/", who="CMS")
    home = home_of(page)
    page.goto(f"/cms/pages/{home}/edit/")
    page.locator("[name=hero_intro]").fill("同走一段桥，回到日常里。")
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-submit]").click()
    page.wait_for_url("**/cms/pages/**")
    page.goto(f"/cms/pages/{home}/edit/")
    assert page.locator("button[name=action-submit]").count() == 0, "it waits, and is not handed in twice"
    assert "林悦" in page.locator("#wagtail-sidebar").inner_text()
    manager = visit_own("/desk/", who="MUN")
    assert f"/cms/pages/{home}/edit/" in manager.content()
