"""Real worker processes against a database of their own, SQLite or PostgreSQL, with the real migrations."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from tests import migrated
from tests.ready import Product, Started

ROOT = Path(__file__).resolve().parents[2]
_SEED = """
import django, sys; django.setup()
from django.db import transaction
from messaging import queue
with transaction.atomic():
    for n in range(int(sys.argv[1]), int(sys.argv[2])):
        queue.enqueue("probe.mark", {"n": n})
"""


class Probe:
    """A database, and the processes that work on it."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        self.url = migrated.new_database(folder, f"probe_{uuid.uuid4().hex[:12]}")
        self.env = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "KEY_DIR")} | {
            "DJANGO_SETTINGS_MODULE": "job_probe.settings",
            "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("site", ".", "tests/messaging")),
            "VAR_DIR": str(folder / "var"),
            "DATABASE_URL": self.url,
            **env,
        }
        self.processes: list[Started] = []
        self._product = Product(self.env)
        self.manage("migrate", "--run-syncdb", "--verbosity", "0")

    def manage(self, *words: str) -> None:
        self._done("manage.py", *words)

    def seed(self, first: int, end: int, **env: str) -> None:
        """Enqueue one job for each number, in one transaction."""
        if not env:
            self.run(_SEED, first, end)
            return
        done = subprocess.run(
            [sys.executable, "-c", _SEED, str(first), str(end)], cwd=ROOT, env=self.env | env, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-4000:]

    def run(self, code: str, *words: object) -> None:
        self._done("-c", code, *words)

    def start(self, *words: str) -> Started:
        process = self._product.start("manage.py", *words, log=self.folder / "work.log")
        self.processes.append(process)
        return process

    def kill(self, process: Started, how: int = signal.SIGKILL) -> int:
        self.processes.remove(process)
        return process.end(how, 20)

    def count(self, table: str, where: str = "1=1") -> int:
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])

    def rows(self, query: str) -> list[Any]:
        connection: Any
        if self.url.startswith("sqlite"):
            connection = sqlite3.connect(self.url.removeprefix("sqlite://"), timeout=20)
        else:
            connection = psycopg.connect(self.url)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def wait(self, until: Callable[[], bool], what: str, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, f"{what}: not within {seconds} s\n{self.log()[-3000:]}"
            time.sleep(0.02)

    def log(self) -> str:
        path = self.folder / "work.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def close(self) -> None:
        for process in list(self.processes):
            self.kill(process)
        self._product.close()
        migrated.drop_database(self.url)

    def _done(self, *words: object) -> None:
        process = self._product.start(*words)
        assert process.wait() == 0, process.said()[1][-4000:]
