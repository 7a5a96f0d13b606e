"""Correction groups on their page: a woman for a woman (R-CC-03), somebody who knows minors for a minor (R-MIN-01)."""

from __future__ import annotations

from tests.journeys.test_need_to_outcome import Looker, follow
from tests.server import House


def test_g6_two_men_are_no_group_for_her_and_the_last_woman_stays(visit_own, own_server: House) -> None:
    look = Looker("group-390", axe=True)
    page = visit_own(f"/help/clients/{own_server.things['client']}/group/", who="李明", width=390)
    look(page, "empty")
    add(page, "committee", "周一", 1)
    add(page, "family", "周二", 1)
    assert "至少要有一名女性成员" in page.locator("main .alert-warning").inner_text()
    assert not confirm_button(page).count(), "there is nothing to confirm"
    look(page, "two-men")
    add(page, "social_worker", "周三", 2)
    follow(confirm_button(page))
    assert "已确认" in page.locator(".tq-pagehead").inner_text()
    leave(page, "周三")
    assert "女性成员" in page.locator(".tq-errors").inner_text() and "周三" in page.locator("main").inner_text()
    look(page, "last-woman")
    leave(page, "周一")
    assert "周一" not in page.locator("[aria-labelledby=members]").inner_text()


def test_a_minors_group_needs_somebody_who_knows_minors(visit_own, own_server: House) -> None:
    look = Looker("minors-group", axe=True)
    address = f"/help/clients/{own_server.things['minor']}/group/"
    page = visit_own(address, who="陈静", width=390)
    while (button := page.locator("form:has(input[value=leave]) button")).count():
        follow(button.first)
    add(page, "family", "吴大", 2)
    assert "熟悉未成年人" in page.locator("main .alert-warning").inner_text()
    assert not confirm_button(page).count()
    look(page, "lacks")
    add(page, "school", "吴二", 1, knows_minors=True)
    follow(confirm_button(page))
    leave(page, "吴二")
    assert "熟悉未成年人" in page.locator(".tq-errors").inner_text()
    look(page, "stays")
    for other in ("李明", "孙洁", "赵强", "许晴"):
        assert visit_own("/desk/", who=other).request.get(address).status == 404, other


def add(page, kind: str, name: str, sex: int, *, knows_minors: bool = False) -> None:
    form = page.locator("form:has(input[name=act][value=add])")
    form.locator("[name=kind]").select_option(kind)
    form.locator("[name=name]").fill(name)
    form.locator("[name=sex]").select_option(str(sex))
    if knows_minors:
        form.locator("[name=knows_minors]").check()
    follow(form.locator("button[type=submit]"))


def confirm_button(page):
    return page.locator("form:has(input[value=confirm]) button")


def leave(page, name: str) -> None:
    follow(page.locator("li.card", has_text=name).locator("form:has(input[value=leave]) button"))
