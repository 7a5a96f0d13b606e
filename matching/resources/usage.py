"""How much of what is offered is used: seats by source, category and county, and the places nobody uses (K21)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts import access, roles
from accounts.models import Division
from matching import words
from matching.models import Place

OFFERED = ("open", "paused")
NOT_BEGUN = ("accepted", "planning")  # of a request: its seat is reserved, the help has not begun
SHOWN = 50


@dataclass
class Line:
    """One row of a table of usage; `free` and the share follow from the others."""

    name: str
    places: int = 0
    offered: int = 0
    reserved: int = 0
    used: int = 0

    @property
    def free(self) -> int:
        return max(0, self.offered - self.reserved - self.used)

    @property
    def share_pct(self) -> float | None:
        """In use and reserved, of what is offered."""
        return round((self.reserved + self.used) * 100 / self.offered, 1) if self.offered else None

    def add(self, row: dict[str, Any]) -> None:
        reserved = min(row["waiting"], row["taken"])
        self.places += 1
        self.offered += row["capacity"]
        self.reserved += reserved
        self.used += row["taken"] - reserved


def places_of(user: Any) -> QuerySet[Place]:
    """What a county's manager, the city or the auditor counts: places in force."""
    rows = Place.objects.filter(status__in=OFFERED)
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    return rows.filter(county_code__in=[s.county_code for s in access.seats_as(user, roles.CBM)])


def tables(user: Any) -> dict[str, list[Line]]:
    """By source, by category, by county, each with its total last. One query, one pass."""
    not_begun = Q(requests__status__in=NOT_BEGUN)
    rows = places_of(user).order_by().annotate(waiting=Count("requests", filter=not_begun))
    found: list[Any] = list(rows.values("kind", "category", "county_code", "capacity", "taken", "waiting"))
    counties = dict(Division.objects.filter(level="county").values_list("pk", "name"))
    kinds = {code: str(label) for code, label in Place.KINDS}
    return {
        "kind": _table(found, "kind", lambda code: kinds[code], kinds),
        "category": _table(found, "category", words.category, sorted({r["category"] for r in found})),
        "county": _table(found, "county_code", lambda code: counties.get(code, code), sorted(counties)),
    }


def _table(rows: list[dict[str, Any]], by: str, name: Callable[[Any], str], order: Iterable[Any]) -> list[Line]:
    lines: dict[Any, Line] = {}
    total = Line(_("合计"))
    for row in rows:
        lines.setdefault(row[by], Line(name(row[by]))).add(row)
        total.add(row)
    return [*(lines[key] for key in order if key in lines), total]


def unused(user: Any) -> QuerySet[Place]:
    """Open places in which nobody is; the largest first on the page, by key in the download."""
    rows = places_of(user).filter(status="open", taken=0).select_related("org", "town", "volunteer__user")
    return rows.order_by("-pk")


def heads() -> list[str]:
    return [_("名称"), _("处数"), _("提供"), _("已预留"), _("在用"), _("空余"), _("使用率")]


def cells(line: Line) -> list[Any]:
    share = "—" if line.share_pct is None else f"{line.share_pct}%"
    return [line.name, line.places, line.offered, line.reserved, line.used, line.free, share]
