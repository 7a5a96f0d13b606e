"""Who stands behind the places, and what the lower trades say of them today: by place, as columns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from matching.engine import codes
from matching.models import SupplierCap
from matching.offers.columns import MINORS_ONLY, NOT_IN_SERVICE, ROOM
from matching.planning.rows import Table, fetch, ints, numbers_of
from ngos import queries as ngos
from volunteers import queries as volunteers

Key = tuple[int, int, bool]  # organisation, volunteer, is it a service


@dataclass(frozen=True)
class Suppliers:
    """`provider` numbers who shares a cap; columns of the places, then of the providers."""

    provider: np.ndarray
    grade: np.ndarray  # of the organisation's file; 0 where the place's own counts
    cases: np.ndarray
    shut: np.ndarray
    full: np.ndarray
    unchecked: np.ndarray  # no background check
    untrained: np.ndarray
    quota: np.ndarray
    until: np.ndarray  # last day of the contract
    needs_raw: tuple[Any, ...]
    needs: dict[Any, list[str]]
    keys: list[Key]
    ids: np.ndarray
    cap: np.ndarray
    free: np.ndarray

    @classmethod
    def of(cls, places: Table, asks: Table, people: Table, on: date) -> Suppliers:
        kinds = [kind == "service" for kind in places["kind"]]
        keys = list(zip(places["org_id"], places["volunteer_id"], kinds, strict=True))
        numbers = numbers_of(keys)
        provider = np.array([numbers[key] for key in keys], dtype=np.int64)
        facts = _Facts(list(numbers), asks, people, on)
        quota, until = _contracts(places["contract_id"], on)
        raw = tuple(str(value) if isinstance(value, list) else value for value in places["needs"])
        return cls(
            provider=provider,
            quota=quota,
            until=until,
            needs_raw=raw,
            needs={text: _list(value) for text, value in dict(zip(raw, places["needs"], strict=True)).items()},
            keys=list(numbers),
            ids=np.array([org or -volunteer for org, volunteer, _service in numbers], dtype=np.int64),
            cap=facts.cap,
            free=facts.free,
            **{name: getattr(facts, name)[provider] for name in _Facts.BY_PLACE},
        )


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else json.loads(value)


class _Facts:
    """Columns of the providers."""

    BY_PLACE = ("grade", "cases", "shut", "full", "unchecked", "untrained")

    def __init__(self, keys: list[Key], asks: Table, people: Table, on: date) -> None:
        size = len(keys)
        self.grade, self.cases, self.unchecked, self.untrained = (np.zeros(size, dtype=np.int64) for _ in range(4))
        self.shut, self.full = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        self.cap, self.free = np.full(size, codes.NO_LIMIT), np.full(size, codes.NO_LIMIT)
        self._organisations(keys)
        self._volunteers(keys, asks, people, on)

    def _organisations(self, keys: list[Key]) -> None:
        standings = ngos.capacity({org for org, _v, service in keys if service and org})
        caps = _caps()
        for at, (org, _volunteer, service) in enumerate(keys):
            if service:
                standing = standings.get(org)
                self.shut[at] = standing is None or not standing.is_open
                if standing is not None:
                    self.grade[at], self.cases[at] = codes.GRADES[standing.grade], standing.cases_n
                    self.cap[at] = self.free[at] = standing.free
            elif org in caps:
                self.cap[at], self.free[at], self.shut[at] = caps[org]

    def _volunteers(self, keys: list[Key], asks: Table, people: Table, on: date) -> None:
        """What each volunteer lacks, for each need that is asked for and whether a minor asks."""
        who = {volunteer for _o, volunteer, _s in keys if volunteer}
        if not who:
            return
        minors = dict(zip(people["pk"], people["is_minor_track"], strict=True))
        asked = {(n, bool(minors[c])) for n, c in zip(asks["need"], asks["client_id"], strict=True)}
        found, lacks = volunteers.missing_by_need(who, on, [("", False), ("", True), *sorted(asked)])
        for at, (_org, volunteer, _service) in enumerate(keys):
            if volunteer in found:
                self._one(at, {want: set(lacks[want].get(volunteer, ())) for want in lacks})
                if not _org:
                    self.cap[at], self.free[at] = found[volunteer].capacity, found[volunteer].free

    def _one(self, at: int, lacks: dict[tuple[str, bool], set[str]]) -> None:
        self.shut[at] |= bool(lacks["", False] & NOT_IN_SERVICE)
        self.full[at] = bool(lacks["", False] & ROOM)
        self.unchecked[at] = bool(lacks["", True] & MINORS_ONLY)
        for (need, minor), some in lacks.items():
            if need and some - NOT_IN_SERVICE - ROOM - MINORS_ONLY:
                self.untrained[at] |= 1 << (codes.need_bit(need) + codes.OF_MINORS * minor)


def _caps() -> dict[int, tuple[int, int, bool]]:
    """Of each employer or agency that named one: the cap, what is free of it, and whether it is suspended."""
    found = fetch(SupplierCap.objects.all(), "org_id", "capacity", "taken", "is_suspended")
    rows = zip(*found.values(), strict=True)
    return {org: (capacity, max(0, capacity - taken), bool(shut)) for org, capacity, taken, shut in rows}


def _contracts(ids: Any, on: date) -> tuple[np.ndarray, np.ndarray]:
    """Funded cases left and the last day, by place; no contract has neither."""
    quota, until = np.full(len(ids), codes.NO_LIMIT), np.full(len(ids), codes.FOREVER)
    at = np.flatnonzero(ints(ids))
    if len(at):
        some = {ids[k] for k in at.tolist()}
        left, terms = ngos.contracts_left(some, on, on), ngos.contract_terms(some)
        for k in at.tolist():
            in_force, quota[k] = left[ids[k]]
            until[k] = terms[ids[k]][1].toordinal() if in_force else codes.NEVER
    return quota, until
