"""From five indicators to a score, its bounds and a grade. Points in hundredths, rounded half up once at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ngos.reviews import statistics
from ngos.reviews.statistics import NOUGHT, ONE

FULFILMENT, QUALITY, SATISFACTION, RECORDS, COMPLIANCE = (
    "fulfilment", "quality", "satisfaction", "records", "compliance",
)  # fmt: skip
INDICATORS = (FULFILMENT, QUALITY, SATISFACTION, RECORDS, COMPLIANCE)
# These two are samples of what clients met: their bounds widen with few cases. The others are counted in full.
SAMPLED = (QUALITY, SATISFACTION)
# These rest on what the provider wrote down itself: what an audit found false takes from them.
OWN_FIGURES = (FULFILMENT, RECORDS)


@dataclass(frozen=True)
class Figure:
    """What an indicator reads: a share from nought to one, and how many it rests on."""

    share: Fraction
    n: int


@dataclass(frozen=True)
class Score:
    """In hundredths of points: the score with its ninety-per-cent bounds, and the effective n."""

    score_h: int
    low_h: int
    high_h: int
    n: int


@dataclass(frozen=True)
class Limits:
    """Where grades begin, in hundredths; dated rules fill these."""

    excellent: int = 9000
    excellent_low: int = 8000
    good: int = 8000
    good_low: int = 6500
    fair: int = 6000
    poor_high: int = 7000
    least_n: int = 8


def score(figures: Mapping[str, Figure], weights: Mapping[str, int], truth: Fraction = ONE) -> Score:
    """`truth` is one less the share of audited own figures that were false.

    An indicator without rows leaves its weight to the others; without outcomes or voices n is nought instead.
    """
    told = [name for name in INDICATORS if name in SAMPLED or figures[name].n]
    whole = sum(weights[name] for name in told)

    def total(bound: int | None) -> int:
        parts = (weights[name] * _read(name, figures[name], truth, bound) for name in told)
        return statistics.half_up(10_000 * sum(parts, NOUGHT) / whole)

    return Score(total(None), total(0), total(1), min(figures[name].n for name in SAMPLED))


def _read(name: str, figure: Figure, truth: Fraction, bound: int | None) -> Fraction:
    share = min(ONE, max(NOUGHT, figure.share))
    if name in OWN_FIGURES:
        return share * truth
    if name in SAMPLED and bound is not None:
        return statistics.wilson(share, figure.n)[bound]
    return share


def grade(found: Score, *, has_open_notice: bool, has_red_line: bool, limits: Limits) -> str:
    """A 优秀 B 良好 C 合格 D 不合格 U 证据不足. A red line is D whatever the points; U neither helps nor harms."""
    if has_red_line:
        return "D"
    if found.n < limits.least_n:
        return "U"
    if found.score_h < limits.fair:
        return "D" if found.high_h < limits.poor_high else "C"
    if found.score_h >= limits.excellent and found.low_h >= limits.excellent_low and not has_open_notice:
        return "A"
    if found.score_h >= limits.good and found.low_h >= limits.good_low:
        return "B"
    return "C"


def must_rectify(found: Score, grade_: str, *, has_major: bool, below_h: int) -> bool:
    """A major finding always asks for a notice; points do where there is enough evidence to believe them."""
    return has_major or grade_ == "D" or (grade_ != "U" and found.score_h < below_h)


def shrunk_h(found: Score, mean_h: int, m: int) -> int:
    """The number by which providers are ranked, in hundredths."""
    return statistics.half_up(statistics.shrunk(Fraction(found.score_h), found.n, Fraction(mean_h), m))


def truth(false_n: int, checked_n: int) -> Fraction:
    """One less the share found false; one while nothing was checked."""
    return 1 - Fraction(false_n, checked_n) if checked_n else ONE
