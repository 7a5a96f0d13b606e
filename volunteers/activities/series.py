"""Shifts that come again: from a weekly rule to days, on the wall clock of the city. Plain values, no database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

from kit.clock import SHANGHAI

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def weekly_rule(days: Iterable[int], *, every: int = 1, until: date | None = None, count: int = 0) -> str:
    """An RRULE of RFC 5545: on these weekdays (Monday 0) each `every` weeks, to a day or so many times."""
    parts = ["FREQ=WEEKLY", f"INTERVAL={every}", "BYDAY=" + ",".join(DAYS[d] for d in sorted(set(days)))]
    if until:
        parts.append(f"UNTIL={until:%Y%m%d}T235959")
    if count:
        parts.append(f"COUNT={count}")
    return ";".join(parts)


def occurrences(rule: str, first: datetime, most: int) -> list[datetime]:
    """The starts that the rule gives from `first` on, each at the same time of the city's clock; `most` + 1 at most,
    so that the caller sees when there are too many."""
    local = first.astimezone(SHANGHAI).replace(tzinfo=None)
    found = rrulestr(rule, dtstart=local)
    starts = []
    for moment in found:
        starts.append(moment.replace(tzinfo=SHANGHAI))
        if len(starts) > most:
            break
    return starts


def moved(start: datetime, was: datetime, now: datetime) -> datetime:
    """Where `start` goes when its sibling goes from `was` to `now`: as many days on, at the new time of day."""
    start, was, now = (moment.astimezone(SHANGHAI) for moment in (start, was, now))
    days = (now.date() - was.date()).days
    return datetime.combine(start.date() + timedelta(days=days), now.timetz())
