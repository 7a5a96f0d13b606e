"""A form that was filled in while the log-in ran out: after coming in again by the door it is sent once more."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser import assert_axe, assert_fits, picture
from tests.story import PASSWORD, TOTP_SECRET

FORGET = """
from accounts.sessions import SessionStore
session = SessionStore({key!r})
session["request_at"] = 1
session.save()
"""


def test_what_was_filled_in_outlives_the_log_in(visit_own, own_server) -> None:
    page = visit_own("/account/stand-in/", who="李明", width=390)
    page.get_by_label("代办人").select_option(label="陈静")
    page.get_by_label("开始日").fill("2026-03-02")
    page.get_by_label("结束日").fill("2026-03-03")
    own_server.manage("shell", "-c", FORGET.format(key=own_server.people["李明"]))
    page.get_by_role("button", name="安排代办").click()
    page.wait_for_url("**/account/login/**")
    assert "填的内容替您留着" in page.locator("body").inner_text()

    form = page.locator("form", has=page.locator("input[name=password]"))
    form.locator("input[name=login]").fill("liming@example.cn")
    form.locator("input[name=password]").fill(PASSWORD)
    form.get_by_role("button", name="登录").click()
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30)))
    page.locator("main").get_by_role("button").first.click()

    page.wait_for_url("**/account/kept/")
    assert_axe(page)
    assert_fits(page)
    picture(page, "kept-390")
    page.get_by_role("button", name="再提交一次").click()
    page.wait_for_url("**/account/stand-in/")
    assert "代办已安排" in page.locator("body").inner_text()
