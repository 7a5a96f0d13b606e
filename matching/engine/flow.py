"""The best plan over given pairs, exact: one min-cost flow, solved by OR-Tools.

Every need sends one unit: to a place, on to its provider and the sink, or, left open, to its person and the sink. A
person's last open need costs the bonus of a first service, and what exceeds a person's cap must stay open. All caps
nest, so the whole-number flow is the optimum of the plan.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.engine.edges import Edges
from matching.engine.problem import Problem


class NoPlan(RuntimeError):
    """The solver did not prove an optimum: nothing is planned rather than something worse."""


@dataclass(frozen=True)
class Room:
    """What is left of every cap once the locked pairs are in."""

    place: np.ndarray
    soft: np.ndarray  # of `place`, what costs nothing
    provider: np.ndarray
    person: np.ndarray
    first: np.ndarray  # is a first service still to come?

    @classmethod
    def of(cls, problem: Problem) -> Room:
        need = np.flatnonzero(problem.locked)
        place = problem.standing[need]
        load = np.bincount(place, minlength=len(problem.places))
        cases = np.bincount(problem.provider[place], minlength=len(problem.providers))
        served = np.bincount(problem.person[need], minlength=len(problem.people))
        left = np.maximum(problem.places.capacity - load, 0)
        return cls(
            place=left,
            soft=np.clip(problem.places.soft_cap - load, 0, left),
            provider=np.maximum(problem.providers.max_cases - cases, 0),
            person=np.maximum(problem.people.max_services - served, 0),
            first=served == 0,
        )


class Nodes:
    """Which rows of the tables are in the network; neighbouring rows are neighbouring nodes."""

    def __init__(self, problem: Problem, edges: Edges) -> None:
        self.need, self.place = (np.flatnonzero(np.bincount(rows)) for rows in (edges.need, edges.place))
        self.person, self.person_of = np.unique(problem.person[self.need], return_inverse=True)
        self.provider, self.provider_of = np.unique(problem.provider[self.place], return_inverse=True)
        counts = np.cumsum([len(rows) for rows in (self.need, self.person, self.place, self.provider)]).tolist()
        self.person_0, self.place_0, self.provider_0, self.sink = counts

    def of_edges(self, problem: Problem, edges: Edges) -> tuple[np.ndarray, np.ndarray]:
        """Tail and head of each edge."""
        need, place = np.zeros(problem.size, np.int32), np.zeros(len(problem.places), np.int32)
        need[self.need] = np.arange(len(self.need))
        place[self.place] = self.place_0 + np.arange(len(self.place))
        return need[edges.need], place[edges.place]


class Network:
    """The arcs for some edges: those of the edges first, in their order."""

    def __init__(self, problem: Problem, edges: Edges, room: Room) -> None:
        self.nodes = at = Nodes(problem, edges)
        needs, people, places = np.arange(len(at.need)), np.arange(len(at.person)), np.arange(len(at.place))
        asked = np.bincount(at.person_of, minlength=len(people))
        may = np.minimum(room.person[at.person], asked)
        bonus = np.where(room.first[at.person], problem.first_service[at.person], 0)
        soft, left = room.soft[at.place], room.place[at.place]
        provider = at.provider_0 + np.arange(len(at.provider))
        tail, head = at.of_edges(problem, edges)
        one = np.ones(1, dtype=np.int64)
        arcs = (
            (tail, head, one, -edges.weight),
            (needs, at.person_0 + at.person_of, one, 0 * one),
            (at.person_0 + people, np.array([at.sink]), may - np.minimum(may, 1), 0 * one),
            (at.person_0 + people, np.array([at.sink]), np.minimum(may, 1), bonus),
            (at.place_0 + places, at.provider_0 + at.provider_of, soft, 0 * one),
            (at.place_0 + places, at.provider_0 + at.provider_of, left - soft, problem.weights.overload * one),
            (provider, np.array([at.sink]), room.provider[at.provider], 0 * one),
        )
        self.tail, self.head = (_spread(arcs, k).astype(np.int32) for k in (0, 1))
        self.capacity, self.cost = (_spread(arcs, k).astype(np.int64) for k in (2, 3))
        self.supply = np.zeros(at.sink + 1, dtype=np.int64)
        self.supply[needs] = 1
        self.supply[at.person_0 + people] = may - asked
        self.supply[at.sink] = -may.sum()


def _spread(arcs: tuple, k: int) -> np.ndarray:
    return np.concatenate([np.broadcast_to(block[k], len(block[0])) for block in arcs])


def with_keep(problem: Problem, edges: Edges) -> Edges:
    """The edges with the bonus of a pair that stands as a proposal."""
    stands = (problem.standing[edges.need] == edges.place) & ~problem.locked[edges.need]
    if not stands.any():
        return edges
    bonus = problem.weights.keep * problem.priority[edges.need]
    return Edges(edges.need, edges.place, edges.weight + np.where(stands, bonus, 0))


def solve(problem: Problem, edges: Edges, room: Room) -> np.ndarray:
    """Positions of the edges that are the best plan; every edge's weight counts as it is."""
    if not len(edges):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(_cheapest(Network(problem, edges, room))[: len(edges)])


def _cheapest(network: Network) -> np.ndarray:
    """The cheapest flow, one number an arc. The network is used up: with millions of arcs it is not kept twice."""
    # Loaded here: pages that plan nothing never pay for it.
    from ortools.graph.python import min_cost_flow

    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(network.tail, network.head, network.capacity, network.cost)
    solver.set_nodes_supplies(np.arange(len(network.supply), dtype=np.int32), network.supply)
    del network.tail, network.head, network.capacity, network.cost
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise NoPlan(f"the solver ended with {status}")
    return solver.flows(arcs)
