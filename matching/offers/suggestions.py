"""The places for a request: who is first and why, who is one step away, and why not this one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit import clock, rules
from matching.engine import topk
from matching.engine.columns import Need, Places
from matching.engine.reasons import Block, parts
from matching.engine.sentences import Said, render
from matching.engine.weights import STANDARD, Weights, points10
from matching.models import AssistanceRequest, Place
from matching.offers import newcomers
from matching.offers.columns import need_columns, places_columns, places_for
from ngos import queries as ngos

SHOWN = 5
WIDER = 3  # so many times more are ranked, among which equal scores are put in order


@dataclass(frozen=True)
class Suggestion:
    place: Place
    ranked: topk.Ranked


@dataclass(frozen=True)
class NearMiss:
    place: Place
    block: Block
    points10: int


@dataclass(frozen=True)
class Suggestions:
    top: list[Suggestion]
    near: list[NearMiss]
    eligible: int
    total: int
    blocked: dict[str, int]
    weights_version: str
    newcomer: int = 0  # the place of an organisation not yet reviewed that may be thought of first; it is in `top`


def weights_on(day: Any = None) -> Weights:
    return Weights(**rules.value("matching.weights", day or clock.today()))


def suggest(request: AssistanceRequest, *, k: int = SHOWN, also: int = 0) -> Suggestions:
    """The best places that pass every gate, the near misses, and how many each gate holds back. A newcomer that is due
    stands below the `k` best at its own rank, if it is not among them; so does the place `also`, where it passes.

    A place that declined or let an offer run out in this round is not proposed again. About ten queries,
    however many places there are.
    """
    spent = set(
        request.offers.filter(round_no=request.round_no, status__in=("declined", "expired")).values_list(
            "place_id", flat=True
        )
    )
    rows = [r for r in places_for(request) if r["pk"] not in spent]
    wide = len(rows) if also else k * WIDER
    ranking = topk.rank(need_columns(request, rows), places_columns(rows, request), wide, weights=weights_on())
    ranked = _better_first(ranking.top, rows)
    newcomer = _newcomer(request, ranked[: k * WIDER], rows)
    top = [*ranked[:k], *(x for x in ranked[k:] if x is newcomer or x.resource_id == also)]
    ids = [x.resource_id for x in top] + [x.resource_id for x in ranking.near]
    found = Place.objects.select_related("org", "town__parent", "volunteer", "contract").in_bulk(ids)
    return Suggestions(
        top=[Suggestion(found[x.resource_id], x) for x in top],
        near=[NearMiss(found[x.resource_id], x.block, x.points10) for x in ranking.near],
        eligible=ranking.eligible,
        total=ranking.total,
        blocked={code: n for code, n in ranking.blocked.items() if n},
        weights_version=ranking.weights_version,
        newcomer=newcomer.resource_id if newcomer else 0,
    )


def _newcomer(request: AssistanceRequest, ranked: list[topk.Ranked], rows: list[dict[str, Any]]) -> topk.Ranked | None:
    """Where the county's newcomers have less than their share: the best of them near the top. One query at most."""
    found = newcomers.first_near(ranked, {r["pk"] for r in rows if r["kind"] == "service"})
    return found if found and newcomers.share(request.county_code).is_below else None


def _better_first(top: list[topk.Ranked], rows: list[dict[str, Any]]) -> list[topk.Ranked]:
    """Among equal scores the better quality first, as the mean shrunk towards that of all; it moves nobody past
    another score (docs/adr/0018). Two queries at most."""
    if len({x.points10 for x in top}) == len(top):
        return top
    org_of = {r["pk"]: r["org_id"] for r in rows if r["kind"] == "service"}
    means = {org: s.mean_h for org, s in ngos.capacity({org_of.get(x.resource_id) for x in top} - {None}).items()}
    order = sorted(top, key=lambda x: (-x.points10, -means.get(org_of.get(x.resource_id), 0)))
    return [replace(x, position=n) for n, x in enumerate(order, start=1)]


def judge(
    request: AssistanceRequest,
    place: Place,
    *,
    lifted: Collection[str] = (),
    as_manager: bool = False,
    provider_agreed: bool = False,
) -> tuple[list[Block], dict[str, Any]]:
    """What still forbids this one place now, and its score sheet: the check before sending and at acceptance."""
    rows = places_for(request, only=place.pk)
    need, places = need_columns(request, rows), places_columns(rows, request)
    shut = topk.refusals(
        need,
        places,
        0,
        overridden=lifted,
        role="county manager" if as_manager else "officer",
        provider_agreed=provider_agreed,
    )
    return shut, _score(need, places)


def _score(need: Need, places: Places) -> dict[str, Any]:
    """The score sheet that is frozen with an offer: plain values, in tenths of a point."""
    weights = weights_on()
    points = points10(need, places, weights)
    return {
        "points10": int(points.total[0]),
        "parts": [part.as_dict() for part in parts(need, places, 0, points, weights)],
        "weights_version": weights.version,
    }


def say(said: Said) -> str:
    """An engine sentence in the reader's language."""
    return render(said, _)


rules.declare("matching.weights", STANDARD.as_dict(), law="R-PI-04", label=gettext_lazy("匹配权重"))
