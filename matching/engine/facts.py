"""Comparisons that know three answers: surely yes, surely no, and not known because a fact is missing.

Each returns a pair of boolean arrays (yes, no), element by element; where neither is true the answer is not known.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from matching.engine.codes import UNKNOWN

Answer = tuple[Any, Any]
_ALL = np.True_  # one object of numpy's, so `is` tells it from an array


def _answer(known: Any, yes: Any) -> Answer:
    if known is _ALL:
        return yes, np.logical_not(yes)
    return np.logical_and(known, yes), np.logical_and(known, np.logical_not(yes))


def known(*facts: Any) -> Any:
    """Where all the facts are recorded; a single True when they are everywhere."""
    # Looked at column by column, before they are spread over pairs: a plan asks of millions of pairs at once.
    masks = [np.not_equal(fact, UNKNOWN) for fact in facts]
    out = _ALL
    for mask in masks:
        if not mask.all():
            out = np.logical_and(out, mask)
    return out


def equal(a: Any, b: Any) -> Answer:
    return _answer(known(a, b), np.equal(a, b))


def at_least(a: Any, b: Any) -> Answer:
    return _answer(known(a, b), np.greater_equal(a, b))


def among(a: Any, values: tuple[int, ...]) -> Answer:
    return _answer(known(a), np.isin(a, values))


def shares(a: Any, b: Any, times: Any = 1) -> Answer:
    """The two masks have at least so many bits in common."""
    return _answer(known(a, b, times), np.greater_equal(np.bitwise_count(np.bitwise_and(a, b)), times))


def disjoint(a: Any, b: Any) -> Answer:
    """The two masks have no bit in common: sure as soon as one is empty, whatever the other."""
    yes, no = _answer(known(a, b), np.equal(np.bitwise_and(a, b), 0))
    return yes | np.equal(a, 0) | np.equal(b, 0), no


def not_(answer: Answer) -> Answer:
    return answer[1], answer[0]


def all_of(*answers: Answer) -> Answer:
    yes, no = answers[0]
    for more_yes, more_no in answers[1:]:
        yes, no = np.logical_and(yes, more_yes), np.logical_or(no, more_no)
    return yes, no


def any_of(*answers: Answer) -> Answer:
    return not_(all_of(*(not_(answer) for answer in answers)))


def minus(a: Any, b: Any) -> Any:
    """a - b, not known where either is not; without the guard the sentinel would wrap round to a huge number."""
    sure = known(a, b)
    if sure is _ALL:
        return np.subtract(a, b)
    return np.where(sure, np.where(sure, a, 0) - np.where(sure, b, 0), UNKNOWN)


def squared_distance(need: Any, places: Any) -> Any:
    """Square metres between person and place; not known where either has no point."""
    dx, dy = minus(places.x_m, need.x_m), minus(places.y_m, need.y_m)
    sure = known(dx, dy)
    if sure is _ALL:
        return dx * dx + dy * dy
    return np.where(sure, np.where(sure, dx, 0) ** 2 + np.where(sure, dy, 0) ** 2, UNKNOWN)


def distance(need: Any, places: Any) -> Any:
    """Whole metres between person and place, rounded down; not known where either has no point."""
    squared = squared_distance(need, places)
    sure = known(squared)
    exact = np.where(sure, squared, 0)
    root = np.floor(np.sqrt(exact.astype(np.float64))).astype(np.int64)
    root = root - (root * root > exact)  # the float root may be one off for far points
    root = root + ((root + 1) * (root + 1) <= exact)
    return np.where(sure, root, UNKNOWN)
