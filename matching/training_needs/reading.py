"""Requests that have no place only because helpers who fit were not taught: read for all at once, then planned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matching import queries
from matching.engine import rules, topk
from matching.engine.columns import Places
from matching.models import AssistanceRequest
from matching.offers.crowd import Row, Supply
from matching.training_needs.cover import Course, Plan, Way, best_plan
from training.courses import services as courses

AUDIENCE = "volunteer"
SESSIONS = 3
MOST = 400  # requests that are looked at, the most urgent and then the longest waiting


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


class _Supply(Supply):
    """The places with what holds them back, today and were their helpers taught `learnt`."""

    def __init__(self, requests: list[AssistanceRequest], learnt: set[str]) -> None:
        super().__init__(requests)
        self.learnt = learnt
        self._columns: dict[tuple[int, int], tuple[Places, Places]] = {}
        self.free: dict[int, int] = {}
        self._counted: set[int] = set()

    def ways(self, request: AssistanceRequest) -> list[Way]:
        """How the request could find a place by training; [] where it has one already, or training opens none."""
        rows, missing = self.rows.get(request.category, []), self.missing(request)
        if not rows:
            return []
        now, taught = self._places(request.category, missing)
        need, live = self.need(request, rows), self.live(request, rows)
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
            self._columns[key] = (self.columns(category, missing), self.columns(category, taught))
        return self._columns[key]
