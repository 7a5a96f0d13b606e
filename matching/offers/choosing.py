"""What the page of the places shows: ranks with score and sentences, near misses, what the other side will see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import roles
from desk import dates
from matching import policies, queries, words
from matching.engine import codes, rules
from matching.engine.reasons import Block, Part
from matching.models import AssistanceRequest, Place
from matching.offers import lacking
from matching.offers.suggestions import NearMiss, Suggestion, Suggestions, judge, say
from matching.supervisees.disclosure import FIELDS_FOR

ICONS = {"schedule": "cal", "area": "pin", "fresh": "clock", "capacity": "people", "language": "chat"}
POOR = 6  # of ten: below this share of its points a part is shown as a lack
FULL = "capacity.why.places"


def role_of(request: AssistanceRequest, user: Any) -> str:
    """In the engine's words: who may lift what."""
    return "county manager" if policies.policies.role_for(user, "send_offer", request) == roles.CBM else "officer"


def liftable(block: Block, role: str) -> bool:
    """Whether this role may lift the gate; of the caps only that of the place itself."""
    return rules.overridable(block.code, role=role) and (block.code != "capacity" or block.why.key == FULL)


# --- the ranked places -------------------------------------------------------------------------------------
def ranks(found: Suggestions, chosen: list[int], only: dict[int, int]) -> list[dict[str, Any]]:
    """`only`: for how many other requests each place is the only option."""
    return [{**_rank(s, chosen, only.get(s.place.pk, 0)), "is_new": s.place.pk == found.newcomer} for s in found.top]


def _rank(one: Suggestion, chosen: list[int], only: int) -> dict[str, Any]:
    return {
        "place": one.place,
        "no": one.ranked.position,
        "where": where(one.place),
        "free": one.ranked.free,
        "total": one.ranked.points10,
        "parts": fields(one.ranked.parts),
        "why": [{"text": say(p.reason), "less": _less(p)} for p in one.ranked.parts],
        "chosen": one.place.pk in chosen,
        "only": only,
    }


def fields(parts: list[Part]) -> dict[str, Any]:
    """The parts of a score for the tag `score`."""
    named = [("keep" if p.name == "continuity" else p.name, p) for p in parts]
    return {**{name: p.points10 for name, p in named}, "full": {name: p.full10 // 10 for name, p in named}}


def compared(ranked: list[dict[str, Any]], found: Suggestions) -> list[dict[str, Any]]:
    """The same places side by side: a row for what is compared, a cell for each place as (figure, reason)."""
    heads = [_head(p) for p in found.top[0].ranked.parts] if found.top else []
    parts = [
        {
            "head": head,
            "cells": [(_points(s.ranked.parts[n].points10), say(s.ranked.parts[n].reason)) for s in found.top],
        }
        for n, head in enumerate(heads)
    ]
    return [
        {"head": _("合计 100"), "cells": [(_points(one["total"]), "") for one in ranked], "strong": True},
        *parts,
        {"head": _("空位"), "cells": [(str(one["free"]), "") for one in ranked]},
        {"head": _("只有这一处可去的其他需求"), "cells": [(str(one["only"] or "—"), "") for one in ranked]},
    ]


def _less(part: Part) -> bool:
    if part.name == "fit":
        return part.points10 < part.full10
    return part.points10 * 10 < part.full10 * POOR


def where(place: Place) -> str:
    """Where it is, how much room it has: 东溪区河口街道·空位 2·白班"""
    county = place.town.parent.name if place.town.parent else ""
    room = _("空位 %(n)s") % {"n": place.free}
    return "·".join(x for x in (place.get_kind_display(), f"{county}{place.town.name}", room, place.shift) if x)


def near(request: AssistanceRequest, found: Suggestions, role: str, by: Any) -> list[dict[str, Any]]:
    """The near misses: what this person may look up, and what this person may let through."""
    visible = set(queries.places(by).filter(pk__in=[m.place.pk for m in found.near]).values_list("pk", flat=True))
    shown = [miss for miss in found.near if miss.place.pk in visible or liftable(miss.block, role)]
    told = lacking.in_words(request, [(miss.place, miss.block) for miss in shown])
    return [
        {
            "place": miss.place,
            "gate": words.gate(miss.block.code),
            "icon": ICONS.get(miss.block.code, "info"),
            "why": why,
            "opens": opens,
            "who": words.may_lift(miss.block.override),
            "liftable": liftable(miss.block, role),
        }
        for miss, (why, opens) in zip(shown, told, strict=True)
    ]


def blocking(found: dict[str, int]) -> list[tuple[str, str]]:
    """Which gates hold how many places back, the most first."""
    counted = sorted(found.items(), key=lambda item: -item[1])
    return [(words.gate(code), _("%(n)s 处") % {"n": n}) for code, n in counted]


def near_miss(found: Suggestions, place_id: int | None, role: str) -> NearMiss | None:
    miss = next((m for m in found.near if m.place.pk == place_id), None)
    return miss if miss and liftable(miss.block, role) else None


def twin(found: Suggestions) -> dict[str, Any]:
    """The table beside the bars, and the rows of the CSV: places and points, nothing of the person."""
    heads = [_("去处"), *(_head(p) for p in (found.top[0].ranked.parts if found.top else [])), _("合计")]
    rows = [
        [str(s.place), *(_points(p.points10) for p in s.ranked.parts), _points(s.ranked.points10)] for s in found.top
    ]
    return {"caption": _("各处的分数"), "heads": heads, "rows": rows}


def _head(part: Part) -> str:
    return f"{words.part(part.name)} {part.full10 // 10}"


def _points(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


# --- what the other side sees ------------------------------------------------------------------------------
def levels(request: AssistanceRequest) -> list[dict[str, Any]]:
    consent = request.consent
    after = _("%(fields)s。授权到结案后 7 天为止。") % {"fields": words.fields(FIELDS_FOR[request.category])}
    later = {"title": _("对方接受以后"), "text": after, "state": "later"}
    if consent and not consent.withdrawn_at:
        later |= {
            "badge": consent.get_basis_display(),
            "note": "·".join(x for x in (dates.day(consent.given_on), consent.paper) if x),
        }
    now = _("对象代号、年龄段、性别、县区、需求、要求、时段。邀约结束即收回。")
    return [
        {"title": _("发出邀约时"), "text": now, "state": "open"},
        later,
        {"title": _("任何时候都不给"), "text": _("罪名、刑期、矫正类别、档案材料。"), "state": "never"},
    ]


# --- why not this one --------------------------------------------------------------------------------------
def why_not(request: AssistanceRequest, place: Place, role: str) -> dict[str, Any]:
    """Every gate that holds one place back, or its score where none does."""
    shut, score = judge(request, place)
    told = lacking.in_words(request, [(place, block) for block in shut])
    return {
        "place": place,
        "shut": [
            {
                "gate": words.gate(b.code),
                "icon": ICONS.get(b.code, "info"),
                "why": why,
                "opens": opens,
                "who": words.may_lift(b.override),
            }
            for b, (why, opens) in zip(shut, told, strict=True)
        ],
        "liftable": len(shut) == 1 and liftable(shut[0], role),
        "points": score["points10"],
    }


def comparable(request: AssistanceRequest, by: Any) -> QuerySet[Place]:
    """The places of the request's category that this person may look up: no volunteer of another county."""
    return queries.places(by).filter(category=request.category).exclude(status="draft")


def names_like(request: AssistanceRequest, text: str, by: Any) -> list[Place]:
    """Those whose name holds the text."""
    rows = comparable(request, by).filter(name__icontains=text)
    return list(rows.select_related("town__parent").order_by("pk")[:20])


def category(request: AssistanceRequest) -> str:
    return _(codes.CATEGORIES[request.category])
