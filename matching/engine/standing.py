"""A plan that stands, and one need more: placed in milliseconds, and the plan is again the best there is.

The best plan with a newcomer is the old one changed along the cheapest path from the need to its person: it takes a
seat, who sat there moves on, and so forth, until a seat is free or somebody of least worth stays open. Prices at the
nodes keep every step of such a path from costing less than nothing. So Dijkstra's search, from both ends at once, sees
only few nodes, and the prices are mended where it went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush

import numpy as np

from matching.engine.edges import Asking, Edges, all_edges
from matching.engine.flow import Room, with_keep
from matching.engine.residual import Arc, Near, Residual

FAR = 1 << 60


class Standing:
    """The best plan of some needs, to be joined by others."""

    def __init__(self, asking: Asking, room: Room, needs: np.ndarray, place: np.ndarray) -> None:
        """`place`, of each need, must be the best plan of these needs (`flow.solve`); the others have not come yet."""
        self._asking = asking
        edges = with_keep(asking.problem, all_edges(asking, needs, np.arange(len(asking.problem.places))))
        self._left = Residual(asking.problem, room, edges, needs, place)
        self._price = first_prices(self._left, needs)

    @property
    def place(self) -> np.ndarray:
        """The place of each need, or NOBODY; of those who have not come yet NOBODY."""
        return self._left.place

    def join(self, need: int) -> dict[int, int]:
        """Let a need in. The needs whose place changes come back, each with its place now, or NOBODY."""
        found = self._pairs(need)
        person = self._left.person_0 + int(self._asking.problem.person[need])
        there = self._price[self._left.place_0 + found.place] - found.weight
        self._price[need] = there.min(initial=self._price[person])
        self._left.let_in(need, found)
        path = self._path(need, person)
        place_0, provider_0 = self._left.place_0, self._left.provider_0
        changed = {
            node: then - place_0 if then < provider_0 else -1
            for node, then in zip(path, path[1:], strict=False)
            if node < place_0
        }
        self._left.move(changed)
        return changed

    def _pairs(self, need: int) -> Edges:
        problem = self._asking.problem
        n, p = problem.needs, problem.places
        category, province = (np.broadcast_to(c, problem.size)[need] for c in (n.category, n.province_id))
        near = np.flatnonzero((p.category == category) & (p.province_id == province))
        return with_keep(problem, all_edges(self._asking, np.array([need]), near))

    def _path(self, need: int, person: int) -> list[int]:
        """The nodes of the cheapest way from a need to its person."""
        ahead, behind = _Search(need, self._price, self._left.out, 1), _Search(person, self._price, self._left.into, -1)
        best, meets = FAR, need
        while ahead.top + behind.top < best:
            side, other = self._next(ahead, behind)
            for node in side.step(best - other.top):
                if (length := int(side.reach[node] + other.reach[node])) < best:
                    best, meets = length, node
        # Both sums are at most the length of the way, so no step comes to cost less than nothing.
        until = min(ahead.top, best)
        ahead.mend(until)
        behind.mend(best - until)
        return ahead.way(meets)[::-1] + behind.way(meets)[1:]

    def _next(self, ahead: _Search, behind: _Search) -> tuple[_Search, _Search]:
        """The side to go on with: the nearer one, but the sink, next to thousands, is left to the last."""
        sink = self._left.sink
        if (ahead.at == sink) != (behind.at == sink):
            back = ahead.at == sink and behind.top < FAR or ahead.top >= FAR
        else:
            back = behind.top < ahead.top
        return (behind, ahead) if back else (ahead, behind)


class _Search:
    """One of the two ends of a search: the nodes reached, and how."""

    def __init__(self, start: int, price: np.ndarray, arcs: Callable[[int, Near], Iterable[Arc]], sign: int) -> None:
        self._price, self._arcs, self._sign = price, arcs, sign
        self.reach = np.full(len(price), FAR)
        self.reach[start] = 0
        self._back, self._done = {start: start}, set[int]()
        self._heap = [(0, start)]

    @property
    def top(self) -> int:
        """How far the nearest node is that was not gone on from."""
        return self._heap[0][0] if self._heap else FAR

    @property
    def at(self) -> int:
        return self._heap[0][1] if self._heap else -1

    def step(self, bound: int) -> Iterator[int]:
        """Go on from the nearest node; those that were reached, or reached nearer, come back."""
        so_far, node = heappop(self._heap)
        self._done.add(node)
        base = so_far - self._sign * int(self._price[node])

        def near(ends: np.ndarray, cost: np.ndarray) -> Iterable[Arc]:
            some = base + cost + self._sign * self._price[ends] < np.minimum(self.reach[ends], bound)
            return zip(ends[some].tolist(), cost[some].tolist(), strict=True)

        for other, cost in self._arcs(node, near):
            far = base + cost + self._sign * int(self._price[other])
            if far < bound and far < self.reach[other]:
                self.reach[other], self._back[other] = far, node
                heappush(self._heap, (far, other))
                yield other
        while self._heap and self._heap[0][1] in self._done:
            heappop(self._heap)

    def mend(self, until: int) -> None:
        """Raise the prices behind the front, or lower them behind the other's, by what is left to it."""
        nodes = np.array(sorted(self._done), dtype=np.int64)
        self._price[nodes] += self._sign * np.maximum(0, until - self.reach[nodes])

    def way(self, node: int) -> list[int]:
        """From a node back to the start."""
        nodes = [node]
        while self._back[nodes[-1]] != nodes[-1]:
            nodes.append(self._back[nodes[-1]])
        return nodes


def first_prices(left: Residual, needs: np.ndarray) -> np.ndarray:
    """A price at each node with which no arc costs less than nothing: less what the cheapest way from the sink costs.

    No way leads to a place that nobody of these needs may have; it costs what lies behind it.
    """
    p, room, found = left.problem, left.room, left.by_place
    sits, waits = needs[left.place[needs] >= 0], needs[left.place[needs] < 0]
    starts = np.flatnonzero(np.diff(found.place, prepend=-1))
    asked = found.place[starts]
    more = np.where(left.used < room.soft, 0, p.weights.overload)
    less = np.where(left.used > room.soft, -p.weights.overload, 0)
    free, used = asked[left.used[asked] < room.place[asked]], np.flatnonzero(left.used > 0)
    need, place = np.full(p.size, FAR), np.full(len(p.places), FAR)
    provider = np.where(left.cases > 0, 0, FAR)
    person = np.where(left.served < room.person, np.where(left.served > 0, 0, -left.bonus), FAR)
    while True:
        before = need.copy()
        if len(starts):
            place[asked] = np.minimum.reduceat(need[found.need] - found.weight, starts)
        np.minimum.at(provider, p.provider[free], place[free] + more[free])
        place[used] = np.minimum(place[used], provider[p.provider[used]] + less[used])
        need[sits] = place[left.place[sits]] + left.worth[sits]
        np.minimum.at(person, p.person[sits], need[sits])
        need[waits] = person[p.person[waits]]
        if (need == before).all():
            break
    provider = np.where(provider < FAR // 2, -provider, np.where(room.provider > 0, 0, FAR))
    behind = np.where(left.used < room.place, provider[p.provider] + more, FAR)
    place = np.where(place < FAR // 2, -place, behind)
    return np.concatenate([-need, place, provider, -person, [0]])
