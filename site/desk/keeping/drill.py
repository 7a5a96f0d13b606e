"""Try a copy without touching the house: bring it back beside, compare every value, and let its log verify."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from audit import trail
from desk.keeping import databases, services
from desk.keeping.contents import contents, differences
from desk.keeping.services import Copy

LONGEST = 3600  # seconds the log may take to verify


@dataclass(frozen=True)
class Drill:
    """What came of it: seconds of each part, rows that came back, and what is wrong (nothing: it works)."""

    rows: int
    bytes: int
    seconds: dict[str, float]
    wrong: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.wrong


def drill(copy: Copy | None = None, *, by: Any = None) -> Drill:
    """Of this copy, or of a fresh one made for it and thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="tongxin-drill-", dir=settings.VAR_DIR) as folder:
        result = _drill(copy, Path(folder))
    trail.record("keeping.drill", by=by, detail={"rows": result.rows, "holds": result.holds})
    return result


def _drill(copy: Copy | None, folder: Path) -> Drill:
    clock = _Clock()
    copy = copy or services.back_up(folder / "shelf", digests=True)
    clock.lap("back_up")
    services.check(copy)
    clock.lap("check")
    with databases.scratch(folder) as beside:
        databases.bring_back(copy.folder / services.DATABASE, beside)
        home = folder / "home"
        home.mkdir()
        services.unpack(copy, home)
        clock.lap("restore")
        wrong = _compared(copy, beside)
        clock.lap("compare")
        wrong += _log_of(beside, home)
        clock.lap("verify_log")
    return Drill(copy.rows, copy.bytes, clock.seconds, wrong)


def _compared(copy: Copy, beside: databases.Address) -> list[str]:
    digests = any(digest for _n, digest in copy.contents.values())
    with databases.opened(beside) as conn, services.steady(conn):
        return differences(copy.contents, contents(conn, digests=digests))


def _log_of(beside: databases.Address, home: Path) -> list[str]:
    """A process of its own verifies the log of the restored house, with its heads and our keys."""
    words = {"DATABASE_URL": databases.url_of(beside), "VAR_DIR": str(home), "KEY_DIR": str(settings.KEY_DIR)}
    ground = Path(settings.BASE_DIR)
    words |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": os.pathsep.join([str(ground / "site"), str(ground)]),
    }
    env = os.environ | words
    done = subprocess.run(  # noqa: S603 - our own interpreter and command
        [sys.executable, str(ground / "manage.py"), "verify_audit"],
        env=env,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    return [] if done.returncode == 0 else [(done.stderr or done.stdout).strip()[-400:]]


class _Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._at = time.perf_counter()

    def lap(self, part: str) -> None:
        now = time.perf_counter()
        self.seconds[part], self._at = round(now - self._at, 2), now
