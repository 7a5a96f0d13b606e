"""Counting tries from outside: five and no more, each key by itself, honest ones given back, none let slip."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.cache import cache

from config.cache import FileCache
from kit.limits import Limit

FIVE = Limit("test", 5, 900)


def test_the_sixth_try_is_refused_and_another_key_goes_on() -> None:
    assert [FIVE.take("a") for _n in range(7)] == [True] * 5 + [False] * 2
    assert FIVE.take("b")


def test_a_try_that_is_given_back_counts_for_nothing() -> None:
    for _n in range(20):
        assert FIVE.take("a")
        FIVE.give_back("a")
    FIVE.give_back("never taken")
    assert [FIVE.take("never taken") for _n in range(6)] == [True] * 5 + [False]


def test_after_its_time_one_may_try_again_and_refused_tries_do_not_prolong_it() -> None:
    with time_machine.travel("2026-03-09 10:00:00+08:00", tick=False) as now:
        assert all(FIVE.take("a") for _n in range(5))
        now.shift(800)
        assert not FIVE.take("a")
        now.shift(101)
        assert FIVE.take("a")


def test_business_time_that_is_shifted_opens_nothing() -> None:
    from datetime import timedelta

    from kit import clock

    assert all(FIVE.take("a") for _n in range(5))
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert not FIVE.take("a")


def test_of_many_at_once_five_come_through(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the cache that several processes share."""
    monkeypatch.setattr("kit.limits.cache", FileCache(str(tmp_path), {}))
    with ThreadPoolExecutor(16) as pool:
        let_through = sum(pool.map(lambda _n: FIVE.take("a"), range(64)))
    assert let_through == 5


def test_keys_are_not_kept_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(cache, "add", lambda key, *_rest, **_more: seen.append(key))
    FIVE.take("203.0.113.9")
    assert seen
    assert "203.0.113.9" not in seen[0]
