"""Many requests against all open places at once: the very gates of one request, in arrays, with a fixed number of
queries. It serves what is counted over many (the only option for others, what one change would open), never an offer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kit import clock
from matching.engine import codes, rules
from matching.engine.columns import Need, Places
from matching.engine.problem import Rows
from matching.models import AssistanceRequest, Conflict, Offer, Order, Place
from matching.offers.columns import (
    FIELDS,
    barred,
    conflicts_among,
    need_of,
    need_values,
    row_columns,
    rulebook,
)
from matching.resources.caps import caps_of
from ngos import queries as ngos
from volunteers import queries as volunteers

AT_ONCE = 400_000  # pairs that are judged together: a few megabytes for each of the gates
Row = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """Some requests of one category before its places: `failures` and `gate` have a row a request, a column a place.

    `failures` is how many gates hold the pair back, `gate` the number in rules.CODES of the first of them; `live` is
    False where the place declined or let an offer run out in this round.
    """

    requests: list[AssistanceRequest]
    rows: list[Row]
    need: Any
    places: Places
    failures: np.ndarray
    gate: np.ndarray
    live: np.ndarray

    @property
    def eligible(self) -> np.ndarray:
        return (self.failures == 0) & self.live

    @property
    def one_step(self) -> np.ndarray:
        """Held back by one gate alone, which something can open."""
        mendable = np.array([gate.can_open for gate in rules.GATES])
        return (self.failures == 1) & self.live & mendable[self.gate]


class Supply:
    """The open places of what is asked for and all that the gates read of requests and places. Ten queries."""

    def __init__(self, requests: Iterable[AssistanceRequest]) -> None:
        self.requests, self.today = list(requests), clock.today()
        self.rows: dict[int, list[Row]] = {}
        rows = Place.objects.filter(status="open", category__in={r.category for r in self.requests}).order_by("pk")
        for row in rows.values(*FIELDS):
            self.rows.setdefault(row["category"], []).append(row)
        every = [row for some in self.rows.values() for row in some]
        self._standings = ngos.capacity({r["org_id"] for r in every if r["kind"] == "service"})
        self._caps = caps_of({r["org_id"] for r in every if r["org_id"] and r["kind"] != "service"})
        self._contracts = _contracts(every)
        wants = {(r.need, r.client.is_minor_track) for r in self.requests}
        ids = {r["volunteer_id"] for r in every if r["volunteer_id"]}
        self.people, self._missing = volunteers.missing_by_need(ids, self.today, wants)
        self._orders = _orders(self.requests, self.today)
        self._conflicts = _conflicts(self.requests)
        self._spent = _spent(self.requests)

    def missing(self, request: AssistanceRequest) -> dict[int, list[str]]:
        """What each volunteer lacks for this need, by volunteer; needs that ask for the same papers share it."""
        return self._missing[request.need, request.client.is_minor_track]

    def columns(self, category: int, missing: dict[int, list[str]]) -> Places:
        """The places of a category as the engine sees them. A contract must be in force as long as the help."""
        rows, terms = self.rows[category], self._contracts
        quotas = {pk: (True, terms[pk][2]) if pk in terms else (False, 0) for pk in {r["contract_id"] for r in rows}}
        quotas[None] = (True, codes.NO_LIMIT)
        columns = [row_columns(r, self._standings, quotas, missing, self.today, self._caps) for r in rows]
        for row, column in zip(rows, columns, strict=True):
            first, last, _free = terms.get(row["contract_id"], (None, None, 0))
            column["open_from_day"] = first.toordinal() if first else codes.NEVER
            if last:
                column["open_until_day"] = min(column["open_until_day"] or codes.FOREVER, last.toordinal())
        return Places.from_rows(columns)

    def need(self, request: AssistanceRequest, rows: list[Row], helped: Any = 0) -> Need:
        conflicts = self._conflicts.get(request.client.id_index, [])
        orders = self._orders.get(request.client_id, [])
        return need_of(request, rows, orders=orders, conflicts=conflicts, helped=helped)

    def live(self, request: AssistanceRequest, rows: list[Row]) -> np.ndarray:
        spent = self._spent.get(request.pk)
        if not spent:
            return np.ones(len(rows), dtype=bool)
        return np.array([row["pk"] not in spent for row in rows], dtype=bool)

    def upright(self, requests: list[AssistanceRequest], rows: list[Row]) -> Any:
        """The requests as columns that spread over the places: one row each, and one column a place in what differs
        from place to place."""
        orders = [self._orders.get(r.client_id, []) for r in requests]
        values = [need_values(r, some) for r, some in zip(requests, orders, strict=True)]
        need = Need(
            **{name: [one[name] for one in values] for name in values[0]}, conflict=0, rules=rulebook(self.today)
        )
        shut = np.zeros((len(requests), len(rows)), dtype=np.int64)
        for k, some in enumerate(orders):
            if any(order.kind == "area" for order in some):
                shut[k] = barred(some, rows)
        return Rows(need, np.arange(len(requests)), upright=True, conflict=self._ties(requests, rows), barred=shut)

    def _ties(self, requests: list[AssistanceRequest], rows: list[Row]) -> np.ndarray:
        """The conflict of each pair. Most know of none but that with the officer's own office."""
        orgs = np.array([row["org_id"] or 0 for row in rows], dtype=np.int64)
        offices = np.array([r.office_id for r in requests], dtype=np.int64)
        found = (orgs == offices[:, None]) * codes.CONFLICTS["own_organisation"][0]
        for k, request in enumerate(requests):
            if known := self._conflicts.get(request.client.id_index):
                found[k] = conflicts_among(request, rows, known)
        return found

    def judged(self, *, besides: Collection[str] = ()) -> Iterator[Judged]:
        """Every request before every place of its category; gates named in `besides` are not asked."""
        groups: dict[tuple[int, int], list[AssistanceRequest]] = {}
        for request in self.requests:
            groups.setdefault((request.category, id(self.missing(request))), []).append(request)
        for (category, _papers), some in groups.items():
            rows = self.rows.get(category, [])
            places = self.columns(category, self.missing(some[0])) if rows else None
            step = max(1, AT_ONCE // max(1, len(rows)))
            for at in range(0, len(some), step) if places else ():
                yield self._judged(some[at : at + step], rows, places, besides)

    def _judged(self, some: list[AssistanceRequest], rows: list[Row], places: Any, besides: Collection[str]) -> Judged:
        need = self.upright(some, rows)
        failures, gate = verdict(need, places, len(some), besides)
        live = np.array([self.live(request, rows) for request in some])
        return Judged(some, rows, need, places, failures, gate, live)


def verdict(need: Any, places: Places, n: int, besides: Collection[str] = ()) -> tuple[np.ndarray, np.ndarray]:
    """How many gates hold each pair back, and the first of them."""
    failures = np.zeros((n, len(places)), dtype=np.uint8)
    first = np.zeros_like(failures)
    for number, gate in enumerate(rules.GATES):
        if gate.code in besides:
            continue
        shut = ~np.broadcast_to(gate.answer(need, places)[0], failures.shape)
        first[shut & (failures == 0)] = number
        failures += shut
    return failures, first


# --- the only option ---------------------------------------------------------------------------------------
OTHERS = 500  # requests that are looked at, the most urgent and then the longest waiting


def only_option(request: AssistanceRequest, place_ids: Collection[int]) -> dict[int, int]:
    """For how many other requests that look for a place each of these is the only one; about eleven queries.

    A minor's request counts only among five or more, so that none can be worked out (R-MIN-02).
    """
    rows = AssistanceRequest.objects.filter(category=request.category, status__in=("matching", "waitlisted"))
    others = rows.exclude(pk=request.pk).select_related("client", "consent").order_by("-urgency", "submitted_at", "pk")
    found: dict[int, list[bool]] = {}
    supply = Supply(others[:OTHERS]) if place_ids else None
    for judged in supply.judged() if supply and supply.requests else ():
        ok = judged.eligible
        for k in np.flatnonzero(ok.sum(axis=1) == 1):
            place = judged.rows[int(ok[k].argmax())]["pk"]
            found.setdefault(place, []).append(judged.requests[k].client.is_minor_track)
    return {pk: counted(found[pk]) for pk in place_ids if pk in found and counted(found[pk])}


def counted(minors: list[bool], least: int = 5) -> int:
    """How many, minors left out where all together are fewer than five.  law: R-MIN-02"""
    return len(minors) if len(minors) >= least else minors.count(False)


# --- what is read for all at once --------------------------------------------------------------------------
def _contracts(rows: Iterable[Row]) -> dict[int, tuple[date, date, int]]:
    ids = {r["contract_id"] for r in rows if r["contract_id"]}
    return ngos.contract_terms(ids) if ids else {}


def _orders(requests: list[AssistanceRequest], on: date) -> dict[int, list[Order]]:
    found: dict[int, list[Order]] = {}
    for order in Order.objects.filter(client_id__in={r.client_id for r in requests}, until_on__gte=on):
        found.setdefault(order.client_id, []).append(order)
    return found


def _conflicts(requests: list[AssistanceRequest]) -> dict[str, list[tuple[str, int | None, int | None]]]:
    """By the person, whichever file of theirs it stands in."""
    found: dict[str, list[tuple[str, int | None, int | None]]] = {}
    rows = Conflict.objects.filter(client__id_index__in={r.client.id_index for r in requests})
    for index, kind, org, user in rows.values_list("client__id_index", "kind", "org_id", "user_id"):
        found.setdefault(index, []).append((kind, org, user))
    return found


def _spent(requests: list[AssistanceRequest]) -> dict[int, set[int]]:
    """Places that declined or let an offer run out in this round."""
    rounds = {r.pk: r.round_no for r in requests}
    found: dict[int, set[int]] = {}
    rows = Offer.objects.filter(request_id__in=rounds, status__in=("declined", "expired"))
    for pk, round_no, place in rows.values_list("request_id", "round_no", "place_id"):
        if round_no == rounds[pk]:
            found.setdefault(pk, set()).add(place)
    return found
