"""What was attended, added up: pure values, so that each result can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from kit.presence import Span


@dataclass(frozen=True)
class Attended:
    """Minutes in one session; `worth` is what the whole of it is worth, `part` 0 where the course has no parts."""

    part: int
    minutes: int
    worth: int


def counted(rows: Iterable[Attended], online: int, credit_minutes: int) -> int:
    """The minutes that count, never more than the course has.

    A part that was repeated counts once: what was missed of it can be made up, what was heard twice is not two parts.
    """
    total, parts, worth = online, dict[int, int](), dict[int, int]()
    for row in rows:
        minutes = min(row.minutes, row.worth)
        if row.part == 0:
            total += minutes
        else:
            parts[row.part] = parts.get(row.part, 0) + minutes
            worth[row.part] = max(worth.get(row.part, 0), row.worth)
    total += sum(min(minutes, worth[part]) for part, minutes in parts.items())
    return min(total, credit_minutes)


def minutes_in(spans: Iterable[Span], starts_at: datetime, ends_at: datetime, break_minutes: int) -> int:
    """Whole minutes of presence inside the session, breaks out; who has not gone yet counts nothing so far."""
    seconds = 0.0
    for span in spans:
        if span.end is not None:
            start, end = max(span.start, starts_at), min(span.end, ends_at)
            seconds += max(0.0, (end - start).total_seconds())
    whole = (ends_at - starts_at).total_seconds() / 60 - break_minutes
    return int(min(seconds // 60, whole))


def percent(minutes: int, credit_minutes: int) -> Decimal:
    """One decimal, half up: 380 of 480 is 79.2. For showing; whether it is enough, whole numbers say."""
    return (Decimal(100 * minutes) / credit_minutes).quantize(Decimal("0.1"), ROUND_HALF_UP)


def is_enough(minutes: int, credit_minutes: int, presence_percent: int) -> bool:
    return 100 * minutes >= presence_percent * credit_minutes


def still_needed(minutes: int, credit_minutes: int, presence_percent: int) -> int:
    """How many minutes are missing, rounded up to a whole one."""
    return max(0, -(-presence_percent * credit_minutes // 100) - minutes)
