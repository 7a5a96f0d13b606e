"""The best places for one need, the near misses below them, and the refusals at the moment of acceptance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.engine import rules
from matching.engine.codes import UNKNOWN
from matching.engine.columns import Need, Places
from matching.engine.reasons import Block, Part, block, blocks, parts
from matching.engine.weights import STANDARD, Points, Weights, points10, weight

_OVERRIDE_ORDER = {"officer": 0, "county manager": 1, "nobody": 2}


@dataclass(frozen=True)
class Ranked:
    """One place that passes every gate."""

    position: int  # 1 is the best
    row: int  # row number in the places handed in
    resource_id: int
    weight: int  # w of the file format
    points10: int  # tenths of a point, of 1000
    free: int  # places free now
    parts: list[Part]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the score sheet that is frozen with an offer."""
        return {
            "position": self.position,
            "resource_id": self.resource_id,
            "weight": self.weight,
            "points10": self.points10,
            "free": self.free,
            "parts": [part.as_dict() for part in self.parts],
        }


@dataclass(frozen=True)
class NearMiss:
    """One place that a single gate holds back."""

    row: int
    resource_id: int
    points10: int
    block: Block


@dataclass(frozen=True)
class Ranking:
    top: list[Ranked]
    near: list[NearMiss]
    eligible: int  # places that pass every gate
    total: int
    blocked: dict[str, int]  # gate -> places it holds back
    blocked_alone: dict[str, int]  # gate -> places that nothing else holds back
    weights_version: str
    rules_version: str
    sheet: rules.Sheet


def free_places(places: Places) -> np.ndarray:
    """Needs each place can still take under all its caps; UNKNOWN where one is not recorded."""
    room = (
        (places.capacity, places.load),
        (places.max_cases, places.provider_load),
        (places.quota_left, 0),
        (places.helper_left, 0),
    )
    return np.minimum.reduce([rules.minus(cap, used) for cap, used in room])


def best(
    need: Need, places: Places, k: int, *, weights: Weights = STANDARD, by_file: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers and weights of the k best eligible places, without sentences.

    Ties go to the smaller id with `by_file` (the file format), otherwise as on screen.
    """
    rows = np.flatnonzero(rules.eligible(need, places))
    points = points10(need, places, weights)
    rows = _in_order(places, points, rows, by_file=by_file)[:k]
    return rows, weight(need, points, weights)[rows]


def rank(need: Need, places: Places, k: int = 5, *, near: int = 5, weights: Weights = STANDARD) -> Ranking:
    """The k best places with their parts, up to `near` near misses, and what holds the others back.

    On a tie: more free places, then longest since the last offer, then the smaller id.
    """
    sheet = rules.judge(need, places)
    points = points10(need, places, weights)
    ok = sheet.eligible
    rows = _in_order(places, points, np.flatnonzero(ok))[:k]
    w, free = weight(need, points, weights), free_places(places)
    top = [
        Ranked(
            position=position,
            row=int(row),
            resource_id=int(places.resource_id[row]),
            weight=int(w[row]),
            points10=int(points.total[row]),
            free=int(free[row]),
            parts=parts(need, places, int(row), points, weights),
        )
        for position, row in enumerate(rows, start=1)
    ]
    return Ranking(
        top=top,
        near=near_misses(need, places, sheet, points, near),
        eligible=int(ok.sum()),
        total=len(places),
        blocked=sheet.counts(),
        blocked_alone=sheet.counts(alone=True),
        weights_version=weights.version,
        rules_version=need.rules.version,
        sheet=sheet,
    )


def near_misses(
    need: Need, places: Places, sheet: rules.Sheet, points: Points, limit: int | None = 5
) -> list[NearMiss]:
    """Places held back by exactly one gate that something can open.

    First what the officer may relax, then what a manager may, then what only the place can mend; the higher
    score first in each. A place of another category, of another need, or in conflict is never one step away.
    """
    single = np.flatnonzero(sheet.failures == 1)
    gate_of = np.argmin(sheet.ok[:, single], axis=0) if len(single) else np.zeros(0, dtype=np.int64)
    open_to = np.array([_OVERRIDE_ORDER[gate.override] for gate in rules.GATES])
    mendable = np.array([gate.can_open for gate in rules.GATES])[gate_of]
    # A fact not recorded can be asked for, whatever the gate.
    mendable |= sheet.unknown[gate_of, single]
    single, gate_of = single[mendable], gate_of[mendable]
    total = points.total
    order = np.lexsort((places.resource_id[single], -total[single], open_to[gate_of]))[:limit]
    return [
        NearMiss(
            row=int(row),
            resource_id=int(places.resource_id[row]),
            points10=int(total[row]),
            block=block(need, places, int(row), rules.CODES[at], unknown=bool(sheet.unknown[at, row])),
        )
        for row, at in zip(single[order], gate_of[order], strict=True)
    ]


def refusals(
    need: Need,
    places: Places,
    row: int,
    *,
    overridden: Collection[str] = (),
    role: str = "officer",
    provider_agreed: bool = False,
) -> list[Block]:
    """What still forbids this place, after the gates this role has lifted with a reason; empty means it may be offered.

    A gate that the role may not lift, or that needs the provider's yes and has none, stays shut.
    """
    return [
        shut
        for shut in blocks(need, places, row)
        if not (
            shut.code in overridden
            and rules.overridable(shut.code, role=role)
            and (provider_agreed or not shut.provider_agrees)
        )
    ]


def _in_order(places: Places, points: Points, rows: np.ndarray, *, by_file: bool = False) -> np.ndarray:
    ids, total = places.resource_id[rows], points.total[rows]
    if by_file:
        return rows[np.lexsort((ids, -total))]
    last = places.last_offer_day[rows]  # UNKNOWN is smaller than any day: never offered comes first
    free = free_places(places)[rows]
    free = np.where(free == UNKNOWN, 0, free)
    return rows[np.lexsort((ids, last, -free, -total))]
