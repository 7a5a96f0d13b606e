"""G10: a notice of 10 July for 31 July is late; a place waits from that day; met on it, helped until 31 July 2031.

The skills certificate of the prison's school travels with the notice, and the help that follows is dated and freely
taken. Beside it: a lecture, offered from outside and held inside.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from kit import clock
from tests import build
from tests.browser import IN_TURN
from tests.journeys.test_need_to_outcome import MORNINGS, Looker, follow, press
from tests.server import House

AT, RELEASE, TERM = date(2026, 7, 10), date(2026, 7, 31), date(2031, 7, 31)
HIS_NAME, HIS_PHONE, HIS_PLACE = "田归", "15400000077", "望归路三号"
PAPER = "ZY-2026-031"


@pytest.mark.parametrize("lang", IN_TURN)
def test_g10_from_the_notice_to_help_of_his_own_will(visit_own, own_server: House, lang) -> None:
    how, look = {"width": 390, "lang": lang}, Looker(f"g10-{lang}", axe=True)
    own_server.set_clock(clock.at(AT, 10))
    clerk = visit_own("/help/notices/", who="狱方经办", **how)
    number = announce(clerk, own_server.things["town"], look)

    li = visit_own("/help/releases/", who="李明", **how)
    code = receive(li, number, look)
    asked = reserve(visit_own, li, code, look, **how)
    own_server.set_clock(clock.at(RELEASE, 9))
    meet_on_the_day(li, number, look)
    li.goto(f"/help/requests/{asked}/")
    look(li, "the-place-waits")

    clerk.goto(f"/help/notices/{number}/")
    assert re.search("已衔接|Met", clerk.locator("main").inner_text()), "the prison hears that he was met, no more"
    look(clerk, "prison-hears")
    keep_in_touch(own_server, li, number, look)
    counted(visit_own, look, **how)
    shut_to_strangers(visit_own, number)


# --- the prison --------------------------------------------------------------------------------------------
def announce(page, town: str, look: Looker) -> str:
    """One page; a wrong number keeps what was typed; the receipt says by how many days the notice is late."""
    look(page, "notices")
    follow(page.locator("main a[href$='/notices/new/']").first)
    said = {"full_name": HIS_NAME, "id_number": "990103198503070011", "address": HIS_PLACE, "phone": HIS_PHONE,
            "offence": "盗窃罪", "release_on": RELEASE.isoformat(), "number_1": PAPER, "issuer_1": "云栖监狱职业学校",
            "issued_on_1": "2026-05-20"}  # fmt: skip
    for name, value in said.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("select[name=town]").select_option(town)
    page.locator("select[name=skill_1]").select_option("0")
    page.locator("input[name=needs][value=job_placement]").check()
    page.locator("input[name=must_meet]").check()
    look(page, "announce")
    press(page)
    assert page.locator(".tq-errors").is_visible()
    assert page.locator("[name=full_name]").input_value() == HIS_NAME
    look(page, "wrong-number")
    page.locator("[name=id_number]").fill(build.id_number(date(1985, 3, 7), sex=1))
    press(page)
    number = page.url.rstrip("/").rsplit("/", 1)[1]
    told = page.locator("main").inner_text()
    assert re.search("晚了 9 天|late by 9 d", told) and re.search("7月1日|1 Jul", told), told
    gives_nothing_away(page)
    look(page, "receipt")
    return number


# --- the office --------------------------------------------------------------------------------------------
def receive(page, number: str, look: Looker) -> str:
    """From the list to the receipt in two pages; the file stands there from the day of release, with his skill."""
    look(page, "releases")
    follow(page.locator(f"main a[href$='/{number}/']").first)
    look(page, "notice")
    follow(page.locator("main a[href$='/receive/']"))
    look(page, "receive")
    press(page)
    assert page.locator("main").inner_text().count("缝纫") or page.locator("main").inner_text().count("ewing")
    gives_nothing_away(page)
    look(page, "received")
    follow(page.locator("main a[href^='/help/clients/']"))
    gives_nothing_away(page)
    told = page.locator("aside").all_inner_texts()
    assert any(re.search("缝纫|ewing", text) for text in told), told
    look(page, "file")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def reserve(visit_own, page, code: str, look: Looker, **how) -> str:
    """His consent came on paper; 云锦服装厂 takes him from the day of release and not a day earlier."""
    page.goto(f"/help/clients/{code}/consents/add/")
    page.locator("input[name=basis][value=consent]").check()
    page.locator("[name=paper]").fill("TY-2026-207")
    page.locator("[name=for_employer]").check()
    press(page)
    number = ask(page, code, look)
    follow(page.locator(f"a[href='/help/requests/{number}/match/']").first)
    assert "云锦服装厂" in page.locator(".tq-rank h3").first.inner_text()
    page.locator("input[name=no_conflict]").check()
    look(page, "match")
    follow(page.locator("form:has(input[name=no_conflict]) button[type=submit]"))
    offer = page.locator("a[href^='/help/offers/']").first.get_attribute("href")

    factory = visit_own("/desk/", who="冯工", **how)
    follow(factory.locator(f"a[href='{offer}']").first)
    gives_nothing_away(factory)
    factory.locator("input[name=knows_nobody]").check()
    follow(factory.locator("form:has(input[value=accept]) button[type=submit]"))
    factory.goto(f"/help/requests/{number}/")
    follow(factory.locator("main a[href$='/sessions/new/']").first)
    assert factory.locator("input[name=day]").input_value() == RELEASE.isoformat(), "from the day of release"
    factory.locator("input[name=day]").fill("2026-07-30")
    press(factory)
    assert factory.locator(".tq-errors").is_visible(), "nobody meets him before"
    look(factory, "too-early")
    factory.locator("input[name=day]").fill(RELEASE.isoformat())
    press(factory)
    assert not factory.url.endswith("/new/"), factory.locator(".tq-errors").inner_text()
    return number


def ask(page, code: str, look: Looker) -> str:
    page.goto(f"/help/clients/{code}/ask/")
    page.locator("input[name=need][value=job_placement]").check()
    press(page)
    for bit in MORNINGS:
        page.locator(f"input[name=schedule][value='{bit}']").check()
    page.locator("input[name=min_blocks]").fill("5")
    page.locator("[name=wish]").fill("会缝纫，想出来就有活干")
    page.locator("[name=goal]").fill("稳定上班三个月")
    press(page, "then", "check")
    look(page, "ask")
    press(page)
    return page.url.rstrip("/").rsplit("/", 1)[1]


def meet_on_the_day(page, number: str, look: Looker) -> None:
    """Who must be met is the day's task; once met, the help term runs for five years."""
    page.goto("/desk/")
    assert page.locator(f"main a[href$='/{number}/']").count(), "to be met today"
    look(page, "desk-of-the-day")
    follow(page.locator(f"main a[href$='/{number}/']").first)
    follow(page.locator("main a[href$='/met/']"))
    page.locator("[name=met_on]").fill(AT.isoformat())
    press(page)
    assert page.locator(".tq-errors").is_visible(), "nobody is met before the release"
    page.locator("[name=met_on]").fill(RELEASE.isoformat())
    press(page)
    told = page.locator("main").inner_text()
    assert re.search("2031年7月31日|31 Jul(y)? 2031", told), told
    due(page, "2026-08-10")
    look(page, "linked")


def keep_in_touch(server: House, page, number: str, look: Looker) -> None:
    """The first contact within ten days, the next within ninety; the desk has each when its day comes. He may stop."""
    server.set_clock(clock.at(date(2026, 8, 5), 10))
    page.goto(f"/help/releases/{number}/")
    follow(page.locator("main a[href^='/help/'][href$='/contact/']"))
    page.locator("input[name=way][value=phone]").check()
    page.locator("[name=note]").fill("上班一周，想学电工")
    look(page, "contact")
    press(page)
    due(page, "2026-11-03")
    assert "上班一周" in page.locator("main").inner_text()
    look(page, "in-help")
    page.goto("/help/releases/?show=running")
    assert page.locator(f"tr:has(a[href$='/{number}/']) time[datetime^='2026-11-03']").count()
    look(page, "due-list")


def counted(visit_own, look: Looker, **how) -> None:
    """K19: of four notices of 东溪区 none was in time; whoever was met, was met within ten days."""
    sun = visit_own("/help/releases/", who="孙洁", **how)
    told = sun.locator("aside table, main table").last.inner_text()
    assert re.search(r"0\.0%\s*\(0/", told), told
    look(sun, "k19")


def due(page, day: str) -> None:
    head = page.locator(".tq-pagehead")
    assert head.locator(f"time[datetime^='{day}']").count(), head.inner_html()


def gives_nothing_away(page) -> None:
    for secret in (HIS_NAME, HIS_PHONE, HIS_PLACE, "盗窃", PAPER):
        assert secret not in page.content(), f"{page.url} gives {secret} away"


def shut_to_strangers(visit_own, number: str) -> None:
    for stranger in ("赵强", "叶繁", "许晴", "王芳"):
        page = visit_own("/desk/", who=stranger)
        for path in (f"/help/releases/{number}/", f"/help/notices/{number}/"):
            assert page.request.get(path).status == 404, (stranger, path)


# --- lectures ----------------------------------------------------------------------------------------------
def test_a_lecture_is_offered_outside_and_held_inside(visit_own, own_server: House) -> None:
    how, look = {"width": 390}, Looker("lecture", axe=True)
    own_server.set_clock(clock.at(AT, 10))
    wang = visit_own("/help/lectures/", who="王芳", **how)
    said = {"topic": "怎样写简历", "about": "求职和面试", "minutes": "90", "day_1": "2026-07-09"}
    for name, value in said.items():
        wang.locator(f"main [name={name}]").fill(value)
    offer = wang.locator("form:has(input[value=offer]) button[type=submit]")
    follow(offer)
    assert wang.locator(".tq-errors").is_visible() and wang.locator("[name=topic]").input_value() == "怎样写简历"
    look(wang, "yesterday")
    wang.locator("[name=day_1]").fill("2026-07-20")
    wang.locator("[name=day_2]").fill("2026-07-22")
    follow(offer)
    look(wang, "offered")

    clerk = visit_own("/help/lectures/", who="狱方经办", **how)
    card = clerk.locator("li.card", has_text="怎样写简历")
    card.locator("select[name=on]").select_option("2026-07-22")
    look(clerk, "pick")
    follow(card.locator("button[value=confirm]"))
    own_server.set_clock(clock.at(date(2026, 7, 22), 17))
    clerk.goto("/help/lectures/")
    card.locator("input[name=listeners]").fill("42")
    follow(card.locator("button[value=hold]"))
    wang.goto("/help/lectures/")
    assert "听课 42 人" in wang.locator("li.card", has_text="怎样写简历").inner_text()
    look(wang, "held")
