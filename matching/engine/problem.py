"""What a plan is asked, in columns: all needs, all places, and what ties them together.

Rows are numbered from 0 in each table; a person, a provider, a need, a place is its row number here. The columns are
those of a single request, one entry a need, so the gates and the score are the very same functions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from matching.engine.columns import NEED_COLUMNS, Need, Places
from matching.engine.weights import STANDARD, Weights, priority

NOBODY = -1


@dataclass(frozen=True)
class People:
    """Columns of the persons, one entry each."""

    supervisee_id: np.ndarray
    key_level: np.ndarray
    max_services: np.ndarray  # locked ones included

    def __len__(self) -> int:
        return len(self.supervisee_id)


@dataclass(frozen=True)
class Providers:
    """Columns of the providers, one entry each."""

    provider_id: np.ndarray
    max_cases: np.ndarray  # over all its places, locked ones included

    def __len__(self) -> int:
        return len(self.provider_id)


@dataclass(frozen=True)
class Ties:
    """Which persons and providers are tied: a conflict of interest, or help given before."""

    keys: np.ndarray  # sorted: person * width + provider
    width: int

    @classmethod
    def of(cls, person: np.ndarray, provider: np.ndarray, *, persons: int, width: int) -> Ties:
        ties = cls(np.unique(person.astype(np.int64) * width + provider), width)
        object.__setattr__(ties, "_has", np.bincount(person, minlength=persons) > 0)
        return ties

    def hold(self, person: np.ndarray, provider: np.ndarray) -> np.ndarray:
        """1 for each pair that is tied, 0 for the others."""
        out = np.zeros(len(person), dtype=np.int64)
        some = np.flatnonzero(self._has[person])  # type: ignore[attr-defined]
        if len(some):
            key = person[some].astype(np.int64) * self.width + provider[some]
            at = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
            out[some] = self.keys[at] == key
        return out


@dataclass(frozen=True)
class Problem:
    """One plan's question. `standing` is the plan that stands: the place of each need, or NOBODY."""

    needs: Need  # every value is a column over the needs; pairs (conflict, helped) come from the ties
    places: Places  # `load` and `provider_load` stand at 0: `standing` says what is in use
    people: People
    providers: Providers
    person: np.ndarray  # of each need
    provider: np.ndarray  # of each place
    conflicts: Ties
    helped: Ties
    standing: np.ndarray
    locked: np.ndarray  # accepted: must stay
    barred: Ties | None = None  # persons and counties (numbers of `county`) that an order keeps them out of
    county: np.ndarray | None = None  # of each place
    spent: Ties | None = None  # needs and places that said no to each other in this round
    queries: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    weights: Weights = STANDARD

    @property
    def size(self) -> int:
        return len(self.person)

    @cached_property
    def priority(self) -> np.ndarray:
        """P of the file format, one entry a need."""
        return np.broadcast_to(priority(self.needs, self.weights), self.size)

    @cached_property
    def first_service(self) -> np.ndarray:
        """What a person's first service is worth, one entry a person."""
        w = self.weights
        return w.first_service * (w.priority_base + w.priority_key_level * self.people.key_level)

    def with_load(self, *, locked_only: bool) -> Problem:
        """The same with the places' loads filled in from the standing plan."""
        held = self.standing[(self.standing >= 0) & (self.locked | (not locked_only))]
        load = np.bincount(held, minlength=len(self.places))
        cases = np.bincount(self.provider[held], minlength=len(self.providers))
        return replace(self, places=self.places.with_columns(load=load, provider_load=cases[self.provider]))


class Rows:
    """Some rows of a table of columns (`Need` or `Places`), each column gathered when it is first asked for.

    `upright` turns the columns on end, so that they spread over the places; `more` are columns of the pairs.
    """

    def __init__(self, table: Any, rows: np.ndarray, *, upright: bool = False, **more: Any) -> None:
        self._table, self._rows, self._upright = table, rows, upright
        self.__dict__.update(more)

    def __len__(self) -> int:
        return len(self._rows)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._table, name)
        if name != "rules" and np.ndim(value):
            value = value[self._rows]
            value = value[:, None] if self._upright else value
        self.__dict__[name] = value
        return value


def need_at(problem: Problem, row: int, places: np.ndarray) -> Need:
    """One need as a single request sees it, towards these places."""
    values = {name: _one(getattr(problem.needs, name), row) for name in NEED_COLUMNS}
    person = np.full(len(places), problem.person[row])
    values["conflict"] = problem.conflicts.hold(person, problem.provider[places])
    values["helped"] = problem.helped.hold(person, problem.provider[places])
    if problem.barred is not None and problem.county is not None:
        values["barred"] = problem.barred.hold(person, problem.county[places])
    return Need(**values, rules=problem.needs.rules)


def _one(column: Any, row: int) -> Any:
    return column[row] if np.ndim(column) else column
