"""Seconds and memory of the whole plan of a folder, as a process of its own; the best of three.

    .venv/bin/python bench/measure_plan.py [FOLDER …] [--times 3] [--jobs 1]

Each FOLDER holds the tables of the matching file format; without one a random town of 500 persons is written and
planned. CPU seconds stand beside the clock's, as other work on the machine counts in the latter only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEOPLE, NEEDS, PLACES = 500, 1062, 711
NEWCOMERS = 300


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--times", type=int, default=3)
    asked.add_argument("--jobs", type=int, default=1)
    args = asked.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as scratch:
        for folder in args.folders or [_town(Path(scratch) / "town")]:
            _measure(folder.resolve(), Path(scratch), args.times, args.jobs)


def _town(folder: Path) -> Path:
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    from tests.matching import towns

    town = towns.random_town(1, people=PEOPLE, needs=NEEDS, places=PLACES, standing=False)
    for provider in town["providers"]:
        provider |= {"max_cases": PLACES, "suspended": 0}
    return towns.write(town, folder)


def _measure(folder: Path, scratch: Path, times: int, jobs: int) -> None:
    runs = sorted(_run(folder, scratch, jobs) for _n in range(times))
    said = json.loads((scratch / "report.json").read_text(encoding="ascii"))
    pairs = sum(region["pairs"] for region in said["regions"])
    print(f"{folder.name}: {said['needs']} needs, {said['places']} places, {pairs} pairs, {said['assigned']} assigned")
    print(
        f"  {runs[0][0]:.2f} s by the clock, {min(cpu for _wall, cpu in runs):.2f} s of CPU, {said['peak_mb']} MB; "
        f"last run by stage: {said['seconds']}"
    )
    _one_more(folder, NEWCOMERS)


def _one_more(folder: Path, newcomers: int) -> None:
    """Needs come one by one to a plan that stands in memory; in the end it is worth what a plan of all is."""
    sys.path[:0] = [str(ROOT)]
    import numpy as np

    from matching.engine.edges import Asking, all_edges
    from matching.engine.files import read_problem
    from matching.engine.flow import Room, solve, with_keep
    from matching.engine.plan import objective
    from matching.engine.standing import Standing

    problem = read_problem(folder).with_load(locked_only=True)
    asking, room = Asking(problem), Room.of(problem)

    def best(needs: np.ndarray) -> np.ndarray:
        found = with_keep(problem, all_edges(asking, needs, np.arange(len(problem.places))))
        chosen = found.take(solve(problem, found, room))
        place = np.full(problem.size, -1)
        place[chosen.need] = chosen.place
        return place

    everybody = np.flatnonzero(~problem.locked & (room.person[problem.person] > 0))
    late = np.random.default_rng(1).choice(everybody, min(newcomers, len(everybody) // 2), replace=False)
    early = np.setdiff1d(everybody, late)
    standing = Standing(asking, room, early, best(early))
    took, moved = [], 0
    for need in late.tolist():
        begun = time.perf_counter()
        moved = max(moved, len(standing.join(need)))
        took.append(1000 * (time.perf_counter() - begun))
    held = np.where(problem.locked, problem.standing, -1)
    values = [objective(problem, np.where(problem.locked, held, place)) for place in (standing.place, best(everybody))]
    assert values[0] == values[1], values
    print(
        f"  one need more, {len(late)} times: median {np.median(took):.1f} ms, p95 {np.percentile(took, 95):.0f} ms, "
        f"longest {max(took):.0f} ms, at most {moved} needs moved; exact in the end"
    )


def _run(folder: Path, scratch: Path, jobs: int) -> tuple[float, float]:
    """Seconds by the clock and of CPU for one whole process."""
    command = [sys.executable, "manage.py", "match_file", str(folder), "--jobs", str(jobs)]
    for name in ("out", "suggestions", "report"):
        command += [f"--{name}", str(scratch / ("report.json" if name == "report" else f"{name}.csv"))]
    begun, before = time.perf_counter(), os.times()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return time.perf_counter() - begun, cpu


if __name__ == "__main__":
    main()
