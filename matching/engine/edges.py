"""All pairs of need and place that pass every gate, with their weights, in bounded memory.

Needs and places meet only inside a bucket (one category and prefecture, or one category and province for remote
places), because two of the gates say so. Inside it each gate of `rules.GATES` is asked once for every different
combination of the values it reads, not for every pair, and its answers are kept as bits: a need's row is the AND of
the rows of its combinations.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.engine.problem import Problem, Rows
from matching.engine.rules import GATES, Gate
from matching.engine.weights import points10, worth

AT_ONCE = 150_000  # pairs a gate is asked about at a time: its interim columns stay in the processor's cache
UNPACKED = 1_000_000  # pairs whose bits are spread out at a time
BY_PAIR = ("conflict", "helped", "barred")  # columns of the need that differ from place to place; mostly 0


@dataclass(frozen=True)
class Edges:
    """Pairs that pass every gate: row of the need, row of the place, w of the file format."""

    need: np.ndarray
    place: np.ndarray
    weight: np.ndarray

    def __len__(self) -> int:
        return len(self.need)

    def take(self, rows: np.ndarray) -> Edges:
        return Edges(self.need[rows], self.place[rows], self.weight[rows])

    @classmethod
    def joined(cls, parts: list[Edges]) -> Edges:
        if not parts:
            return cls(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int64))
        return cls(*(np.concatenate([getattr(p, name) for p in parts]) for name in ("need", "place", "weight")))


class Asking:
    """The gates made ready for one problem: which columns each reads, and which needs are alike to it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.early: list[tuple[Gate, np.ndarray]] = []  # with the group of each need
        self.late: list[Gate] = []  # to be asked again of the pairs that are tied
        for gate in GATES if problem.size and len(problem.places) else ():
            columns = columns_read(gate, problem)
            if columns & set(BY_PAIR):
                self.late.append(gate)
            self.early.append((gate, _groups(problem, columns - set(BY_PAIR))))

    def of(self, problem: Problem) -> Asking:
        """The same for a problem with the same needs whose places have other loads."""
        other = copy(self)
        other.problem = problem
        return other

    def edges(self, needs: np.ndarray, places: np.ndarray) -> Edges:
        """The pairs between these needs and places that pass every gate."""
        parts = [self._weighed(i, j) for i, j in self._passing(needs, places)]
        return Edges.joined(parts)

    def _passing(self, needs: np.ndarray, places: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        bits = self._bits(needs, places)
        step = max(1, UNPACKED // max(1, len(places)))
        for at in range(0, len(needs), step):
            spread = np.unpackbits(bits[at : at + step], axis=1, count=len(places))
            flat = np.flatnonzero(spread.view(bool))
            row, column = np.divmod(flat, len(places))
            yield needs[at + row], places[column]

    def _bits(self, needs: np.ndarray, places: np.ndarray) -> np.ndarray:
        """One row of bits a need, one bit a place: all gates that need not be asked pair by pair."""
        bits = np.full((len(needs), (len(places) + 7) // 8), 255, dtype=np.uint8)
        there = Rows(self.problem.places, places)
        for gate, group in self.early:
            _values, first, of = np.unique(group[needs], return_index=True, return_inverse=True)
            bits &= self._answers(gate, needs[first], there)[of]
        return bits

    def _answers(self, gate: Gate, needs: np.ndarray, there: Rows) -> np.ndarray:
        out = np.empty((len(needs), (len(there) + 7) // 8), dtype=np.uint8)
        step = max(1, AT_ONCE // max(1, len(there)))
        for at in range(0, len(needs), step):
            some = needs[at : at + step]
            yes, _no = gate.answer(Rows(self.problem.needs, some, upright=True), there)  # type: ignore[arg-type]
            out[at : at + step] = np.packbits(np.broadcast_to(yes, (len(some), len(there))), axis=1)
        return out

    def _weighed(self, i: np.ndarray, j: np.ndarray) -> Edges:
        need, place = pairs(self.problem, i, j)
        ok = self._not_forbidden(need, i, j)
        if not ok.all():
            i, j = i[ok], j[ok]
            need, place = pairs(self.problem, i, j)
        w = self.problem.priority[i] * worth(points10(need, place, self.problem.weights), self.problem.weights)
        return Edges(i.astype(np.int32), j.astype(np.int32), w)

    def _not_forbidden(self, need: Any, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """False for the pairs that a tie forbids. Few pairs are tied: only of those the gates are asked again."""
        ok = np.ones(len(i), dtype=bool)
        if self.problem.spent is not None:
            ok &= self.problem.spent.hold(i, j) == 0
        tied = np.flatnonzero((need.conflict != 0) | (np.broadcast_to(need.barred, len(i)) != 0))
        if len(tied):
            one, there = pairs(self.problem, i[tied], j[tied])
            for gate in self.late:
                ok[tied] &= gate.answer(one, there)[0]
        return ok


def pairs(problem: Problem, i: np.ndarray, j: np.ndarray) -> tuple[Any, Any]:
    """Need and places as the gates and the score take them, one entry a pair."""
    person, provider = problem.person[i], problem.provider[j]
    more: dict[str, Any] = {
        "conflict": problem.conflicts.hold(person, provider),
        "helped": problem.helped.hold(person, provider),
    }
    if problem.barred is not None and problem.county is not None:
        more["barred"] = problem.barred.hold(person, problem.county[j])
    return Rows(problem.needs, i, **more), Rows(problem.places, j)


class _Watched:
    """Stands in for a need and notes which of its columns a gate reads."""

    def __init__(self, need: Rows) -> None:
        self._need, self.read = need, set[str]()

    def __getattr__(self, name: str) -> Any:
        if name != "rules":
            self.read.add(name)
        return getattr(self._need, name)


def columns_read(gate: Gate, problem: Problem) -> set[str]:
    """Which columns of the need this gate reads. No gate chooses its columns by their values."""
    one = np.zeros(1, dtype=np.int64)
    watched = _Watched(Rows(problem.needs, one))
    gate.answer(watched, Rows(problem.places, one))  # type: ignore[arg-type]
    return watched.read


def _groups(problem: Problem, columns: set[str]) -> np.ndarray:
    """A number for each need; needs with the same number have the same values in all these columns."""
    group = np.zeros(problem.size, dtype=np.int64)
    for name in sorted(columns):
        column = getattr(problem.needs, name)
        if np.ndim(column):
            values, number = np.unique(column, return_inverse=True)
            groups, group = np.unique(group * len(values) + number, return_inverse=True)
            if 2 * len(groups) > problem.size:  # nearly every need stands alone: no use in grouping
                return np.arange(problem.size)
    return group


def buckets(problem: Problem, needs: np.ndarray, places: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The needs and places that can meet at all: of one category, and in one prefecture or remote in one province.

    Every need is in one bucket at most; rows come in rising order.
    """
    n, p = problem.needs, problem.places
    far = p.remote[places] == 1
    here, afar = places[~far], places[far]
    near_by = _by_key(_column(p.category, here), _column(p.prefecture_id, here))
    remote = _by_key(_column(p.category, afar), _column(p.province_id, afar))
    at_home = [_column(value, needs) for value in (n.category, n.prefecture_id, n.province_id)]
    for (category, prefecture, province), a in _by_key(*at_home).items():
        found = [
            places_of[at]
            for places_of, at in (
                (here, near_by.get((category, prefecture))),
                (afar, remote.get((category, province))),
            )
            if at is not None
        ]
        if found:
            yield needs[a], np.sort(np.concatenate(found))


def _column(value: Any, rows: np.ndarray) -> np.ndarray:
    return value[rows] if np.ndim(value) else np.full(len(rows), value)


def _by_key(*columns: np.ndarray) -> dict[tuple[int, ...], np.ndarray]:
    """The positions of each combination of values, in rising order."""
    if not len(columns[0]):
        return {}
    order = np.lexsort(columns[::-1])
    sorted_ = np.stack(columns, axis=1)[order]
    starts = np.flatnonzero(np.r_[True, (sorted_[1:] != sorted_[:-1]).any(axis=1)])
    keys = (tuple(key) for key in sorted_[starts].tolist())
    return dict(zip(keys, np.split(order, starts[1:]), strict=True))


def all_edges(asking: Asking, needs: np.ndarray, places: np.ndarray) -> Edges:
    """Every pair of these needs and places that passes every gate; the pairs of a need stand together."""
    return Edges.joined([asking.edges(a, b) for a, b in buckets(asking.problem, needs, places)])
