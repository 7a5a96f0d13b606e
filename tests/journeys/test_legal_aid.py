"""G9 as 苏婉 lives it: referred on 21 September, decided by the 28th, assigned by 8 October; or refused in writing."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kit import clock
from tests.browser import IN_TURN
from tests.journeys.test_need_to_outcome import Looker, confirm, follow, keeps_silent, press
from tests.server import House
from tests.story import HER_NAME, HER_SECRETS

WORKDAY = (0, 1, 3, 4, 6, 7, 9, 10, 12, 13)  # mornings and afternoons, Monday to Friday
MONDAY = date(2026, 9, 21)
HER_BORN = HER_SECRETS[-1]  # as her ID number begins
WHY = "收入超过本市法律援助的经济困难标准，依据本市规定第四条"


@pytest.mark.parametrize("lang", IN_TURN)
def test_g9_granted_in_seven_days_and_assigned_by_the_end_of_the_holiday(visit_own, own_server: House, lang) -> None:
    how, look = {"width": 390, "lang": lang}, Looker(f"g9-{lang}", axe=True)
    own_server.set_clock(clock.at(MONDAY, 10))
    li = visit_own("/help/clients/", who="李明", **how)
    number = ask_for_aid(visit_own, li, own_server.things["client"], look, **how)
    without_licence(li, number, own_server.things["lawyer"], look)
    refer(li, number, look)
    due(li, "2026-09-28")

    ye = visit_own("/desk/", who="叶繁", **how)
    application(ye, li.url, look)
    due(ye, "2026-09-28")
    reads_what_was_released(ye, look)
    own_server.set_clock(clock.at(date(2026, 9, 28), 10))
    act(ye, "grant_aid")
    due(ye, "2026-10-08")
    look(ye, "granted")
    own_server.set_clock(clock.at(date(2026, 10, 8), 10))
    act(ye, "assign", lawyer="方律师", firm="东溪区法律援助中心")
    look(ye, "assigned")
    confirm(li, look, number)
    shut_to_strangers(visit_own, ye.url)


def test_g9_a_refusal_says_why_or_is_refused_itself(visit_own, own_server: House) -> None:
    how, look = {"width": 1440}, Looker("g9-refused", axe=True)
    own_server.set_clock(clock.at(MONDAY, 10))
    li = visit_own("/help/clients/", who="李明", **how)
    number = ask_for_aid(visit_own, li, own_server.things["client"], look, **how)
    refer(li, number, look)
    ye = visit_own("/desk/", who="叶繁", **how)
    application(ye, li.url, look)
    for text in ("", "不行", f"{HER_NAME}收入超过经济困难标准"):
        act(ye, "refuse_aid", refusal="means", refusal_text=text)
        assert ye.locator(".tq-errors").is_visible(), text
        assert box(ye, "refuse_aid").locator("textarea").input_value() == text, "what was typed stands there still"
    look(ye, "no-reason")
    act(ye, "refuse_aid", refusal="means", refusal_text=WHY)
    keeps_silent(ye)
    assert not ye.locator(".tq-errors").count(), ye.locator(".tq-errors").inner_text()
    look(ye, "refused")
    li.goto(f"/help/requests/{number}/")
    follow(li.locator("main a[href$='/review/']").first)
    assert WHY in li.locator("main").inner_text(), "the officer reads the reason, to tell her"
    look(li, "reason")


# --- the officer -------------------------------------------------------------------------------------------
def ask_for_aid(visit_own, page, code: str, look: Looker, **how) -> str:
    """Three pages; legal aid is a sensitive need, so that 孙洁 approves it."""
    page.goto(f"/help/clients/{code}/ask/")
    page.locator("input[name=need][value=legal_aid]").check()
    press(page)
    for bit in WORKDAY:
        page.locator(f"input[name=schedule][value='{bit}']").check()
    page.locator("[name=wish]").fill("被拖欠三个月工资，想请人帮忙申请仲裁")
    page.locator("[name=goal]").fill("拿回被拖欠的工资")
    press(page, "then", "check")
    press(page)
    number = page.url.rstrip("/").rsplit("/", 1)[1]
    sun = visit_own(f"/help/requests/{number}/", who="孙洁", **how)
    keeps_silent(sun)
    look(sun, "to-approve")
    follow(sun.locator("form[action$='/approve/'] button, a[href$='/approve/']").first)
    return number


def without_licence(page, number: str, lawyer: int, look: Looker) -> None:
    """罗衡's licence ran out in April: he is not among those who can be asked, and the page says why."""
    page.goto(f"/help/requests/{number}/match/")
    assert "罗衡" not in page.locator(".tq-rank").all_inner_texts()
    page.goto(f"/help/requests/{number}/why/{lawyer}/")
    assert re.search("资格|ualification", page.locator("main .tq-near").inner_text())
    look(page, "licence-over")


def refer(page, number: str, look: Looker) -> None:
    page.goto(f"/help/requests/{number}/")
    look(page, "request")
    follow(page.locator("main a[href$='/legal-aid/']").first)
    page.locator("select[name=matter]").select_option("wages")
    for name in ("full_name", "id_number"):
        page.locator(f"input[name=fields_told][value={name}]").check()
    look(page, "refer")
    press(page)
    assert re.search(r"/help/legal-aid/\d+/$", page.url), page.locator(".tq-errors").inner_text()
    look(page, "receipt")


# --- the agency --------------------------------------------------------------------------------------------
def application(page, url: str, look: Looker) -> None:
    """From the desk straight to the application, which tells nothing of who she is."""
    look(page, "agencys-desk")
    keeps_silent(page)
    follow(page.locator(f"main a[href='/{url.split('/', 3)[3]}']").first)
    keeps_silent(page)
    look(page, "application")


def reads_what_was_released(page, look: Looker) -> None:
    here = page.url
    follow(page.locator("form[action$='/granted/'] button"))
    facts = page.locator("main .tq-facts").inner_text()
    assert HER_NAME in facts and HER_BORN in facts, facts
    look(page, "released")
    page.goto(here)


def box(page, name: str):
    return page.locator(f"form:has(input[name=act][value={name}])")


def act(page, name: str, **said: str) -> None:
    form = box(page, name)
    if said and not form.is_visible():
        page.locator(f"details:has(input[name=act][value={name}]) > summary").click()
    for field, value in said.items():
        target = form.locator(f"[name={name}-{field}]")
        is_choice = target.evaluate("e => e.tagName") == "SELECT"
        target.select_option(value) if is_choice else target.fill(value)
    follow(form.locator("button[type=submit]"))


def due(page, day: str) -> None:
    """The clock at the head of the page runs out with this day."""
    head = page.locator(".tq-pagehead")
    assert head.locator(f"time[datetime^='{day}T23:59:59']").count(), head.inner_html()


def shut_to_strangers(visit_own, url: str) -> None:
    for stranger in ("赵强", "狱方经办", "许晴"):
        assert visit_own("/desk/", who=stranger).request.get(url).status == 404, stranger
