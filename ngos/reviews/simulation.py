"""How often the best by our number is below the middle in truth, beside the best by the plain mean.

Fifteen made-up providers with three to forty cases each, small ones more often, from one seed. Plain arithmetic.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

from ngos.reviews import statistics

PROVIDERS, FEWEST, MOST, M = 15, 3, 40, 15
# How good providers are in truth: shares around four in five, spread as much as fifteen cases would spread them (M).
ALPHA, BETA = 12, 3


@dataclass(frozen=True)
class Result:
    """In how many of `runs` the one picked was below the middle: by the plain mean, and by our number."""

    runs: int
    raw: int
    shrunk: int


def run(runs: int, seed: int) -> Result:
    draw, raw, shrunk = random.Random(seed), 0, 0  # noqa: S311 - a seed repeats it; nothing is secret
    for _run in range(runs):
        truth = [draw.betavariate(ALPHA, BETA) for _p in range(PROVIDERS)]
        n = [_cases(draw) for _p in range(PROVIDERS)]
        good = [sum(draw.random() < p for _case in range(cases)) for p, cases in zip(truth, n, strict=True)]
        middle = sorted(truth)[PROVIDERS // 2]
        raw += truth[_best([Fraction(k, m) for k, m in zip(good, n, strict=True)], draw)] < middle
        mean = Fraction(sum(good), sum(n))
        ours = [statistics.shrunk(Fraction(k, m), m, mean, M) for k, m in zip(good, n, strict=True)]
        shrunk += truth[_best(ours, draw)] < middle
    return Result(runs, raw, shrunk)


def _best(numbers: list[Fraction], draw: random.Random) -> int:
    """One of those at the top, drawn when several are."""
    top = max(numbers)
    return draw.choice([i for i, number in enumerate(numbers) if number == top])


def _cases(draw: random.Random) -> int:
    """From the fewest to the most, small ones more often: as many between 3 and 11 as between 11 and 40."""
    return round(FEWEST * (MOST / FEWEST) ** draw.random())
