"""The needles once more as an installation runs: real servers, a Celery worker, Redis, on either database.

What is looked for is everything these processes left or had open: while the upload runs, before and after the deadline.
"""

from __future__ import annotations

import http.client
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests import migrated
from tests.ngos import needles as haystack
from tests.ngos.needles import Needles, Place
from tests.server import ROOT, House

pytestmark = [pytest.mark.slow, pytest.mark.race, pytest.mark.xdist_group("needles_served")]
PIECE = 2_000_000


class Served(House):
    """A server and a worker on a database of their own, with Redis; `folder` holds all that they write."""

    def __init__(self, folder: Path, redis_url: str) -> None:
        super().__init__(folder)
        for name in ("var", "uploads", "backup"):
            (folder / name).mkdir()
        self.redis_url, self.worker = redis_url, None
        self.database = migrated.new_database(folder / "var", f"needles_{uuid.uuid4().hex[:12]}")

    @property
    def env(self) -> dict[str, str]:
        more = {"DATABASE_URL": self.database, "REDIS_URL": self.redis_url, "TMPDIR": str(self.folder / "uploads")}
        return super().env | more | {"WEB_WORKERS": "2"}

    def told(self, what: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.ngos.needles_city", what], cwd=ROOT, env=self.env, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    def start_worker(self) -> None:
        with (self.folder / "worker.log").open("ab") as log:
            self.worker = House(self.folder)
            self.worker._process = subprocess.Popen(
                [sys.executable, "manage.py", "worker", "--concurrency", "1"], cwd=ROOT, env=self.env, stdout=log,
                stderr=log, start_new_session=True,
            )  # fmt: skip

    def close(self) -> None:
        self.stop()
        if self.worker:
            self.worker.stop()
        migrated.drop_database(self.database)

    def pids(self) -> list[int]:
        """Of the server and the worker, with the processes they started."""
        ours = {one._process.pid for one in (self, self.worker) if one and one._process}
        return [int(p.name) for p in Path("/proc").glob("[0-9]*") if _session_of(p) in ours]

    def asked(self, sql: str) -> Any:
        connect = psycopg.connect if self.database.startswith("postgres") else _sqlite
        with closing(connect(self.database)) as database:
            return database.execute(sql).fetchone()[0]

    def put_aside(self) -> Iterator[Place]:
        yield from haystack.files(self.folder / "uploads", self.folder / "var")
        yield from haystack.unlinked(*self.pids())

    def everywhere(self) -> Iterator[Place]:
        """Database and state folder as an operator backs them up, the key store left out, and all that lies there."""
        target = self.folder / "backup" / "copy.sqlite3"
        if self.database.startswith("postgres"):
            with psycopg.connect(self.database) as server:
                yield from haystack.dumped(server)
        else:
            with closing(_sqlite(self.database)) as source, closing(sqlite3.connect(target)) as copy:
                source.backup(copy)
        with tarfile.open(self.folder / "backup" / "var.tar", "w") as out:
            out.add(self.folder / "var", filter=lambda f: None if "keys" in Path(f.name).parts else f)
        yield from haystack.files(self.folder)  # the logs of both too
        yield from haystack.unlinked(*self.pids())
        yield from haystack.in_redis(self.redis_url)


def _sqlite(url: str) -> sqlite3.Connection:
    return sqlite3.connect(url.removeprefix("sqlite://"), timeout=30)


def _session_of(process: Path) -> int:
    try:
        return os.getsid(int(process.name))
    except OSError:
        return 0


@pytest.fixture
def city(tmp_path: Path, redis_url: str) -> Iterator[Served]:
    url = redis_url.rpartition("/")[0] + "/11"
    with redis.Redis.from_url(url) as store:
        store.flushdb()
        city = Served(tmp_path, url)
        try:
            yield city
        finally:
            city.close()
            store.flushdb()


def hand_in(city: Served, told: dict[str, Any], needles: Needles) -> bytes:
    """In pieces, with a look around after each; what the server answered."""
    line = http.client.HTTPConnection("127.0.0.1", city.port, timeout=120)
    page, cookies = f"/ngos/bids/{told['number']}/", f"sessionid={told['session']}"
    line.request("GET", page, headers={"Cookie": cookies})
    answer = line.getresponse()
    assert answer.status == 200, answer.read()[:500]
    token = next(c.split(";")[0].partition("=")[2] for c in answer.headers.get_all("Set-Cookie") if "csrftoken" in c)
    answer.read()
    raw = encode_multipart(
        BOUNDARY, needles.form(told["factors"]) | {"csrfmiddlewaretoken": token, "papers": needles.papers()}
    )
    line.putrequest("POST", page)
    for name, value in (
        ("Cookie", f"{cookies}; csrftoken={token}"), ("Content-Type", MULTIPART_CONTENT), ("Content-Length", len(raw))
    ):  # fmt: skip
        line.putheader(name, str(value))
    line.endheaders()
    for at in range(0, len(raw), PIECE):
        line.send(raw[at : at + PIECE])
        assert needles.among(city.put_aside(), needles.plainly()) == {}, "while the upload runs"
    answer = line.getresponse()
    body = str(answer.headers).encode() + answer.read()
    assert answer.status == 200, body[-3000:]
    return body


def test_no_process_leaves_a_needle_anywhere_until_the_opening(city: Served) -> None:
    told, needles = city.told("build"), Needles()
    city.start(240)
    city.start_worker()
    heard = haystack.Overheard()
    page = hand_in(city, told, needles)
    assert city.asked("SELECT max(size) FROM ngos_bid WHERE status = 'sealed'") > 20_000_000
    needles.key = bytes.fromhex(city.told("key")["key"])
    assert needles.among([*city.everywhere(), ("page", page)]) == {}

    city.set_clock(datetime.fromisoformat(told["deadline"]))
    end = time.monotonic() + 180
    while city.asked("SELECT status FROM ngos_project") != "closed":  # the worker's own sweep, by way of Redis
        assert time.monotonic() < end, (city.folder / "worker.log").read_text()[-3000:]
        time.sleep(1)
    said = heard.stop()
    assert b"messaging.run_job" in said, "the bell of Celery was not heard"
    assert needles.among([*city.everywhere(), ("said to Redis", said)]) == {}
    with redis.Redis.from_url(city.redis_url) as store:  # the control
        store.lpush("left", needles.words["text"])
    assert list(needles.among(city.everywhere()).values()) == [{"text"}]

    opened = city.told("open")["bid"]
    assert needles.among([("bid", opened.encode())]) == {"bid": {"price", "text", "name", "file", "bytes"}}
