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
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEOPLE, NEEDS, PLACES = 500, 1062, 711


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
    _again(folder, times)


def _again(folder: Path, times: int) -> None:
    """One need more comes to a plan that stands: the question is in memory, the plan is made again, exact."""
    sys.path[:0] = [str(ROOT)]
    from matching.engine.files import read_problem
    from matching.engine.plan import make_plan

    problem = read_problem(folder)
    stands = make_plan(problem).place
    stands[((stands >= 0) & ~problem.locked).argmax()] = -1  # this one is new
    problem = replace(problem, standing=stands)
    took = []
    for _n in range(times):
        begun, cpu = time.perf_counter(), time.process_time()
        make_plan(problem)
        took.append((time.perf_counter() - begun, time.process_time() - cpu))
    wall, cpu = (1000 * min(column) for column in zip(*took, strict=True))
    print(f"  one need more, planned again: {wall:.0f} ms by the clock, {cpu:.0f} ms of CPU")


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
