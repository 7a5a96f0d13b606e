"""The score: the exact whole-number weights of the matching file format, and the 100 points shown of them.

All parts are whole tenths of a point, so what the screen shows adds up exactly: 400 + 250 + 200 + 150 = 1000.
Sex, offence, language and region enter gates only, never the score.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from matching.engine.columns import Need, Places
from matching.engine.facts import distance, known

WEIGHTS_VERSION = "format-1"


@dataclass(frozen=True)
class Weights:
    """Every number of the score; the default is that of the file format. A changed set needs its own version."""

    version: str = WEIGHTS_VERSION
    base: int = 1000  # any match at all
    fit: int = 400
    near: int = 250
    near_remote: int = 125
    grade_step: int = 50
    continuity: int = 150
    priority_base: int = 100
    priority_key_level: int = 40
    priority_urgency: int = 20
    priority_minor: int = 40
    wait_days_cap: int = 180
    wait_days_step: int = 3  # days for one unit of priority
    keep: int = 300  # a standing proposal, times priority
    first_service: int = 200  # a person's first service, times base and key level
    overload: int = 15_000  # each need above a place's soft cap

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


STANDARD = Weights()
PARTS = ("fit", "near", "quality", "continuity")


@dataclass(frozen=True)
class Points:
    """The four parts in tenths of a point, one entry a place."""

    fit: np.ndarray
    near: np.ndarray
    quality: np.ndarray
    continuity: np.ndarray

    @property
    def total(self) -> np.ndarray:
        return self.fit + self.near + self.quality + self.continuity


def full_points(weights: Weights = STANDARD) -> dict[str, int]:
    """The most each part can reach, in tenths."""
    return {
        "fit": weights.fit,
        "near": weights.near,
        "quality": weights.grade_step * 4,
        "continuity": weights.continuity,
    }


def points10(need: Need, places: Places, weights: Weights = STANDARD) -> Points:
    """The parts of the score for every place; a fact not recorded earns nothing."""
    wanted = np.bitwise_count(need.skill_mask).astype(np.int64)
    matching = np.bitwise_count(np.bitwise_and(need.skill_mask, places.skill_mask)).astype(np.int64)
    fit = np.where(wanted == 0, weights.fit, weights.fit * matching // np.maximum(wanted, 1))
    metres = distance(need, places)
    # Beyond the limit only near misses are left, and they earn nothing for it.
    way = np.where(known(metres), np.maximum(need.max_m - np.where(known(metres), metres, 0), 0), 0)
    near = np.where(places.remote == 1, weights.near_remote, weights.near * way // need.max_m)
    graded = known(places.grade)
    quality = np.where(graded, weights.grade_step * (np.where(graded, places.grade, 1) - 1), 0)
    continuity = np.where(np.broadcast_to(need.helped, len(places)) != 0, weights.continuity, 0)
    return Points(np.broadcast_to(fit, len(places)), near, quality, continuity)


def priority(need: Need, weights: Weights = STANDARD) -> Any:
    """P of the file format: between people, never between places."""
    return (
        weights.priority_base
        + weights.priority_key_level * need.key_level
        + weights.priority_urgency * need.urgency
        + np.minimum(need.wait_days, weights.wait_days_cap) // weights.wait_days_step
        + weights.priority_minor * (need.minor == 1)
    )


def weight(need: Need, points: Points, weights: Weights = STANDARD) -> np.ndarray:
    """w of the file format, for the points of this need."""
    return priority(need, weights) * worth(points, weights)


def worth(points: Points, weights: Weights = STANDARD) -> np.ndarray:
    """What a pair is worth before the priority of its person."""
    return weights.base + points.total
