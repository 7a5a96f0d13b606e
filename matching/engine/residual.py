"""The flow of a plan that stands, and where one unit more could still go: the arcs that are left, both ways.

Nodes are numbered: needs, places, providers, persons, the sink, each by its row in its table. A person sends to the
sink what its cap allows and is not served; the last of these units costs the bonus of a first service. So a newcomer
changes no cap: it is one unit more that must come to its person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from matching.engine.edges import Edges
from matching.engine.flow import Room
from matching.engine.problem import NOBODY, Problem

Arc = tuple[int, int]  # the node at the other end, the cost
Near = Callable[[np.ndarray, np.ndarray], Iterable[Arc]]  # of these ends and costs the arcs that are worth a look


class Residual:
    """Who has which place, what is left of every cap, and the pairs that may be."""

    def __init__(self, problem: Problem, room: Room, edges: Edges, needs: np.ndarray, place: np.ndarray) -> None:
        self.problem, self.room = problem, room
        sizes = (0, problem.size, len(problem.places), len(problem.providers), len(problem.people))
        _need, self.place_0, self.provider_0, self.person_0, self.sink = np.cumsum(sizes).tolist()
        self.edges = edges.take(np.argsort(edges.need, kind="stable"))
        self._from = np.searchsorted(self.edges.need, np.arange(problem.size + 1))
        self.by_place = self.edges.take(np.argsort(self.edges.place, kind="stable"))
        self._to = np.searchsorted(self.by_place.place, np.arange(len(problem.places) + 1))
        self._of_provider = np.argsort(problem.provider, kind="stable")
        ends = np.arange(len(problem.providers) + 1)
        self._provider_from = np.searchsorted(problem.provider[self._of_provider], ends)
        self._later: dict[int, Edges] = {}  # of those who came since
        self._asked_later: dict[int, list[Arc]] = {}
        self._stand(needs, place)

    def _stand(self, needs: np.ndarray, place: np.ndarray) -> None:
        p, found = self.problem, self.edges
        self.place = np.full(p.size, NOBODY)
        self.place[needs] = place[needs]
        held = self.place[found.need] == found.place
        self.worth = np.zeros(p.size, np.int64)
        self.worth[found.need[held]] = found.weight[held]
        sits = needs[self.place[needs] >= 0]
        self.used = np.bincount(self.place[sits], minlength=len(p.places))
        self.cases = np.bincount(p.provider[self.place[sits]], minlength=len(p.providers))
        self.served = np.bincount(p.person[sits], minlength=len(p.people))
        self.bonus = np.where(self.room.first, p.first_service, 0)
        self._there: dict[int, set[int]] = {}
        self.of_person: dict[int, set[int]] = {}
        for need in needs.tolist():
            self.of_person.setdefault(int(p.person[need]), set()).add(need)
        for need in sits.tolist():
            self._there.setdefault(int(self.place[need]), set()).add(need)

    def let_in(self, need: int, found: Edges) -> None:
        """A newcomer with the pairs that may be; it is on its way, at no place and not yet at its person."""
        self._later[need] = found
        for place, weight in zip(found.place.tolist(), found.weight.tolist(), strict=True):
            self._asked_later.setdefault(place, []).append((need, -weight))

    def move(self, changed: dict[int, int]) -> None:
        """Give each of these needs its place, or NOBODY."""
        p = self.problem
        for need, place in changed.items():
            for at, step in ((int(self.place[need]), -1), (place, 1)):
                if at >= 0:
                    self.used[at] += step
                    self.cases[p.provider[at]] += step
                    self.served[p.person[need]] += step
                    self._there.setdefault(at, set()).symmetric_difference_update({need})
            self.place[need] = place
            places, weights = self.pairs(need)
            self.worth[need] = weights[places == place].sum()
            self.of_person.setdefault(int(p.person[need]), set()).add(need)

    def pairs(self, need: int) -> tuple[np.ndarray, np.ndarray]:
        """The places that may be given to a need, and what each is worth."""
        if need in self._later:
            return self._later[need].place, self._later[need].weight
        rows = slice(self._from[need], self._from[need + 1])
        return self.edges.place[rows], self.edges.weight[rows]

    # --- what one step costs -------------------------------------------------------------------------------
    def _one_more(self, place: int) -> int:
        return 0 if self.used[place] < self.room.soft[place] else self.problem.weights.overload

    def _one_less(self, place: int) -> int:
        return -self.problem.weights.overload if self.used[place] > self.room.soft[place] else 0

    def _free(self, place: int) -> bool:
        return bool(self.used[place] < self.room.place[place])

    def _may(self, provider: int) -> bool:
        return bool(self.cases[provider] < self.room.provider[provider])

    def _places_of(self, provider: int) -> list[int]:
        return self._of_provider[self._provider_from[provider] : self._provider_from[provider + 1]].tolist()

    # --- arcs out of a node, into a node -------------------------------------------------------------------
    def out(self, node: int, near: Near) -> Iterable[Arc]:
        """Where a unit can go from here; where there are many, only those that are near."""
        if node < self.place_0:
            return self._out_of_need(node, near)
        if node < self.provider_0:
            return self._out_of_place(node - self.place_0)
        if node < self.person_0:
            return self._out_of_provider(node - self.provider_0)
        if node < self.sink:
            return self._out_of_person(node - self.person_0)
        return self._out_of_sink(near)

    def into(self, node: int, near: Near) -> Iterable[Arc]:
        """Where a unit that is here can come from; like `out`."""
        if node < self.place_0:
            return self._into_need(node)
        if node < self.provider_0:
            return self._into_place(node - self.place_0, near)
        if node < self.person_0:
            return self._into_provider(node - self.provider_0)
        if node < self.sink:
            return self._into_person(node - self.person_0)
        return self._into_sink(near)

    def _out_of_need(self, need: int, near: Near) -> Iterator[Arc]:
        places, weight = self.pairs(need)
        other = places != self.place[need]
        yield from near(self.place_0 + places[other], -weight[other])
        person = int(self.problem.person[need])
        if self.place[need] >= 0 or need not in self.of_person.get(person, ()):
            yield self.person_0 + person, 0

    def _into_need(self, need: int) -> Iterator[Arc]:
        person = int(self.problem.person[need])
        if self.place[need] >= 0:
            yield self.place_0 + int(self.place[need]), int(self.worth[need])
        elif need in self.of_person.get(person, ()):
            yield self.person_0 + person, 0

    def _out_of_place(self, place: int) -> Iterator[Arc]:
        if self._free(place):
            yield self.provider_0 + int(self.problem.provider[place]), self._one_more(place)
        for need in self._there.get(place, ()):
            yield need, int(self.worth[need])

    def _into_place(self, place: int, near: Near) -> Iterator[Arc]:
        if self.used[place]:
            yield self.provider_0 + int(self.problem.provider[place]), self._one_less(place)
        rows = slice(self._to[place], self._to[place + 1])
        needs, weight = self.by_place.need[rows], self.by_place.weight[rows]
        other = self.place[needs] != place
        yield from near(needs[other], -weight[other])
        yield from (arc for arc in self._asked_later.get(place, ()) if self.place[arc[0]] != place)

    def _out_of_provider(self, provider: int) -> Iterator[Arc]:
        if self._may(provider):
            yield self.sink, 0
        yield from ((self.place_0 + at, self._one_less(at)) for at in self._places_of(provider) if self.used[at])

    def _into_provider(self, provider: int) -> Iterator[Arc]:
        if self.cases[provider]:
            yield self.sink, 0
        yield from ((self.place_0 + at, self._one_more(at)) for at in self._places_of(provider) if self._free(at))

    def _out_of_person(self, person: int) -> Iterator[Arc]:
        if self.served[person]:
            yield self.sink, 0 if self.served[person] > 1 else int(self.bonus[person])
        yield from ((need, 0) for need in self.of_person.get(person, ()) if self.place[need] < 0)

    def _into_person(self, person: int) -> Iterator[Arc]:
        if self.served[person] < self.room.person[person]:
            yield self.sink, 0 if self.served[person] else -int(self.bonus[person])
        yield from ((need, 0) for need in self.of_person.get(person, ()) if self.place[need] >= 0)

    def _out_of_sink(self, near: Near) -> Iterator[Arc]:
        provider = np.flatnonzero(self.cases > 0)
        yield from near(self.provider_0 + provider, np.zeros_like(provider))
        person = np.flatnonzero(self.served < self.room.person)
        yield from near(self.person_0 + person, np.where(self.served > 0, 0, -self.bonus)[person])

    def _into_sink(self, near: Near) -> Iterator[Arc]:
        provider = np.flatnonzero(self.cases < self.room.provider)
        yield from near(self.provider_0 + provider, np.zeros_like(provider))
        person = np.flatnonzero(self.served > 0)
        yield from near(self.person_0 + person, np.where(self.served > 1, 0, self.bonus)[person])
