"""The plan while people decide, and while its workers die: real processes on a real database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import redis

from tests.matching import planning_city
from tests.racing import ROOT, City

pytestmark = [pytest.mark.race, pytest.mark.xdist_group("planning_race")]
MODULE = "tests.matching.planning_city"


@contextmanager
def city_of(folder: Any, **env: str) -> Iterator[City]:
    os.environ |= env
    try:
        city = City(folder, MODULE)
    finally:
        for name in env:
            del os.environ[name]
    try:
        yield city
    finally:
        city.drop()


def told(city: City, *words: object) -> Any:
    process = city.start(*words)
    code, (out, err) = process.wait(300), process.said()
    assert code == 0, err[-3000:]
    return json.loads(out) if out.strip() else None


def test_fifty_officers_decide_while_plans_are_made_and_no_place_is_given_twice(tmp_path) -> None:
    with city_of(tmp_path) as city:
        city.build()
        found, _seconds = city.race("race")
        assert not [word for word in found if word.startswith("fault")], found
        assert found["planned"] == 8 and found["followed"] > 0
        stands = told(city, "standing")
        seats = planning_city.PLACES * planning_city.SEATS
        assert {k: v for k, v in stands.items() if k != "accepted"} == {
            "over": 0, "moved": 0, "proposed_to_accepted": 0,
        }  # fmt: skip
        assert stands["accepted"] == found["followed"] + found["accepted"] <= seats


@pytest.mark.slow
def test_a_worker_killed_amid_the_publishing_leaves_the_same_plan_in_the_end(tmp_path) -> None:
    with city_of(tmp_path, JOB_LEASE_SECONDS="2") as city:
        told(city, "load", tmp_path)
        wanted = told(city, "expected")
        told(city, "begin")
        deaths, n = 0, 0
        while deaths < 3:
            worker = city.start("work")
            end = time.monotonic() + 60
            while n >= (n := len(told(city, "progress")["live"])) and time.monotonic() < end:
                pass
            worker.end(signal.SIGKILL, 20)
            deaths += 1
        assert 0 < n < len(wanted), "the kills met it in the middle"
        worker = city.start("work")
        _until_done(city, 120)
        worker.end(signal.SIGKILL, 20)
        assert told(city, "progress")["live"] == wanted


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_celery_makes_the_same_plan_with_a_worker_killed_amid_it(tmp_path, redis_url, workers: int) -> None:
    broker = redis_url.rpartition("/")[0] + "/10"
    with city_of(tmp_path, JOB_LEASE_SECONDS="2") as city:
        told(city, "load", tmp_path)
        wanted = told(city, "expected")
        told(city, "begin")
        running = [_celery(city, broker) for _n in range(workers)]
        try:
            end = time.monotonic() + 120
            while not told(city, "progress")["staged"] and time.monotonic() < end:
                pass
            os.killpg(running[0].pid, signal.SIGKILL)
            running[0].wait()
            running[0] = _celery(city, broker)
            _until_done(city, 180)
        finally:
            for process in running:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            with redis.Redis.from_url(broker) as kept:
                kept.flushdb()
        assert told(city, "progress")["live"] == wanted


def _celery(city: City, broker: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "worker", "--concurrency", "1"]
    env = city.env | {"REDIS_URL": broker}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True, **quiet)


def _until_done(city: City, seconds: int) -> None:
    end = time.monotonic() + seconds
    while (said := told(city, "progress"))["status"] != "done":
        assert time.monotonic() < end, {**said, "live": len(said["live"])}
        time.sleep(0.5)
