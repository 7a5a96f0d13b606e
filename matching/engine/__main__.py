"""`python -m matching.engine`, and behind `manage.py match_file`: plans a folder of the file format.

Needs no database and no settings, so it starts at once.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from matching.engine.edges import Asking
from matching.engine.files import Unreadable, read_problem, write_table
from matching.engine.flow import NoPlan
from matching.engine.plan import Plan, make_plan, peak_mb
from matching.engine.problem import Problem
from matching.engine.suggest import suggestions

DONE, NO_PLAN, UNREADABLE = 0, 1, 2


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instance", type=Path, help="folder with the tables of the matching file format")
    parser.add_argument("--out", type=Path, required=True, help="the plan: need_id,resource_id")
    parser.add_argument("--suggestions", type=Path, help="the ten best places for each row of queries.csv")
    parser.add_argument("--report", type=Path, help="counts, objective, seconds and memory as JSON")
    parser.add_argument("--jobs", type=int, default=1, help="processes for regions that share no cap (1)")


class Clock:
    """Seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._at = self._begun = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage], self._at = round(now - self._at, 3), now
        self.seconds["all"] = round(now - self._begun, 3)


def match_file(
    instance: Path, *, out: Path, suggestions: Path | None = None, report: Path | None = None, jobs: int = 1
) -> dict[str, Any]:
    """Plan the folder, write what was asked for, and hand back the report."""
    clock = Clock()
    problem = read_problem(instance)
    clock.lap("read")
    asking = Asking(problem)
    clock.lap("gates")
    if suggestions:
        _write_suggestions(asking, suggestions)
        clock.lap("suggestions")
    plan = make_plan(problem, jobs=jobs, asking=asking)
    clock.lap("plan")
    _write_plan(problem, plan, out)
    clock.lap("write")
    said = _report(problem, plan, clock)
    if report:
        report.write_text(json.dumps(said, indent=1) + "\n", encoding="ascii")
    return said


def _write_plan(problem: Problem, plan: Plan, out: Path) -> None:
    need = np.flatnonzero(plan.place >= 0)
    ids, places = problem.needs.need_id[need], problem.places.resource_id[plan.place[need]]
    order = np.argsort(ids)
    write_table(out, need_id=ids[order], resource_id=places[order])


def _write_suggestions(asking: Asking, out: Path) -> None:
    problem = asking.problem
    best, rank = suggestions(asking, np.unique(problem.queries))
    need, place = problem.needs.need_id[best.need], problem.places.resource_id[best.place]
    write_table(out, need_id=need, rank=rank, resource_id=place, weight=best.weight)


def _report(problem: Problem, plan: Plan, clock: Clock) -> dict[str, Any]:
    met = plan.place >= 0
    stood = problem.standing >= 0
    return {
        "needs": problem.size,
        "places": len(problem.places),
        "people": len(problem.people),
        "assigned": int(met.sum()),
        "people_served": len(np.unique(problem.person[met])),
        "locked": int(problem.locked.sum()),
        "kept_of_current": int((stood & (plan.place == problem.standing)).sum()),
        "current": int(stood.sum()),
        "only_choice": {"places": int((plan.only > 0).sum()), "needs": int(plan.only.sum())},
        "objective": plan.objective,
        "seconds": clock.seconds,
        "peak_mb": max([peak_mb(), *(one["peak_mb"] for one in plan.regions)]),
        "regions": plan.regions,
    }


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="match_file", description="Plan a folder of the matching file format.")
    arguments(parser)
    try:
        said = match_file(**vars(parser.parse_args(argv)))
    except Unreadable as why:
        sys.stderr.write(f"{why}\n")
        return UNREADABLE
    except NoPlan as why:
        sys.stderr.write(f"No plan was made: {why}\n")
        return NO_PLAN
    sys.stdout.write(f"{said['assigned']} of {said['needs']} needs, objective {said['objective']}, ")
    sys.stdout.write(f"{said['seconds']['all']} s, {said['peak_mb']} MB\n")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
