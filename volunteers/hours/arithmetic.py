"""Minutes of service as plain arithmetic: nothing here knows a database or a clock (R-VOL-12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from kit.clock import SHANGHAI

DAY = timedelta(days=1)
Span = tuple[datetime, datetime, int]  # begin, end, and the minutes of service between them


def minutes_of(starts_at: datetime, ends_at: datetime, break_minutes: int = 0) -> int:
    """Whole minutes from begin to end without the break; what is begun of a minute is dropped."""
    return int((ends_at - starts_at).total_seconds()) // 60 - break_minutes


def overlap(a: datetime, b: datetime, c: datetime, d: datetime) -> bool:
    """Whether [a, b) and [c, d) share time; ends that touch do not."""
    return a < d and b > c


def by_day(starts_at: datetime, ends_at: datetime, minutes: int) -> dict[date, int]:
    """The minutes by day in the city. What is less than begin to end, a break, is taken from the longest day."""
    days: dict[date, int] = {}
    begin, end = starts_at.astimezone(SHANGHAI), ends_at.astimezone(SHANGHAI)
    while begin < end:
        midnight = datetime.combine(begin.date() + DAY, time(), tzinfo=SHANGHAI)
        until = min(midnight, end)
        days[begin.date()] = int((until - starts_at).total_seconds()) // 60 - sum(days.values())
        begin = until
    rest = max(0, sum(days.values()) - minutes)
    for day in sorted(days, key=lambda d: (-days[d], d)):
        taken = min(rest, days[day])
        days[day] -= taken
        rest -= taken
    return {day: n for day, n in days.items() if n}


def day_totals(spans: Iterable[Span]) -> Counter[date]:
    """All of somebody's minutes by day."""
    total: Counter[date] = Counter()
    for span in spans:
        total.update(by_day(*span))
    return total


def share_is_enough(minutes: int, whole_minutes: int, least_pct: int) -> bool:
    """Whether somebody was there for enough of a shift; one without length asks for nothing."""
    return minutes * 100 >= whole_minutes * least_pct


def is_round(starts_at: datetime, ends_at: datetime) -> bool:
    """Begin and end on the full hour, as nobody's day runs."""
    return not any((starts_at.minute, starts_at.second, ends_at.minute, ends_at.second))


def too_fast(metres: float, minutes: float, kmh: int) -> bool:
    """Whether nobody gets so far in this time; at the same place no time is too short."""
    return metres > 0 and metres * 60 > max(minutes, 0) * kmh * 1000
