"""The plan that stands, as files of the matching file format: who has which place, and the ten best for each need."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from django.db.models import Q, QuerySet

from matching.engine.edges import Asking
from matching.engine.files import read_table, write_table
from matching.engine.suggest import suggestions
from matching.models import MatchRun, Proposal
from matching.planning import columns
from matching.planning.rows import position


def export(out: Path, *, queries: Path | None = None) -> dict[str, int]:
    """Write assignments.csv and suggestions.csv; how many lines of each.

    The suggestions are those the last run found before it changed anything; `queries` names the needs, else all.
    """
    out.mkdir(parents=True, exist_ok=True)
    asked = columns.read()
    problem = asked.problem
    met = np.flatnonzero(problem.standing >= 0)
    need, place = problem.needs.need_id[met], problem.places.resource_id[problem.standing[met]]
    order = np.argsort(need)
    write_table(out / "assignments.csv", need_id=need[order], resource_id=place[order])
    return {"assignments": len(need), "suggestions": _suggestions(out / "suggestions.csv", queries)}


def _suggestions(out: Path, queries: Path | None) -> int:
    problem = columns.read(standing=_stood_before(MatchRun.objects.order_by("-pk").first())).problem
    wanted = problem.queries
    if queries is not None:
        wanted = position(problem.needs.need_id, read_table(queries, ["need_id"])["need_id"])
        wanted = np.unique(wanted[wanted >= 0])
    best, rank = suggestions(Asking(problem), wanted)
    need, place = problem.needs.need_id[best.need], problem.places.resource_id[best.place]
    write_table(out, need_id=need, rank=rank, resource_id=place, weight=best.weight)
    return len(best)


def _stood_before(run: MatchRun | None) -> QuerySet[Proposal]:
    """The proposals that stood when this run began."""
    live = columns.live_proposals()
    if run is None or not run.parts.exists():
        return live
    return Proposal.objects.exclude(run=run).filter(Q(ended_at=None) | Q(ended_by__run=run))
