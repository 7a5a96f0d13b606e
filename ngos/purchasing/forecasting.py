"""How many listed organisations would meet a project's conditions, and how many of them have room: told before the
notice, so that a clause that shuts out everybody is seen in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kit import clock
from ngos.models import Project, Provider


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
    rows = Provider.objects.filter(status="listed", has_overdue_rectification=False).exclude(grade="D")
    return [Candidate(frozenset(), p.free > 0) for p in rows]
