"""The whole plan: regions that share no cap, one exact flow each, on as many processes as asked.

What a region's plan is does not depend on the others, so neither the number of processes nor their pace changes it.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matching.engine.edges import Asking, Edges, all_edges, pairs
from matching.engine.flow import Room, solve, with_keep
from matching.engine.problem import NOBODY, Problem
from matching.engine.weights import points10, weight


@dataclass(frozen=True)
class Region:
    """Needs and places whose caps touch no other region."""

    number: int
    needs: np.ndarray
    places: np.ndarray


@dataclass(frozen=True)
class RegionPlan:
    """The best pairs of one region, and what it took to find them."""

    number: int
    need: np.ndarray
    place: np.ndarray
    only: np.ndarray  # of each place of the region: how many needs have no other
    choices: np.ndarray  # of each need of the region: how many places pass every gate
    sole: np.ndarray  # of each need of the region: the place, where it is the only one, else NOBODY
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Which place each need gets, or NOBODY; the locked pairs stand in it unchanged."""

    place: np.ndarray
    only: np.ndarray  # of each place: how many open needs could go nowhere else
    choices: np.ndarray  # of each need: how many places pass every gate; 0 for those that were not looked at
    regions: list[dict[str, Any]]
    objective: int


def make_plan(problem: Problem, *, jobs: int = 1, asking: Asking | None = None) -> Plan:
    """The plan of the highest objective.

    Refused: a region whose flow is not proved optimal (`flow.NoPlan`); there is no lesser plan instead.
    """
    problem = problem.with_load(locked_only=True)
    asking = asking.of(problem) if asking else Asking(problem)
    room = Room.of(problem)
    place = np.where(problem.locked, problem.standing, NOBODY)
    only = np.zeros(len(problem.places), dtype=np.int64)
    choices = np.zeros(problem.size, dtype=np.int64)
    facts = []
    for region, found in planned(asking, room, regions(problem, room), jobs):
        place[found.need] = found.place
        only[region.places] = found.only
        choices[region.needs] = found.choices
        facts.append(found.facts)
    return Plan(place, only, choices, facts, objective(problem, place))


def plan_region(asking: Asking, room: Room, region: Region) -> RegionPlan:
    """The best pairs of one region."""
    begun = time.perf_counter()
    found = with_keep(asking.problem, all_edges(asking, region.needs, region.places))
    weighed = time.perf_counter()
    best = found.take(solve(asking.problem, found, room))
    facts = {
        "region": region.number,
        "needs": len(region.needs),
        "places": len(region.places),
        "pairs": len(found),
        "assigned": len(best),
        "pairs_s": round(weighed - begun, 3),
        "flow_s": round(time.perf_counter() - weighed, 3),
        "peak_mb": peak_mb(),
    }
    choices = np.bincount(found.need, minlength=asking.problem.size)
    sole, single = np.full(asking.problem.size, NOBODY), choices[found.need] == 1
    sole[found.need[single]] = found.place[single]
    only = only_choices(found, region.places)
    return RegionPlan(region.number, best.need, best.place, only, choices[region.needs], sole[region.needs], facts)


def only_choices(edges: Edges, places: np.ndarray) -> np.ndarray:
    """For each of these places, how many needs have an eligible pair with it and with no other."""
    choices = np.bincount(edges.need)
    single = edges.place[choices[edges.need] == 1]
    return np.bincount(single, minlength=places.max(initial=-1) + 1)[places]


def regions(problem: Problem, room: Room) -> list[Region]:
    """The parts of the problem that no person, provider or remote place ties together, largest first."""
    needs = np.flatnonzero(~problem.locked & (room.person[problem.person] > 0))
    areas = _Areas(problem)
    n_part, p_part = areas.of_needs(), areas.of_places()
    numbers, counts = np.unique(n_part[needs], return_counts=True)
    by_size = numbers[np.lexsort((numbers, -counts))].tolist()
    return [
        Region(number, needs[n_part[needs] == area], np.flatnonzero(p_part == area))
        for number, area in enumerate(by_size, start=1)
    ]


class _Areas:
    """Prefectures, joined where something reaches from one into another; a person lives in one."""

    def __init__(self, problem: Problem) -> None:
        n, p = problem.needs, problem.places
        size = problem.size
        self._of_need = np.broadcast_to(n.prefecture_id, size)
        self._of_place = p.prefecture_id
        every = np.concatenate([self._of_need, self._of_place])
        self._ids, number = np.unique(every, return_inverse=True)
        need, place = number[:size], number[size:]
        far = np.flatnonzero(p.remote == 1)
        asks = np.flatnonzero(np.broadcast_to(n.accept_remote, size) == 1)
        provinces = np.concatenate([np.broadcast_to(n.province_id, size)[asks], p.province_id[far]])
        ties = (
            (place, problem.provider),
            # Every remote place meets every need of its province that takes one.
            (np.concatenate([need[asks], place[far]]), provinces) if len(far) else (need[:0], need[:0]),
        )
        self._root = _joined(len(self._ids), ties)
        self._need, self._place = need, place

    def of_needs(self) -> np.ndarray:
        return self._root[self._need]

    def of_places(self) -> np.ndarray:
        return self._root[self._place]


def _joined(size: int, ties: tuple) -> np.ndarray:
    """For each area the smallest one it hangs together with; a tie is a list of areas and who is met in them."""
    root = np.arange(size)
    while True:
        before = root.copy()
        for area, whom in ties:
            if len(area):
                _who, at = np.unique(whom, return_inverse=True)
                least = np.full(len(_who), size)
                np.minimum.at(least, at, root[area])
                np.minimum.at(root, area, least[at])
        root = root[root]
        if (root == before).all():
            return root


def objective(problem: Problem, place: np.ndarray) -> int:
    """The value of a plan as the file format counts it: the place of each need, or NOBODY."""
    need = np.flatnonzero(place >= 0)
    at = place[need]
    one, there = pairs(problem, need, at)
    w = weight(one, points10(one, there, problem.weights), problem.weights).sum()
    kept = need[(problem.standing[need] == at) & ~problem.locked[need]]
    keep = problem.weights.keep * problem.priority[kept].sum()
    first = problem.first_service[np.unique(problem.person[need])].sum()
    load = np.bincount(at, minlength=len(problem.places))
    over = np.maximum(0, load - problem.places.soft_cap).sum()
    return int(w + keep + first - problem.weights.overload * over)


def peak_mb() -> int:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


# A process made by fork has the columns already; nothing but row numbers comes back.
_shared: dict[str, Any] = {}


def planned(asking: Asking, room: Room, todo: list[Region], jobs: int) -> Iterator[tuple[Region, RegionPlan]]:
    """Each region with its plan, in the order of the list."""
    if jobs < 2 or len(todo) < 2:
        yield from ((region, plan_region(asking, room, region)) for region in todo)
        return
    _shared.update(asking=asking, room=room)
    try:
        with multiprocessing.get_context("fork").Pool(min(jobs, len(todo)), maxtasksperchild=1) as pool:
            yield from zip(todo, pool.imap(_plan_shared, todo, chunksize=1), strict=True)
    finally:
        _shared.clear()


def _plan_shared(region: Region) -> RegionPlan:
    return plan_region(_shared["asking"], _shared["room"], region)
