"""Whether help reaches groups of people alike: shares with their range, as plain values that can be worked out by hand.

A share is said with Wilson's interval at ninety-five per cent: with twenty cases it is wide, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from kit.suppression import suppressed

LEAST = 20  # requests below which a group is not shown, nor the next larger one that would give it away
Z95 = 1.959964


@dataclass(frozen=True)
class Case:
    """One request: the groups its person belongs to by kind of group, whether a place was found within the clock, and
    the days until one was found (None while there is none)."""

    groups: Mapping[str, Sequence[str]]
    in_time: bool
    days: float | None


@dataclass(frozen=True)
class Line:
    """One group. Shares, range and difference are in per cent; `is_apart`: all together lie outside its range."""

    group: str
    n: int
    share: float
    low: float
    high: float
    days: float | None
    difference: float
    is_apart: bool


@dataclass(frozen=True)
class Table:
    """The groups of one kind that may be shown, and how many may not."""

    kind: str
    lines: tuple[Line, ...]
    hidden: int


def wilson(k: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Lower and upper bound of a share, in per cent; nought to a hundred when nothing was seen."""
    if n <= 0:
        return 0.0, 100.0
    share, whole = k / n, 1 + z * z / n
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, 100 * (middle - half) / whole), min(100.0, 100 * (middle + half) / whole)


def everybody(cases: Sequence[Case]) -> Line | None:
    """All together; None of fewer than can be shown."""
    return _line("", cases, None) if len(cases) >= LEAST else None


def table(kind: str, cases: Iterable[Case]) -> Table:
    """The groups of this kind with their lines, the largest first."""
    cases = list(cases)
    found: dict[str, list[Case]] = {}
    for case in cases:
        for group in case.groups.get(kind, ()):
            found.setdefault(group, []).append(case)
    told = suppressed({group: len(some) for group, some in found.items()}, least=LEAST)
    total = everybody(cases)
    lines = [_line(g, some, total) for g, some in found.items() if total and told[g] is not None]
    return Table(kind, tuple(sorted(lines, key=lambda one: (-one.n, one.group))), len(found) - len(lines))


def _line(group: str, cases: Sequence[Case], total: Line | None) -> Line:
    k, n = sum(case.in_time for case in cases), len(cases)
    low, high = wilson(k, n)
    days = [case.days for case in cases if case.days is not None]
    share = 100 * k / n
    return Line(
        group, n, share, low, high,
        days=median(days) if len(days) >= LEAST // 4 else None,
        difference=share - total.share if total else 0.0,
        is_apart=bool(total) and not low <= total.share <= high,
    )  # fmt: skip
