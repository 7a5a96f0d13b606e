"""How well a shift suits a person: pure values, so that the order of the list can be told in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kit.clock import SHANGHAI

NOON, EVENING = 12, 18
INTENT, SKILL, TIME, TOWN = "intent", "skill", "time", "town"
# Each is worth more than all after it together: intent, then skill, then the weekly grid, then the same town.
WORTH = {INTENT: 8, SKILL: 4, TIME: 2, TOWN: 1}


@dataclass(frozen=True)
class Taste:
    """What somebody wants, can, and when and where they are."""

    needs: frozenset[str]
    skill_mask: int
    schedule_mask: int
    town: str


@dataclass(frozen=True)
class Fit:
    score: int
    why: tuple[str, ...]


def fit(taste: Taste, *, kind: str, skill_mask: int, town: str, starts_at: datetime, ends_at: datetime) -> Fit:
    """What speaks for this shift; an empty grid says nothing about times."""
    speaks = {
        INTENT: kind in taste.needs,
        SKILL: bool(skill_mask & taste.skill_mask),
        TIME: bool(taste.schedule_mask) and not blocks(starts_at, ends_at) & ~taste.schedule_mask,
        TOWN: town == taste.town,
    }
    why = tuple(name for name, so in speaks.items() if so)
    return Fit(sum(WORTH[name] for name in why), why)


def blocks(starts_at: datetime, ends_at: datetime) -> int:
    """The parts of the week that a time touches, as bits: 3 · weekday + morning, afternoon or evening."""
    return sum({1 << bit for bit in _bits(starts_at.astimezone(SHANGHAI), ends_at.astimezone(SHANGHAI))})


def _bits(start: datetime, end: datetime) -> Iterator[int]:
    while start < end:
        part = 0 if start.hour < NOON else 1 if start.hour < EVENING else 2
        yield 3 * start.weekday() + part
        start = _next_part(start)


def _next_part(at: datetime) -> datetime:
    day = at.replace(minute=0, second=0, microsecond=0)
    if at.hour < NOON:
        return day.replace(hour=NOON)
    if at.hour < EVENING:
        return day.replace(hour=EVENING)
    return day.replace(hour=0) + timedelta(days=1)
