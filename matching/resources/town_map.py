"""A map drawn from the divisions: one dot per town, as large as it has places, with its free seats written in it."""

from __future__ import annotations

from math import sqrt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from matching.models import Place

WIDE, HIGH, EDGE = 720, 420, 48
SMALLEST, LARGEST = 13, 26
NAMED = 12  # with more dots than this, names would lie on each other: the table has them


def drawn(rows: QuerySet[Place], asked: dict[str, str]) -> dict[str, Any]:
    """The dots of these places and their table. `asked` is the filter of the page, kept by every link. One query."""
    towns = _towns(rows)
    dots = _dots(towns, asked)
    return {"dots": dots, "wide": WIDE, "high": HIGH, "named": len(dots) <= NAMED, "rows": _by_name(dots)}


def _towns(rows: QuerySet[Place]) -> list[dict[str, Any]]:
    found: Any = rows.order_by().values("town_id", town_name=F("town__name"), county_name=F("town__parent__name"),
                                   x=F("town__x_m"), y=F("town__y_m"))  # fmt: skip
    return list(found.annotate(n=Count("pk"), free=Sum(Greatest(F("capacity") - F("taken"), 0))))


def _dots(towns: list[dict[str, Any]], asked: dict[str, str]) -> list[dict[str, Any]]:
    """The largest first, so that a small one lies on top."""
    if not towns:
        return []
    left, low = min(t["x"] for t in towns), min(t["y"] for t in towns)
    across, up = max(t["x"] for t in towns) - left, max(t["y"] for t in towns) - low
    scale = min((WIDE - 2 * EDGE) / max(across, 1), (HIGH - 2 * EDGE) / max(up, 1))
    most = max(t["n"] for t in towns)
    dots = [
        {
            **town,
            "cx": round(WIDE / 2 + (town["x"] - left - across / 2) * scale),
            "cy": round(HIGH / 2 - (town["y"] - low - up / 2) * scale),
            "r": round(SMALLEST + (LARGEST - SMALLEST) * sqrt(town["n"] / most)),
            "tone": _tone(town["free"]),
            "says": _("%(town)s：%(n)d 处，空 %(free)d 个")
            % {"town": town["town_name"], "n": town["n"], "free": town["free"]},
            "query": urlencode({**asked, "town": town["town_id"]}),
        }
        for town in towns
    ]
    for dot in dots:
        dot["name_y"] = dot["cy"] - dot["r"] - 5
    return sorted(dots, key=lambda dot: (-dot["r"], dot["town_id"]))


def _tone(free: int) -> str:
    return "none" if not free else "few" if free < 5 else "many"


def _by_name(dots: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(dots, key=lambda dot: dot["town_id"])


def asked_of(query: Any) -> dict[str, str]:
    """The filter as it stands in the address, without the town and the place in the list."""
    return {k: v for k, v in query.items() if v and k not in ("town", "after", "before")}
