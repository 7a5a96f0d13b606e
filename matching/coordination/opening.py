"""What one change would open for the requests that wait: one gate of a place that is there, or one place more.

Only adults are counted here. A minor's request is in no list and no count of this page (R-MIN-02).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from accounts.models import Division
from kit import clock
from matching.engine import codes, rules
from matching.engine.columns import Places
from matching.models import AssistanceRequest
from matching.offers.crowd import Supply, verdict

PROPOSED = 5
PARTS = (0, 1, 2)  # morning, afternoon, evening


@dataclass(frozen=True)
class NewPlace:
    """One place more, of this category, in this town, on every day at this part of it: whom it would serve."""

    category: int
    town: str
    part: int
    requests: tuple[int, ...]


@dataclass
class Opening:
    """By gate, the requests that a place would take were it not for this gate alone; `stuck` have no such place."""

    by_gate: dict[str, list[AssistanceRequest]] = field(default_factory=dict)
    stuck: list[AssistanceRequest] = field(default_factory=list)
    has_place: list[AssistanceRequest] = field(default_factory=list)
    new_places: list[NewPlace] = field(default_factory=list)
    n: int = 0


def find(requests: Iterable[AssistanceRequest], county_code: str) -> Opening:
    """For each waiting request which one gate would open a place, and which few new places would serve the most.

    As many queries as a `Supply` has, and one for the towns.
    """
    supply = Supply(requests)
    found = Opening(n=len(supply.requests))
    if not supply.requests:
        return found
    seen: set[int] = set()
    for judged in supply.judged():
        one, ok = judged.one_step, np.asarray(judged.eligible.any(axis=1))
        for k, request in enumerate(judged.requests):
            seen.add(request.pk)
            if ok[k]:
                found.has_place.append(request)
                continue
            for number in np.unique(judged.gate[k, one[k]]):
                found.by_gate.setdefault(rules.CODES[number], []).append(request)
            if not one[k].any():
                found.stuck.append(request)
    found.stuck += [r for r in supply.requests if r.pk not in seen]
    there = {r.pk for r in found.has_place}
    found.new_places = _new_places(supply, [r for r in supply.requests if r.pk not in there], county_code)
    return found


def _new_places(supply: Supply, requests: list[AssistanceRequest], county_code: str) -> list[NewPlace]:
    """Greedily: each serves the most of those whom the ones before leave."""
    towns = list(Division.objects.filter(parent_id=county_code, level="town").order_by("pk"))
    options = [o for c in sorted({r.category for r in requests}) for o in _options(supply, requests, c, towns)]
    left, found = {r.pk for r in requests}, list[NewPlace]()
    while options and len(found) < PROPOSED:
        best = max(options, key=lambda o: len(left & set(o.requests)))
        served = tuple(pk for pk in best.requests if pk in left)
        if not served:
            break
        found.append(NewPlace(best.category, best.town, best.part, served))
        left -= set(served)
    return found


def _options(supply: Supply, requests: list[AssistanceRequest], category: int, towns: list[Division]) -> list[NewPlace]:
    """Every town and part of the day with the requests of this category that such a place would take."""
    some = [r for r in requests if r.category == category]
    imagined = [(town, part) for town in towns for part in PARTS]
    if not some or not imagined:
        return []
    rows = [{"county_code": t.pk[:6], "org_id": None, "volunteer__user_id": None} for t, _part in imagined]
    places = Places.from_rows([_place(n, category, t, part) for n, (t, part) in enumerate(imagined)])
    failures, _gate = verdict(supply.upright(some, rows), places, len(some))
    return [
        NewPlace(category, town.name, part, tuple(some[k].pk for k in np.flatnonzero(failures[:, n] == 0)))
        for n, (town, part) in enumerate(imagined)
    ]


def _place(number: int, category: int, town: Division, part: int) -> dict[str, Any]:
    """A good place for adults of both sexes, with room, by a helper of the sex that is asked for."""
    return {
        "resource_id": number, "provider_id": 0, "province_id": int(town.pk[:2]), "prefecture_id": int(town.pk[:4]),
        "district_id": int(town.pk[:6]), "x_m": town.x_m, "y_m": town.y_m, "category": category, "remote": 0,
        "capacity": 1, "sex_mask": 3, "serves_sex_mask": 3, "minor_qualified": 0, "excluded_offence_mask": 0,
        "language_mask": 1, "schedule_mask": codes.mask(codes.block(day, part) for day in range(7)), "skill_mask": 0,
        "cert_level": 9, "cert_until_day": codes.FOREVER, "grade": codes.GRADES["B"], "suspended": 0,
        "confirmed_day": clock.today().toordinal(),
    }  # fmt: skip
