"""What a region's plan changes, written down before anybody sees it: the proposals to come, and those that end.

It is kept packed: whole numbers, row by row, compressed.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction

from matching.engine.edges import pairs
from matching.engine.plan import Region, RegionPlan, objective
from matching.engine.problem import NOBODY, Problem
from matching.engine.weights import points10, worth
from matching.models import RunPart, StagedPart
from matching.planning.columns import Asked, live_proposals
from matching.planning.rows import fetch, ints, position

TOLD_FROM = 5  # so many and more are told with minors among them
COLUMNS = (
    *("request", "place", "county_code", "weight", "fit", "near", "quality", "continuity", "choices_n", "others_n"),
)


def stage(part: RunPart, asked: Asked, found: Sequence[tuple[Region, RegionPlan]]) -> None:
    """Write what the plan of a part changes. A part that was staged already stays as it is."""
    problem = asked.problem
    needs = np.concatenate([region.needs for region, _plan in found]) if found else np.zeros(0, np.int64)
    whole = Whole.of(problem, found)
    ids, at = problem.needs.need_id[needs], whole.place[needs]
    wanted = np.where(at >= 0, problem.places.resource_id[at], 0) if len(problem.places) else np.zeros_like(at)
    with transaction.atomic():
        row = RunPart.objects.select_for_update().get(pk=part.pk)
        if row.stage != RunPart.Stage.WAITS:
            return
        live = fetch(live_proposals(), "pk", "request_id", "place_id")
        at_live = position(ids, ints(live["request_id"]))
        ours = at_live >= 0
        same = ours & (np.where(ours, wanted[at_live], -1) == ints(live["place_id"])) if len(ids) else ours
        kept = np.zeros(len(needs), dtype=bool)
        kept[at_live[same]] = True
        new = (at >= 0) & ~kept
        StagedPart.objects.create(
            part=part,
            proposals=packed(_rows(asked, needs[new], whole)),
            ends=packed(np.sort(ints(live["pk"])[ours & ~same])),
        )
        row.stage, row.pairs_n = RunPart.Stage.STAGED, sum(int(p.facts["pairs"]) for _r, p in found)
        row.assigned_n, row.kept_n, row.new_n = int((at >= 0).sum()), int(kept.sum()), int(new.sum())
        row.ended_n = int((ours & ~same).sum())
        row.value = _value(problem, whole.place)
        row.save()
    part.refresh_from_db()


@dataclass(frozen=True)
class Whole:
    """What was found, of all needs: the place, how many can be chosen from, and the place where it is the only one."""

    place: np.ndarray
    choices: np.ndarray
    sole: np.ndarray

    @classmethod
    def of(cls, problem: Problem, found: Sequence[tuple[Region, RegionPlan]]) -> Whole:
        place = np.where(problem.locked, problem.standing, NOBODY)
        choices, sole = np.zeros(problem.size, np.int64), np.full(problem.size, NOBODY)
        for region, plan in found:
            place[plan.need] = plan.place
            choices[region.needs], sole[region.needs] = plan.choices, plan.sole
        return cls(place, choices, sole)

    def others(self, problem: Problem, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """For how many other needs the place is the only one; of minors' fewer than five tell nothing (R-MIN-02)."""
        minor = np.broadcast_to(problem.needs.minor == 1, problem.size)
        counts = []
        for counted in (self.sole >= 0, (self.sole >= 0) & ~minor):
            only = np.bincount(self.sole[counted], minlength=len(problem.places))
            counts.append(only[j] - ((self.sole[i] == j) & counted[i]))
        return np.where(counts[0] >= TOLD_FROM, counts[0], counts[1])


def _value(problem: Problem, place: np.ndarray) -> int:
    """What these proposals add to what was accepted before."""
    return objective(problem, place) - objective(problem, np.where(problem.locked, problem.standing, NOBODY))


def _rows(asked: Asked, i: np.ndarray, whole: Whole) -> np.ndarray:
    """The proposals for these needs, one row each, in `COLUMNS`."""
    j = whole.place[i]
    problem = asked.problem
    need, place = pairs(problem, i, j)
    points = points10(need, place, problem.weights)
    weight = problem.priority[i] * worth(points, problem.weights)
    return np.stack(
        [problem.needs.need_id[i], problem.places.resource_id[j], asked.county[i], weight, points.fit, points.near,
         points.quality, points.continuity, whole.choices[i], whole.others(problem, i, j)], axis=1,
    )  # fmt: skip


def packed(numbers: np.ndarray) -> bytes:
    return zlib.compress(numbers.astype("<i8").tobytes(), 1)


def unpacked(raw: bytes | memoryview, width: int = 1) -> np.ndarray:
    """Rows of so many numbers."""
    return np.frombuffer(zlib.decompress(raw), dtype="<i8").reshape(-1, width)
