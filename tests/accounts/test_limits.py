"""Limits on trying: kept in the cache of an installation without Redis, counted truly across processes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts import post
from config.cache import FileCache
from tests.accounts import adders
from tests.accounts.conftest import PASSWORD, log_in, totp
from tests.accounts.test_coming_in import CODE, CONFIRM, at_home, sent_code

WRONG = "falsch-falsch-falsch"


def test_the_default_cache_is_the_one_of_files():
    assert isinstance(cache._connections["default"] if hasattr(cache, "_connections") else cache, FileCache)


def test_five_wrong_passwords_close_an_account_for_a_while_from_wherever_they_come(city):
    for n in range(5):
        log_in(Client(), "officer@example.org", WRONG, REMOTE_ADDR=f"10.0.0.{n}")
    answer = log_in(Client(), "officer@example.org", PASSWORD, REMOTE_ADDR="10.0.0.99")
    assert "尝试的次数太多了" in answer.content.decode(), "the right password does not help either"
    assert log_in(Client(), "manager@example.org", REMOTE_ADDR="10.0.0.99").status_code == 302, "others do log in"


def test_the_account_opens_again_after_five_minutes(city, monkeypatch):
    for n in range(6):
        log_in(Client(), "officer@example.org", WRONG, REMOTE_ADDR=f"10.0.0.{n}")
    later = time.time() + 301
    monkeypatch.setattr("time.time", lambda: later)
    assert log_in(Client(), "officer@example.org").status_code == 302


def test_ten_wrong_passwords_a_minute_close_the_address_for_everybody_there(city):
    for n in range(10):
        log_in(Client(), f"nobody{n}@example.org", WRONG)
    assert "尝试的次数太多了" in log_in(Client(), "officer@example.org").content.decode()
    assert log_in(Client(), "officer@example.org", REMOTE_ADDR="10.0.0.7").status_code == 302


def test_an_unknown_account_is_closed_just_the_same(city):
    for n in range(5):
        log_in(Client(), "nobody@example.org", WRONG, REMOTE_ADDR=f"10.0.0.{n}")
    assert "尝试的次数太多了" in log_in(Client(), "nobody@example.org", REMOTE_ADDR="10.0.0.9").content.decode()


def test_a_log_in_now_and_then_does_not_wipe_the_count(city):
    for n in range(4):
        log_in(Client(), "officer@example.org", WRONG, REMOTE_ADDR=f"10.0.0.{n}")
    assert log_in(Client(), "officer@example.org", REMOTE_ADDR="10.0.0.8").status_code == 302
    log_in(Client(), "officer@example.org", WRONG, REMOTE_ADDR="10.0.0.5")
    assert log_in(Client(), "officer@example.org", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_one_number_gets_one_code_in_half_a_minute_and_five_an_hour(city, monkeypatch):
    start, sent = time.time(), []
    for n in range(8):
        monkeypatch.setattr("time.time", lambda at=start + n * 31: at)
        for _twice in range(2):
            Client().post(CODE, {"contact": "15400000001"}, REMOTE_ADDR=f"10.0.0.{n}")
        sent.append(len(post.kept_here))
    assert sent == [1, 2, 3, 4, 5, 5, 5, 5]


def test_an_unknown_number_is_limited_just_the_same(city):
    assert Client().post(CODE, {"contact": "15400000009"}).status_code == 302
    again = Client().post(CODE, {"contact": "154 0000 0009"})
    assert again.status_code == 200 and "尝试的次数太多了" in again.content.decode()


def test_one_address_asks_for_twenty_codes_a_minute_at_most(city):
    answers = [Client().post(CODE, {"contact": f"154000010{n:02d}"}).status_code for n in range(22)]
    assert answers == [302] * 20 + [200] * 2


def test_three_wrong_codes_end_the_attempt(city):
    client = Client()
    client.post(CODE, {"contact": "15400000001"})
    code = sent_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _n in range(3):
        answer = client.post(CONFIRM, {"code": wrong})
    assert answer["Location"] == reverse("account_request_login_code")
    client.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_code_lapses_after_five_minutes(city, monkeypatch):
    client = Client()
    client.post(CODE, {"contact": "15400000001"})
    code, later = sent_code(), time.time() + 301
    monkeypatch.setattr("time.time", lambda: later)
    client.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in client.session


def test_five_wrong_second_factors_close_the_account_even_in_new_sessions(city):
    for n in range(5):
        client = Client()
        log_in(client, "officer@example.org", REMOTE_ADDR=f"10.0.0.{n}")
        client.post(reverse("mfa_authenticate"), {"code": "000000"}, REMOTE_ADDR=f"10.0.0.{n}")
    client = Client()
    log_in(client, "officer@example.org", REMOTE_ADDR="10.0.0.8")
    client.post(reverse("mfa_authenticate"), {"code": totp()}, REMOTE_ADDR="10.0.0.8")
    assert not at_home(client) and "_auth_user_id" not in client.session


def test_three_links_an_hour_for_one_address(city):
    from django.core import mail

    answers = [
        Client().post(reverse("account_reset_password"), {"email": "officer@example.org"}).status_code
        for _n in range(5)
    ]
    assert answers == [302, 302, 302, 429, 429] and len(mail.outbox) == 3


def test_who_knocks_is_told_by_a_trusted_proxy_only(city, settings):
    for n in range(11):
        log_in(Client(), f"n{n}@example.org", WRONG, HTTP_X_FORWARDED_FOR=f"8.8.8.{n}")
    blocked = log_in(Client(), "officer@example.org", HTTP_X_FORWARDED_FOR="8.8.4.4")
    assert blocked.status_code == 200, "a header anybody can send gives no new address"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert log_in(Client(), "officer@example.org", HTTP_X_FORWARDED_FOR="8.8.4.4").status_code == 302


# --- the cache itself --------------------------------------------------------------------------------------
@pytest.mark.race
def test_of_many_processes_one_adds_a_key(tmp_path):
    context = get_context("spawn")
    gate, out = context.Event(), context.Queue()
    workers = [context.Process(target=adders.add_all, args=(str(tmp_path), gate, 300, out)) for _n in range(4)]
    for worker in workers:
        worker.start()
    gate.set()
    added = sum(out.get(timeout=60) for _w in workers)
    for worker in workers:
        worker.join(30)
    assert added == 300


def test_many_other_keys_do_not_wipe_a_count(tmp_path):
    mine = FileCache(str(tmp_path), {})
    mine.set("wrong-passwords", [1, 2, 3], 300)
    for n in range(1_000):
        mine.set(f"other-{n}", n, 300)
    assert mine.get("wrong-passwords") == [1, 2, 3]


@pytest.mark.race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_wrong_passwords_at_the_same_moment_are_all_counted(city):
    def guess(n: int) -> bool:
        try:
            answer = log_in(Client(), "officer@example.org", WRONG, REMOTE_ADDR=f"10.0.1.{n}")
            return "邮箱或密码不对" in answer.content.decode()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        looked_at = sum(pool.map(guess, range(24)))
    assert looked_at <= 5
