"""Business time, which a demo city may shift, and machine time, which nothing shifts.

Deadlines, ages and the words on screens follow `now()`. Leases, sessions and one-time codes follow
`machine_now()`, because they guard against real people in real seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
_frozen: datetime | None = None


def machine_now() -> datetime:
    return datetime.now(UTC)


def now() -> datetime:
    """The business instant, in Asia/Shanghai."""
    if _frozen is not None:
        return _frozen
    return (machine_now() + _offset()).astimezone(SHANGHAI)


def today() -> date:
    return now().date()


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """The instant of a wall-clock time in the city."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Hold business time still, in every thread of this process: tests, and the telling of the demo story."""
    global _frozen
    before, _frozen = _frozen, instant.astimezone(SHANGHAI)
    try:
        yield
    finally:
        _frozen = before


def start_from(instant: datetime) -> None:
    """Let business time run on from `instant`, from this moment, for every process that shares VAR_DIR."""
    seconds = (instant - machine_now()).total_seconds()
    draft = _path().with_suffix(".draft")
    draft.write_text(json.dumps({"offset_seconds": seconds}), encoding="utf-8")
    draft.replace(_path())  # in one step: another process may be reading at this moment
    _read.cache_clear()


def run_true() -> None:
    """Business time is machine time again."""
    _path().unlink(missing_ok=True)
    _read.cache_clear()


def _path() -> Path:
    return Path(settings.VAR_DIR) / "clock.json"


def _offset() -> timedelta:
    try:
        return _read(_path().stat().st_mtime_ns)
    except FileNotFoundError:
        return timedelta(0)


@cache
def _read(stamp: int) -> timedelta:  # noqa: ARG001 - the stamp is the cache's key
    return timedelta(seconds=json.loads(_path().read_text(encoding="utf-8"))["offset_seconds"])


def minutes(n: int) -> timedelta:
    return timedelta(minutes=n)
