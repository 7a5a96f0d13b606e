"""From need to outcome, as the people of the story live it: 苏婉 finds work (G6), 王芳 and 春晖社工 help.

Each story has a server of its own, whose clock moves with it. Pages are found by address and field, not by words, so
that the same story runs in both languages; words are read where they matter.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from kit import clock
from tests.browser import assert_axe, assert_fits, picture
from tests.server import House
from tests.story import HER_NAME, HER_PHONE, HER_SECRETS, PASSWORD, TOTP_SECRET

MORNINGS = (0, 3, 6, 9, 12)  # Monday to Friday
SEWING, PACKING, DAY_SHIFT = 0, 1, 15
FEBRUARY_24 = "2026-02-24T23:59:59"
OBJECT = re.compile(r"/[A-Z]{1,2}-[\w-]+/|/\d+/")  # an address of one thing, not of a list


# --- G6: she looks for work --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("width", "lang", "script"),
    [
        (390, "zh-hans", True),
        (390, "en", False),
        pytest.param(1440, "zh-hans", True, marks=pytest.mark.slow),
        pytest.param(1440, "en", True, marks=pytest.mark.slow),
    ],
)
def test_g6_from_her_wish_to_work_found(visit_own, own_server: House, width: int, lang: str, script: bool) -> None:
    """In Chinese with script, in English without: every form of the main job works either way."""
    how = {"width": width, "lang": lang, "script": script}
    look = Looker(f"g6-{width}-{lang}", axe=script)
    officer = sign_in(visit_own, look, **how)
    walked = [officer]
    number = ask_for_work(officer, look, own_server.things["client"])
    offer = choose_the_factory(officer, look, number)

    factory = visit_own("/desk/", who="冯工", **how)
    walked.append(factory)
    accept(factory, look, offer)
    read_what_is_released(factory, look, number)
    own_server.set_clock(meet(factory, look))
    record_meeting(factory, look, number)
    end_and_report(factory, look, number)
    confirm(officer, look, number)
    for stranger in ("方圆", "赵强"):
        shut_out(visit_own("/desk/", who=stranger, **how), addresses(*walked))


def sign_in(visit_own, look: Looker, **how):
    """Through the door: password, then the code of the app."""
    page = visit_own("/account/login/?next=/help/clients/", **how)
    remember(page)
    look(page, "login")
    by_password = page.locator("form[action='/account/login/']")
    by_password.locator("input[name=login]").fill("liming@example.cn")
    by_password.locator("input[name=password]").fill(PASSWORD)
    follow(by_password.locator("button[type=submit]"))
    look(page, "code")
    page.locator("input[name=code]").fill(code_of_the_app())
    press(page)
    assert page.url.endswith("/help/clients/"), page.url
    look(page, "clients")
    return page


def ask_for_work(page, look: Looker, code: str) -> str:
    """Need, wish, check: three pages, and what gives her away is refused without losing what was typed."""
    page.goto(f"/help/clients/{code}/")
    look(page, "client")
    follow(page.locator("a[href$='/ask/']").first)
    page.locator("input[name=need][value=job_placement]").check()
    page.locator("input[name=urgency][value='2']").check()
    look(page, "ask-1")
    press(page)
    for bit in MORNINGS:
        page.locator(f"input[name=schedule][value='{bit}']").check()
    for skill in (SEWING, PACKING, DAY_SHIFT):
        page.locator(f"input[name=skills][value='{skill}']").check()
    page.locator("input[name=min_blocks]").fill("5")
    page.locator("input[name=max_km]").fill("15")
    page.locator("[name=goal]").fill("稳定上班三个月")
    for wrong in ("盗窃以后没人要她", f"电话 {HER_PHONE}"):
        page.locator("[name=wish]").fill(wrong)
        press(page, "then", "check")
        assert page.url.endswith("/edit/") and page.locator(".tq-errors").is_visible()
        assert page.locator("[name=wish]").input_value() == wrong
        assert page.locator("input[name=schedule]:checked").count() == 5
        assert page.locator("input[name=skills]:checked").count() == 3
    look(page, "ask-2-refused")
    page.locator("[name=wish]").fill("想在离家近的地方做缝纫或包装，上白班")
    look(page, "ask-2")
    press(page, "then", "check")
    assert page.url.endswith("/check/"), page.locator(".tq-errors").inner_text()
    look(page, "ask-3")
    keeps_silent(page)
    press(page)
    number = page.url.rstrip("/").rsplit("/", 1)[1]
    assert re.search("2月25日前|25 Feb", page.locator(".tq-need").inner_text()), "first response is due on 25 February"
    look(page, "request")
    return number


def choose_the_factory(page, look: Looker, number: str) -> str:
    """A, C, B with their points; the offer goes to A, with name, phone and skills for when it accepts."""
    follow(page.locator(f"a[href='/help/requests/{number}/match/']").first)
    ranked = page.locator(".tq-rank")
    told = [
        [ranked.nth(n).locator(css).first.inner_text() for css in ("h3", ".tq-total b")]
        + [ranked.nth(n).locator(".tq-score-key b").all_inner_texts()]
        for n in range(ranked.count())
    ]
    assert told == [
        ["云锦服装厂·车缝岗", "77.5", ["40.0", "22.5", "15.0", "0.0"]],
        ["春晖社工·巧手工坊", "70.0", ["40.0", "5.0", "10.0", "15.0"]],
        ["东溪物流园·包装工", "61.6", ["26.6", "15.0", "20.0", "0.0"]],
    ]
    assert page.locator("input[name=grant_fields]:checked").count() == 3
    page.locator("input[name=no_conflict]").check()
    look(page, "match")
    follow(page.locator("form:has(input[name=no_conflict]) button[type=submit]"))
    assert page.url.endswith(f"/help/requests/{number}/"), page.locator(".tq-errors").inner_text()
    look(page, "offered")
    return page.locator("a[href^='/help/offers/']").first.get_attribute("href")


def accept(page, look: Looker, offer: str) -> None:
    """The one who is asked sees the card and nothing else; two taps on the page of the offer."""
    remember(page)
    keeps_silent(page)
    look(page, "helper-desk")
    follow(page.locator(f"a[href='{offer}']").first)
    keeps_silent(page)
    assert page.locator(f"time[datetime^='{FEBRUARY_24}']").count(), "two working days end with 24 February"
    look(page, "offer")
    page.locator("input[name=knows_nobody]").check()
    follow(page.locator("form:has(input[value=accept]) button[type=submit]"))
    keeps_silent(page)
    assert page.locator(".alert-success").count()
    look(page, "offer-accepted")


def read_what_is_released(page, look: Looker, number: str) -> None:
    page.goto(f"/help/requests/{number}/")
    keeps_silent(page)
    look(page, "helper-request")
    follow(page.locator("form[action$='/granted/'] button"))
    facts = page.locator("main .tq-facts").inner_text()
    assert HER_NAME in facts and HER_PHONE in facts, facts
    for never in (*HER_SECRETS, "2027", "1985"):
        assert never not in page.content()
    look(page, "granted")
    follow(page.locator("main .tq-actions a"))


# --- what every helper does --------------------------------------------------------------------------------
def meet(page, look: Looker) -> datetime:
    """Book the first meeting as the page proposes it; the instant at which it is over."""
    follow(page.locator("main a[href$='/sessions/new/']").first)
    look(page, "book")
    day = date.fromisoformat(page.locator("input[name=day]").input_value())
    end = page.locator("input[name=end]").input_value()
    press(page)
    assert OBJECT.search(page.url) and not page.url.endswith("/new/"), page.locator(".tq-errors").inner_text()
    return clock.at(day, int(end[:2]), 30)


def record_meeting(page, look: Looker, number: str) -> None:
    """One page, one button: the minutes stand there already."""
    page.goto(f"/help/requests/{number}/")
    follow(page.locator("main a.btn[href$='/record/']").first)
    look(page, "record")
    follow(page.locator("form:has(input[value=held]) button[type=submit]"))
    assert page.url.endswith(f"/help/requests/{number}/"), page.locator(".tq-errors").inner_text()


def end_and_report(page, look: Looker, number: str, outcome: str = "employed") -> None:
    page.goto(f"/help/requests/{number}/")
    follow(page.locator("main a[href$='/finish/']"))
    look(page, "finish")
    press(page)
    report(page, look, outcome)


def report(page, look: Looker, outcome: str) -> None:
    page.locator("select[name=outcome]").select_option(outcome)
    for goal in range(page.locator("textarea[name^=evidence_]").count()):
        page.locator(f"input[name=result_{goal}][value=reached]").check()
        page.locator(f"textarea[name=evidence_{goal}]").fill("2 月 14 日到岗，考勤表第 3 页")
    look(page, "report")
    press(page)
    assert not page.url.endswith("/report/"), page.locator(".tq-errors").inner_text()


def confirm(page, look: Looker, number: str) -> None:
    """The officer has asked the person; the outcome then stands on the page of the request."""
    page.goto(f"/help/requests/{number}/")
    follow(page.locator("main a[href$='/review/']"))
    for name, value in (("need_met", "yes"), ("person_says", "yes"), ("satisfaction", "5")):
        page.locator(f"input[name={name}][value='{value}']").check()
    look(page, "review")
    follow(page.locator("form:has(input[value=confirm]) button[type=submit]"))
    assert page.url.endswith(f"/help/requests/{number}/"), page.locator(".tq-errors").inner_text()
    assert page.locator("section:has(#re) .alert-success").count(), "the outcome stands on the page"
    look(page, "closed")


# --- a volunteer -------------------------------------------------------------------------------------------
def test_a_volunteers_hour_goes_from_offer_to_ledger(visit_own, own_server: House) -> None:
    number, look = own_server.things["volunteer's request"], Looker("volunteer-390")
    wang = visit_own("/volunteers/", who="王芳", width=390)
    accept(wang, look, f"/help/offers/{own_server.things['offer to 王芳']}/")
    wang.goto(f"/help/requests/{number}/")
    own_server.set_clock(meet(wang, look))
    record_meeting(wang, look, number)
    wang.goto("/volunteers/hours/")
    assert "1 小时" in wang.locator("main").inner_text() and "待核实" in wang.locator("main").inner_text()
    look(wang, "ledger-waiting")

    li = visit_own("/volunteers/verify/", who="李明", width=390)
    line = li.locator("tr, li").filter(has_text="王芳").filter(has_text="9:00–10:00").filter(has_text="2月14日")
    follow(line.locator("a[href^='/volunteers/verify/']").first)
    assert li.locator("input[name=minutes]").input_value() == "60"
    look(li, "verify")
    follow(li.locator("form:has(input[value=verify]) button[type=submit]"))

    wang.goto("/volunteers/hours/")
    line = wang.locator("tr, li").filter(has_text="2026年2月14日").filter(has_text="9:00–10:00")
    assert "已确认" in line.first.inner_text()
    look(wang, "ledger")


# --- a social organisation ---------------------------------------------------------------------------------
def test_an_organisation_names_a_worker_whose_plan_holds_by_silence(visit_own, own_server: House) -> None:
    number, look = own_server.things["provider's request"], Looker("provider-390")
    xu = visit_own("/desk/", who="许晴", width=390)
    xu.goto(f"/help/offers/{own_server.things['offer to 春晖社工']}/")
    xu.locator("select[name=worker]").select_option(label="周敏")
    xu.locator("input[name=knows_nobody]").check()
    follow(xu.locator("form:has(input[value=accept]) button[type=submit]"))
    assert "周敏" in xu.locator("main .alert-success").last.inner_text()

    zhou = visit_own(f"/help/requests/{number}/", who="周敏", width=390)
    first = meet(zhou, look)
    own_server.set_clock(first)
    record_meeting(zhou, look, number)
    propose_plan(zhou, look)
    pass_in_silence(zhou, own_server, number)

    second = meet(zhou, look)
    assert second.date() == date(2026, 2, 28), "two weeks after the first, for a week after it has gone by"
    own_server.set_clock(second)
    record_meeting(zhou, look, number)
    end_and_report(xu, look, number, "relationship_improved")
    send_back_once(visit_own, xu, look, number)
    li = visit_own("/desk/", who="李明", width=390)
    confirm(li, look, number)
    assert "补充证书编号" not in li.locator("section:has(#re) .alert-warning").all_inner_texts()


def propose_plan(page, look: Looker) -> None:
    follow(page.locator("main a[href$='/plan/']").first)
    page.locator("[name=goals]").fill("每周见面一次\n会用手机办社保")
    page.locator("[name=sessions_n]").fill("2")
    look(page, "plan")
    press(page)


def pass_in_silence(page, server: House, number: str) -> None:
    """14 February counts as a working day, then come 24, 25 and 26: on the 27th the plan holds."""
    told = server.manage("shell", "-c", SILENCE % number)
    assert told.split()[-2:] == ["planning", "in_service"]
    page.goto(f"/help/requests/{number}/")


SILENCE = """
from datetime import date
from kit import clock
from matching import models, tasks
for instant in (clock.at(date(2026, 2, 26), 23, 50), clock.at(date(2026, 2, 27))):
    clock.start_from(instant)
    tasks.clocks(None)
    print(models.AssistanceRequest.objects.get(number="%s").status)
"""


def send_back_once(visit_own, helper, look: Looker, number: str) -> None:
    li = visit_own(f"/help/requests/{number}/review/", who="李明", width=390)
    li.locator("details:has(input[value=send_back]) summary").click()
    li.locator("[name=back-reason]").fill("补充培训的日期")
    follow(li.locator("form:has(input[value=send_back]) button[type=submit]"))
    helper.goto(f"/help/requests/{number}/report/")
    assert "补充培训的日期" in helper.locator("main").inner_text()
    assert helper.locator("textarea[name=evidence_0]").input_value(), "what was written stands there still"
    report(helper, look, "relationship_improved")


# --- means -------------------------------------------------------------------------------------------------
class Looker:
    """Looks at every page the story comes by: it fits, is accessible, and is kept as a picture. The pages of the
    later stories are looked at by axe in `test_every_screen.py`."""

    def __init__(self, name: str, *, axe: bool = False) -> None:
        self.name, self.axe, self.n = name, axe, 0

    def __call__(self, page, what: str) -> None:
        self.n += 1
        picture(page, f"{self.name}-{self.n:02d}-{what}")
        assert_fits(page)
        if self.axe:
            assert_axe(page)


def follow(target) -> None:
    """Click what leads to another page, and be there."""
    with target.page.expect_navigation():
        target.click()


def press(page, name: str = "", value: str = "") -> None:
    """The main button of the page, or the one of this name and value."""
    which = f"[name={name}][value={value}]" if name else ".btn-primary"
    follow(page.locator(f"main form button{which}").first)


def code_of_the_app() -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30))


def keeps_silent(page) -> None:
    """Nothing of her is in the source of the page but what the card says."""
    for secret in (HER_NAME, HER_PHONE, *HER_SECRETS):
        assert secret not in page.content(), f"{page.url} gives {secret} away"


def remember(page) -> None:
    page.walked = set()
    page.on("framenavigated", lambda frame: page.walked.add(frame.url))


def addresses(*pages) -> Iterator[str]:
    """The addresses of single things by which these people came."""
    for url in sorted(set().union(*(page.walked for page in pages))):
        path = "/" + url.split("?")[0].split("#")[0].split("/", 3)[3]
        if path.startswith("/help/") and OBJECT.search(path):
            yield path


def shut_out(page, paths: Iterator[str]) -> None:
    opened = {path: status for path in paths if (status := page.request.get(path).status) not in (404, 405)}
    assert not opened, opened
