"""How many listed organisations would meet a project's conditions, and how many of them have room: told before the
notice, so that a clause that shuts out everybody is seen in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kit import clock
from ngos import queries as standing
from ngos.models import Project
from ngos.providers import passport


@dataclass(frozen=True)
class Candidate:
    """A listed organisation in its category: the kinds of paper it has in date, and whether it has room."""

    papers: frozenset[str]
    has_room: bool


def counted(conditions: Mapping[str, str], candidates: Iterable[Candidate]) -> dict[str, Any]:
    """`conditions`: clause → kind of paper that proves it. How many of all meet them and have room; clause → how many
    only that clause shuts out."""
    rows = list(candidates)
    lacking = [[clause for clause, paper in conditions.items() if paper not in row.papers] for row in rows]
    qualified = [row for row, lacks in zip(rows, lacking, strict=True) if not lacks]
    alone = [lacks[0] for lacks in lacking if len(lacks) == 1]
    return {
        "listed": len(rows),
        "qualified": len(qualified),
        "with_room": sum(row.has_room for row in qualified),
        "only": {clause: alone.count(clause) for clause in conditions if clause in alone},
    }


def forecast(project: Project) -> dict[str, Any]:
    """As of today; conditions that no paper proves shut nobody out here. Three queries."""
    conditions = {c.clause: c.paper for c in project.conditions.all() if c.paper}
    return {**counted(conditions, _candidates(project)), "on": clock.today().isoformat()}


def _candidates(project: Project) -> list[Candidate]:
    """Listed organisations of the category that work in the project's county, with the checked papers in date."""
    rows = standing.may_take_work().filter(lines__category=project.category)
    if project.county_code:
        rows = rows.filter(areas__county_code=project.county_code)
    today = clock.today()
    found = []
    for provider in rows.distinct().prefetch_related("papers"):
        held = frozenset(p.kind for p in passport.leading(provider.papers.all()) if p.holds_on(today))
        found.append(Candidate(held, provider.free > 0))
    return found
