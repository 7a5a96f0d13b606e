"""Rows of evidence and the five figures they sum to: plain values, no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from kit.suppression import LEAST
from ngos.reviews import statistics
from ngos.reviews.scoring import COMPLIANCE, INDICATORS, QUALITY, SATISFACTION, Figure
from ngos.reviews.statistics import NOUGHT


@dataclass(frozen=True)
class Row:
    """`got` of `of`; what `got` may be below nought for is the deductions of compliance, whose `of` is nought."""

    name: str
    ref: str
    label: str
    got: int
    of: int
    n: int = 1
    group: str = ""
    about: str = ""


def figure(name: str, rows: Iterable[Row]) -> Figure:
    """What the rows of one indicator sum to; a share of nought of nothing when there are none."""
    rows = list(rows)
    if name == SATISFACTION:
        share, n = statistics.mean_of_means([_sum(group) for group in _groups(rows)])
        return Figure(share, int(n))
    share, n_ = _sum(rows)
    if name == QUALITY:
        n_ = int(statistics.weighted_n(row.of for row in rows))
    return Figure(max(NOUGHT, share), n_)


def figures(rows: Iterable[Row]) -> dict[str, Figure]:
    rows = list(rows)
    return {name: figure(name, [row for row in rows if row.name == name]) for name in INDICATORS}


def _sum(rows: Iterable[Row]) -> tuple[Fraction, int]:
    rows = list(rows)
    whole = sum(row.of for row in rows)
    return (Fraction(sum(row.got for row in rows), whole) if whole else NOUGHT), sum(row.n for row in rows)


def _groups(rows: Iterable[Row]) -> list[list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.group].append(row)
    return list(found.values())


def voices(buckets: Iterable[tuple[str, int, int]]) -> list[Row]:
    """Rows of voices, none of fewer than five: (name, sum of stars, voices) of buckets, small ones put together."""
    ready: list[Row] = []
    names, stars, n = list[str](), 0, 0
    for name, its_stars, its_n in sorted(buckets):
        names, stars, n = [*names, name], stars + its_stars, n + its_n
        if n >= LEAST:
            ready.append(_voices(names, stars, n))
            names, stars, n = [], 0, 0
    if n and ready:  # what is left is too few to stand alone
        last = ready.pop()
        ready.append(_voices([last.about, *names], last.got + stars, last.n + n))
    return ready


def _voices(names: list[str], stars: int, n: int) -> Row:
    about = names[0] if len(names) == 1 else f"{names[0]} … {names[-1]}"
    return Row(SATISFACTION, f"voices:{about}", "voices", stars, 5 * n, n, "client", about)


def deductions(taken: dict[str, int], found: Iterable[tuple[str, str, str]]) -> list[Row]:
    """Compliance begins with a hundred; each (ref, label, severity) takes its part away, and nought is the least."""
    base = Row(COMPLIANCE, "base", "base", 100, 100)
    return [base, *(Row(COMPLIANCE, ref, label, -taken[severity], 0, about=severity) for ref, label, severity in found)]


def digest(rows: Iterable[Row]) -> str:
    """A fingerprint of the frozen evidence: the rows in order of indicator and reference."""
    lines = sorted(f"{r.name}\t{r.ref}\t{r.got}\t{r.of}\t{r.n}\t{r.group}" for r in rows)
    return sha256("\n".join(lines).encode()).hexdigest()
