"""From demand to purchase: what clients need and nobody covers, by county and category, and what is bought for it.

Requests live on the floor above; it answers `hooks.unmet_needs` with counts, never with a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from accounts import access, roles
from accounts.models import Division
from ngos import hooks
from ngos.models import Project
from ngos.purchasing.models import SERVICE_KINDS

RUNNING = ("draft", "approved", "published", "closed", "opened", "scoring", "ranked", "proposed", "awarded")
NAMES = dict(SERVICE_KINDS)


@dataclass(frozen=True)
class Wanted:
    """`n` requests of a county and category wait without a candidate; `running` purchases are under way for it."""

    county_code: str
    county: str
    category: int
    n: int
    running: int

    @property
    def category_name(self) -> Any:
        return NAMES[self.category]


def plan_for(user: Any) -> list[Wanted]:
    """The whole city for its own managers, a county for its manager; most wanted first. Three queries."""
    counties = [""] if access.has_role(user, roles.MUN) else _counties(user)
    needs: dict[tuple[str, int], int] = {}
    if hooks.unmet_needs.is_answered:
        for county in counties:
            needs.update(hooks.unmet_needs(county))
    names = dict(Division.objects.filter(level="county").values_list("code", "name"))
    rows = Project.objects.filter(status__in=RUNNING).values_list("county_code", "category")
    running = {(county, category): n for county, category, n in rows.annotate(n=Count("pk")).order_by()}
    found = [
        Wanted(county, names.get(county, county), category, n, running.get((county, category), 0)
               + running.get(("", category), 0))
        for (county, category), n in needs.items()
        if category in NAMES
    ]  # fmt: skip
    return sorted(found, key=lambda w: (-w.n, w.county_code, w.category))


def _counties(user: Any) -> list[str]:
    return [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]
