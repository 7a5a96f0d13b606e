"""Scores and ranks, exact: money in fen, points in hundredths, one rounding at the end (law: R-PUR-15, R-PUR-16).

Plain functions over plain values, so that a citizen can work a published sheet out again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

POINT = 100  # hundredths in a point
PER_MILLE = 1000


@dataclass(frozen=True)
class Offered:
    """A bid that passed both reviews. `deduction` in per mille of the price, for small enterprises that declared it."""

    bid: str
    price_fen: int
    technical: Sequence[int]  # each expert's total in hundredths
    deduction: int = 0


@dataclass(frozen=True)
class Ranked:
    """`technical` is shown rounded and counted exact; `total` is rounded once. Scores in hundredths."""

    bid: str
    rank: int
    price_fen: int
    evaluated_fen: int
    price_score: int
    technical: int
    total: int


def half_up(value: Fraction) -> int:
    """The whole number next to it, halves upwards; never below zero here."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def evaluated(price_fen: int, deduction: int) -> int:
    """The price that is compared, to the fen."""
    return half_up(Fraction(price_fen * (PER_MILLE - deduction), PER_MILLE))


def price_score(lowest_fen: int, evaluated_fen: int, weight: int) -> int:
    """(lowest ÷ evaluated) × weight in hundredths, halves upwards; the lowest gets the whole weight."""
    return (2 * weight * lowest_fen + evaluated_fen) // (2 * evaluated_fen)


def mean(totals: Sequence[int]) -> Fraction:
    """The experts' mean: none dropped, neither highest nor lowest."""
    return Fraction(sum(totals), len(totals))


def ranked(bids: Sequence[Offered], weight: int, *, drawn: Mapping[str, int] | None = None) -> list[Ranked]:
    """Rank by total ↓, price ↑, technical ↓, then by the recorded draw; who is still tied shares a rank.

    `weight` of the price in hundredths, 0 where the price is fixed. `drawn`: bid → place in the public draw.
    """
    if not bids:
        return []
    compared = {b.bid: evaluated(b.price_fen, b.deduction) for b in bids}
    lowest = min(compared.values())
    exact = {b.bid: mean(b.technical) for b in bids}
    parts = {b.bid: price_score(lowest, compared[b.bid], weight) if weight else 0 for b in bids}
    totals = {b.bid: half_up(exact[b.bid] + parts[b.bid]) for b in bids}

    def key(b: Offered) -> tuple[int, int, Fraction, int]:
        return (-totals[b.bid], b.price_fen, -exact[b.bid], (drawn or {}).get(b.bid, 0))

    order = sorted(bids, key=key)
    found: list[Ranked] = []
    for place, b in enumerate(order, 1):
        tied = found and key(order[place - 2]) == key(b)
        rank = found[-1].rank if tied else place
        technical = half_up(exact[b.bid])
        found.append(Ranked(b.bid, rank, b.price_fen, compared[b.bid], parts[b.bid], technical, totals[b.bid]))
    return found


def tied_first(rows: Sequence[Ranked]) -> list[str]:
    """The bids that share the first rank, when there is more than one: a public draw must decide."""
    first = [row.bid for row in rows if row.rank == 1]
    return first if len(first) > 1 else []


def unusually_low(prices: Mapping[str, int], percent: int) -> list[str]:
    """Bids below so many per cent of the mean of the others: a question, not a verdict (law: R-PUR-17)."""
    found = []
    for bid, price in prices.items():
        others = [p for other, p in prices.items() if other != bid]
        if others and 100 * price * len(others) < percent * sum(others):
            found.append(bid)
    return found
