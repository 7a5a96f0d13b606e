"""How sure a share is, and how much of it is luck: exact arithmetic on integers and fractions, no database.

The bounds are those of Wilson's score interval at ninety per cent; they never reach past nought or one, so five happy
voices of five do not read as a hundred per cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import isqrt

Z90 = Fraction(1645, 1000)
PRECISION = 10**15
ONE, NOUGHT = Fraction(1), Fraction(0)


def root(value: Fraction) -> Fraction:
    """The square root to fifteen places, rounded down."""
    return Fraction(isqrt(value.numerator * PRECISION**2 // value.denominator), PRECISION)


def wilson(share: Fraction, n: int, z: Fraction = Z90) -> tuple[Fraction, Fraction]:
    """Lower and upper bound of a share seen in `n`; nought to one when nothing was seen."""
    if n <= 0:
        return NOUGHT, ONE
    middle = share + z * z / (2 * n)
    half = z * root(share * (1 - share) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return max(NOUGHT, (middle - half) / whole), min(ONE, (middle + half) / whole)


def shrunk(share: Fraction, n: int, mean: Fraction, m: int) -> Fraction:
    """(k + m·p̄) ÷ (n + m): with few cases near the mean of all, with many near one's own."""
    return (share * n + m * mean) / (n + m) if n + m else mean


def weighted_n(weights: Iterable[int]) -> Fraction:
    """How many equal cases cases of these weights are worth: (Σw)² ÷ Σw²."""
    given = [w for w in weights if w]
    squares = sum(w * w for w in given)
    return Fraction(sum(given) ** 2, squares) if squares else NOUGHT


def mean_of_means(groups: Sequence[tuple[Fraction, int]]) -> tuple[Fraction, Fraction]:
    """The mean of (mean, n) of groups, each counting alike whatever its size, and the n it is worth: g² ÷ Σ 1/nᵢ."""
    told = [(mean, n) for mean, n in groups if n > 0]
    if not told:
        return NOUGHT, NOUGHT
    mean = sum((m for m, _n in told), NOUGHT) / len(told)
    return mean, Fraction(len(told) ** 2) / sum((Fraction(1, n) for _m, n in told), NOUGHT)


def half_up(value: Fraction) -> int:
    """To the nearest whole, halves upwards."""
    return int((2 * value + 1) // 2)
