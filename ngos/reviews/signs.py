"""Patterns that look odd in a provider's figures: plain values in, facts out. Each starts an audit, never a grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

FEW, MANY = 10, 40
DAY_MOST = 10  # sessions of one worker on one day
EARLIEST, LATEST = 6, 22


@dataclass(frozen=True)
class Session:
    """`starts_at` in the city's time."""

    ref: str
    worker_id: int
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


Sign = tuple[str, str, dict[str, Any]]  # kind, key that makes it once, facts


def burst(days: Sequence[date], source: str) -> list[Sign]:
    """Six in ten of at least ten ratings within one week."""
    if len(days) < FEW:
        return []
    weeks = Counter(day - timedelta(days=day.weekday()) for day in days)
    week, n = weeks.most_common(1)[0]
    return [("burst", f"{source}:{week}", {"n": n, "of": len(days), "on": str(week)})] if 5 * n >= 3 * len(days) else []


def overlaps(sessions: Iterable[Session]) -> list[Sign]:
    """One worker in two sessions at once."""
    found, last = list[Sign](), dict[int, Session]()
    for one in sorted(sessions, key=lambda s: (s.worker_id, s.starts_at, s.ref)):
        before = last.get(one.worker_id)
        if before and one.starts_at < before.ends_at:
            found.append(("overlap", one.ref, {"other": before.ref, "on": str(one.starts_at.date())}))
        if before is None or one.ends_at > before.ends_at:
            last[one.worker_id] = one
    return found


def odd_hours(sessions: Iterable[Session]) -> list[Sign]:
    """Sessions in the night, or of more than eight hours."""
    return [
        ("hours", s.ref, {"at": s.starts_at.strftime("%H:%M"), "minutes": s.minutes, "on": str(s.starts_at.date())})
        for s in sessions
        if not EARLIEST <= s.starts_at.hour < LATEST or s.minutes > 480
    ]


def bulk(sessions: Iterable[Session]) -> list[Sign]:
    """More sessions of one worker on one day than a day holds."""
    days = Counter((s.worker_id, s.starts_at.date()) for s in sessions)
    return [("bulk", f"{worker}:{day}", {"n": n, "on": str(day)}) for (worker, day), n in days.items() if n > DAY_MOST]


def digits(sessions: Sequence[Session]) -> list[Sign]:
    """Nineteen in twenty of at least forty sessions end on the same digit that is no nought and no five, or nine in
    ten last exactly as long as each other: what was timed differs, what was made up repeats."""
    if len(sessions) < MANY:
        return []
    digit, n = Counter(s.minutes % 10 for s in sessions).most_common(1)[0]
    minutes, same = Counter(s.minutes for s in sessions).most_common(1)[0]
    facts: dict[str, Any] = {"of": len(sessions)}
    if digit not in (0, 5) and 20 * n >= 19 * len(sessions):
        return [("digits", f"digit:{digit}", {**facts, "n": n, "digit": digit})]
    if 10 * same >= 9 * len(sessions):
        return [("digits", f"minutes:{minutes}", {**facts, "n": same, "minutes": minutes})]
    return []


def refusals(answers: Iterable[tuple[int, bool]]) -> list[Sign]:
    """(level of need, declined): the hard ones declined more than twice as often as the others, from ten of each."""
    hard, easy = list[bool](), list[bool]()
    for level, declined in answers:
        (hard if level >= 3 else easy).append(declined)
    if len(hard) < FEW or len(easy) < FEW:
        return []
    rate, other = Fraction(sum(hard), len(hard)), Fraction(sum(easy), len(easy))
    if rate > 2 * other and rate >= Fraction(3, 10):
        facts = {"hard": sum(hard), "hard_of": len(hard), "easy": sum(easy), "easy_of": len(easy)}
        return [("refusals", f"{len(hard)}:{len(easy)}", facts)]
    return []


def same_texts(marks: Iterable[tuple[str, str]]) -> list[Sign]:
    """(reference, mark of its text): the same words three times and more."""
    seen: dict[str, list[str]] = {}
    for ref, mark in marks:
        if mark:
            seen.setdefault(mark, []).append(ref)
    return [
        ("texts", f"{refs[0]}:{len(refs)}", {"n": len(refs), "first": refs[0]})
        for refs in seen.values()
        if len(refs) >= 3
    ]


def edge_days(days: Iterable[int]) -> list[Sign]:
    """Outcomes after 89 to 91 days: a third and more of at least ten, where three days in ninety would be few."""
    given = list(days)
    n = sum(89 <= day <= 91 for day in given)
    return (
        [("edge_days", f"{n}:{len(given)}", {"n": n, "of": len(given)})]
        if len(given) >= FEW and 3 * n >= len(given)
        else []
    )
