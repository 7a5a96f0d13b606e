"""The requests of a quarter once more, under the weights in force and under proposed ones: who would come first.

Places are those of today with all their room: what is compared is the order of the places, not who was quicker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from accounts.models import Division
from kit import clock
from kit.suppression import suppressed
from matching.engine import codes, topk
from matching.engine.columns import Need, Places
from matching.engine.weights import PARTS, STANDARD, Weights, full_points, points10, weight
from matching.fairness.queries import KINDS, groups_of
from matching.fairness.reckoning import LEAST
from matching.models import AssistanceRequest, Outcome
from matching.offers.crowd import Row, Supply

MOST = 5_000
Step = Callable[[int, int], Any]


@dataclass(frozen=True)
class Choice:
    """One request's first place before and after: is it another, what each part reaches in per cent of its full
    points, what the pair is worth under the proposed weights."""

    groups: dict[str, list[str]]
    changed: bool
    before: tuple[float, ...]
    after: tuple[float, ...]
    worth_before: int
    worth_after: int


def replay(old: Weights, new: Weights, since: date, until: date, step: Step = lambda n, of: None) -> dict[str, Any]:
    """Plain values for the page: how many first choices change, by group of twenty and more, and the objective."""
    rows = AssistanceRequest.objects.filter(
        submitted_at__gte=clock.at(since, 0),
        submitted_at__lt=clock.at(until + timedelta(days=1), 0),
        client__is_minor_track=False,
    )
    requests = list(rows.exclude(status="draft").select_related("client", "consent").order_by("pk")[:MOST])
    counties = dict(Division.objects.filter(level="county").values_list("pk", "name"))
    choices = list(_choices(requests, old, new, counties, step)) if requests else []
    tables = {kind: _by_group(choices, kind) for kind in KINDS}
    return {
        "requests": len(requests),
        "n": len(choices),
        "changed": sum(c.changed for c in choices),
        "all": _means(choices),
        "worth_before": sum(c.worth_before for c in choices),
        "worth_after": sum(c.worth_after for c in choices),
        "groups": {kind: lines for kind, (lines, _hidden) in tables.items()},
        "hidden": {kind: hidden for kind, (_lines, hidden) in tables.items()},
    }


def _choices(
    requests: list[AssistanceRequest], old: Weights, new: Weights, counties: dict[str, str], step: Step
) -> Iterator[Choice]:
    supply, helped = Supply(requests), _helped(requests)
    built: dict[tuple[int, int], Places] = {}
    for n, request in enumerate(requests, 1):
        if n % 50 == 0:
            step(n, len(requests))
        rows = supply.rows.get(request.category, [])
        if not rows:
            continue
        missing = supply.missing(request)
        key = (request.category, id(missing))
        if key not in built:
            built[key] = _with_room(supply.columns(request.category, missing))
        years = np.array([_year(helped, request, row) for row in rows], dtype=np.int64)
        need = supply.need(request, rows, years).with_values(basis=1)
        choice = _choice(need, built[key], old, new, groups_of(request, counties))
        if choice:
            yield choice


def _with_room(places: Places) -> Places:
    return places.with_columns(
        load=0, provider_load=0, capacity=1, max_cases=1, quota_left=1, helper_left=1, confirmed_day=codes.FOREVER
    )


def _choice(need: Need, places: Places, old: Weights, new: Weights, groups: dict[str, list[str]]) -> Choice | None:
    first, _w = topk.best(need, places, 1, weights=old)
    then, _w = topk.best(need, places, 1, weights=new)
    if not len(first):
        return None
    shares, worth = points10(need, places, STANDARD), weight(need, points10(need, places, new), new)
    full = full_points(STANDARD)

    def reached(row: int) -> tuple[float, ...]:
        return tuple(100 * int(getattr(shares, part)[row]) / full[part] for part in PARTS)

    a, b = int(first[0]), int(then[0])
    return Choice(groups, a != b, reached(a), reached(b), int(worth[a]), int(worth[b]))


# --- by group ----------------------------------------------------------------------------------------------
def _by_group(choices: Sequence[Choice], kind: str) -> tuple[list[dict[str, Any]], int]:
    """Lines of the groups that may be shown, the largest first, and how many may not."""
    found: dict[str, list[Choice]] = {}
    for choice in choices:
        for group in choice.groups.get(kind, ()):
            found.setdefault(group, []).append(choice)
    told = suppressed({group: len(some) for group, some in found.items()}, least=LEAST)
    lines = [{"group": g, **_means(some)} for g, some in found.items() if told[g] is not None]
    return sorted(lines, key=lambda line: (-line["n"], line["group"])), len(found) - len(lines)


def _means(choices: Sequence[Choice]) -> dict[str, Any]:
    """The mean of each part before and after, in per cent of its full points; nothing of fewer than twenty."""
    n = len(choices)
    if n < LEAST:
        return {"n": n}
    before, after = (np.array([getattr(c, side) for c in choices]).mean(axis=0) for side in ("before", "after"))
    return {
        "n": n,
        "changed": sum(c.changed for c in choices),
        "before": [round(float(x), 1) for x in before],
        "after": [round(float(x), 1) for x in after],
    }


# --- who helped before -------------------------------------------------------------------------------------
Ends = dict[str, list[tuple[int, bool, int | None, int | None, Any]]]


def _helped(requests: list[AssistanceRequest]) -> Ends:
    """By person, the ends that went well: file, is it a minor's, organisation, volunteer, when. One query."""
    found: Ends = {}
    rows = Outcome.objects.filter(request__client__id_index__in={r.client.id_index for r in requests})
    row: Any
    for index, *row in rows.exclude(need_met="no").values_list(
        "request__client__id_index", "request__client_id", "request__client__is_minor_track", "place__org_id",
        "place__volunteer_id", "confirmed_at",
    ):  # fmt: skip
        found.setdefault(index, []).append(tuple(row))
    return found


def _year(helped: Ends, request: AssistanceRequest, row: Row) -> int:
    """The year in which this supplier helped the person before this request; 0 for never."""
    years = [
        at.year
        for client, sealed, org, volunteer, at in helped.get(request.client.id_index, ())
        if (client == request.client_id or not sealed)
        and (org, volunteer) == (row["org_id"], row["volunteer_id"])
        and request.submitted_at and at < request.submitted_at
    ]  # fmt: skip
    return max(years, default=0)
