"""Where the marks of the charts stand, in per cent of their width: the scale of a grade, the dots beside the peers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

FIRST_H, LAST_H = 4000, 10_000  # the scale of grades begins at forty points: below, nothing differs
ZONES = [("z1", "D", 4000, 6000), ("z2", "C", 6000, 8000), ("z3", "B", 8000, 9000), ("z4", "A", 9000, 10_000)]
EDGE = Decimal(2)  # room for half a dot on either side


def points(hundredths: int | None) -> str:
    """89.80"""
    return "—" if hundredths is None else f"{Decimal(hundredths) / 100:.2f}"


def share_pct(share: Fraction) -> str:
    """93.0, half up"""
    exact = Decimal(share.numerator * 100) / share.denominator
    return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _at(hundredths: int) -> str:
    inside = min(max(hundredths, FIRST_H), LAST_H) - FIRST_H
    return f"{Decimal(inside) * 100 / (LAST_H - FIRST_H):.1f}%"


def scale(score_h: int, low_h: int, high_h: int) -> dict[str, Any]:
    """The four zones, the interval and the score."""
    return {
        "zones": [
            {"css": css, "letter": letter, "x": _at(a), "width": _width(a, b), "middle": _at((a + b) // 2)}
            for css, letter, a, b in ZONES
        ],
        "limits": [(str(a // 100), _at(a)) for _css, _letter, a, _b in ZONES[1:]],
        "low": _at(low_h), "high": _at(high_h), "me": _at(score_h),
    }  # fmt: skip


def _width(a: int, b: int) -> str:
    return f"{Decimal(b - a) * 100 / (LAST_H - FIRST_H) - Decimal('0.3'):.1f}%"


def place(share: Fraction) -> str:
    """A share on an axis from nought to a hundred."""
    exact = Decimal(share.numerator) / share.denominator
    return f"{EDGE + exact * (100 - 2 * EDGE):.1f}%"


def dots(
    mine: Fraction, interval: tuple[Fraction, Fraction] | None, peers: Sequence[Fraction]
) -> dict[str, Any]:  # fmt: skip
    """One line of the plot: own dot, its interval, each peer, their range and median."""
    others = sorted(peers)
    return {
        "me": place(mine), "low": place(interval[0]) if interval else "",
        "high": place(interval[1]) if interval else "",
        "peers": [place(p) for p in others], "from": place(others[0]) if others else "",
        "to": place(others[-1]) if others else "", "median": place(median(others)) if others else "",
        "me_over": bool(others) and mine > median(others),
    }  # fmt: skip


def median(ordered: Sequence[Fraction]) -> Fraction:
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2
