"""Requests that have no place only because helpers who fit were not taught: read for all at once, then planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from kit import clock
from matching import queries
from matching.engine import codes, rules, topk
from matching.engine.columns import Places
from matching.models import AssistanceRequest, Conflict, Offer, Order, Place
from matching.offers.columns import FIELDS, need_of, row_columns
from matching.training_needs.cover import Course, Plan, Way, best_plan
from ngos import queries as ngos
from training.courses import services as courses
from volunteers import queries as volunteers

AUDIENCE = "volunteer"
SESSIONS = 3
MOST = 400  # requests that are looked at, the most urgent and then the longest waiting
Row = dict[str, Any]


@dataclass
class Found:
    """`blocked` wait only for training; of them `coming` are opened by sessions in which helpers have a place already.
    `plan` names courses by id, helpers by user id, requests by id."""

    plan: Plan
    requests: dict[int, AssistanceRequest] = field(default_factory=dict)
    courses: dict[int, courses.Taught] = field(default_factory=dict)
    helpers: dict[int, Any] = field(default_factory=dict)
    blocked: int = 0
    coming: int = 0
    is_all: bool = True


def find(user: Any) -> Found:
    """The sessions of next month that would open the most requests of this person's county or city. At most fourteen
    queries, however much there is."""
    requests = list(queries.without_place(user).order_by("-urgency", "submitted_at", "pk")[: MOST + 1])
    taught = courses.courses_giving(user, AUDIENCE) if requests else []
    if not taught:
        return Found(Plan(), is_all=len(requests) <= MOST)
    supply = _Supply(requests[:MOST], {kind for one in taught for kind in one.gives})
    ways = {r.pk: found for r in requests[:MOST] if (found := supply.ways(r))}
    coming = courses.coming_papers({way.helper for some in ways.values() for way in some})
    left = {pk: some for pk, some in ways.items() if not any(w.lacks <= coming.get(w.helper, set()) for w in some)}
    plan = _planned(taught, [way for some in left.values() for way in some], supply.free)
    return Found(
        plan,
        requests={r.pk: r for r in requests if r.pk in plan.requests},
        courses={one.course.pk: one for one in taught},
        helpers={v.user_id: v for v in supply.people.values()},
        blocked=len(ways),
        coming=len(ways) - len(left),
        is_all=len(requests) <= MOST,
    )


def _planned(taught: list[courses.Taught], ways: list[Way], free: dict[int, int]) -> Plan:
    may = courses.who_may_come(taught, {way.helper for way in ways}) if ways else {}
    offered = [Course(one.course.pk, one.gives, one.seats, may[one.course.pk]) for one in taught if may]
    return best_plan(offered, ways, free, most=SESSIONS)


class _Supply:
    """All open places of the needed kinds with what holds them back, today and were their helpers taught `learnt`."""

    def __init__(self, requests: list[AssistanceRequest], learnt: set[str]) -> None:
        self.learnt, self.today = learnt, clock.today()
        self._rows: dict[int, list[Row]] = {}
        rows = Place.objects.filter(status="open", category__in={r.category for r in requests}).order_by("pk")
        for row in rows.values(*FIELDS):
            self._rows.setdefault(row["category"], []).append(row)
        every = [row for some in self._rows.values() for row in some]
        self._standings = ngos.capacity({r["org_id"] for r in every if r["kind"] == "service"})
        self._contracts = _contracts(every, self.today)
        wants = {(r.need, r.client.is_minor_track) for r in requests}
        ids = {r["volunteer_id"] for r in every if r["volunteer_id"]}
        self.people, self._missing = volunteers.missing_by_need(ids, self.today, wants)
        self._columns: dict[tuple[int, int], tuple[Places, Places]] = {}
        self._orders = _orders(requests, self.today)
        self._conflicts = _conflicts(requests)
        self._spent = _spent(requests)
        self.free: dict[int, int] = {}
        self._counted: set[int] = set()

    def ways(self, request: AssistanceRequest) -> list[Way]:
        """How the request could find a place by training; [] where it has one already, or training opens none."""
        rows, missing = self._rows.get(request.category, []), self._missing[request.need, request.client.is_minor_track]
        if not rows:
            return []
        now, taught = self._places(request.category, missing)
        need = need_of(
            request, rows, orders=self._orders.get(request.client_id, []),
            conflicts=self._conflicts.get(request.client.id_index, []),
        )  # fmt: skip
        spent = self._spent.get(request.pk, set())
        live = np.array([row["pk"] not in spent for row in rows])
        if (rules.eligible(need, now) & live).any():
            return []
        found = []
        for k in np.flatnonzero(rules.eligible(need, taught) & live):
            lacks = frozenset(missing.get(rows[k]["volunteer_id"], ())) & self.learnt
            if lacks:
                found.append(Way(self._helper(rows[k], taught, int(k)), request.pk, lacks))
        return found

    def _helper(self, row: Row, places: Places, k: int) -> int:
        """The user behind a place; what is free at each of their places is counted once."""
        user = row["volunteer__user_id"]
        if row["pk"] not in self._counted:
            self._counted.add(row["pk"])
            self.free[user] = self.free.get(user, 0) + int(topk.free_places(places.take([k]))[0])
        return user

    def _places(self, category: int, missing: dict[int, list[str]]) -> tuple[Places, Places]:
        """The places of a category as they are, and as they were with everybody taught; needs that ask for the same
        papers share them."""
        key = (category, id(missing))
        if key not in self._columns:
            taught = {pk: [code for code in lacks if code not in self.learnt] for pk, lacks in missing.items()}
            self._columns[key] = (self._built(category, missing), self._built(category, taught))
        return self._columns[key]

    def _built(self, category: int, missing: dict[int, list[str]]) -> Places:
        quotas = {pk: (start <= self.today, free) for pk, (start, _end, free) in self._contracts.items()}
        rows = self._rows[category]
        columns = [row_columns(r, self._standings, quotas, missing, self.today) for r in rows]
        for row, column in zip(rows, columns, strict=True):
            if terms := self._contracts.get(row["contract_id"]):
                column["open_until_day"] = min(column["open_until_day"] or codes.FOREVER, terms[1].toordinal())
        return Places.from_rows(columns)


def _contracts(rows: Iterable[Row], on: date) -> dict[int, tuple[date, date, int]]:
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
