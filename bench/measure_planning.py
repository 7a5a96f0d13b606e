"""Seconds of the plan through the database, beside the plan of the same folder from files and a bare read and write.

    .venv/bin/python bench/measure_planning.py [FOLDER] [--times 2]

FOLDER holds the tables of the matching file format; without one a random town of 500 persons is written. Works in a
folder of its own, or on DATABASE_URL, which must be empty. Where the machine does other work too, the seconds of CPU
are the better figure; what a database server spends is in the clock's seconds only.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = 1.3  # of the file run, the bare read and the bare write together
Took = tuple[float, float]  # by the clock, of CPU


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--times", type=int, default=2)
    args = asked.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as scratch:
        os.environ.update(VAR_DIR=scratch, ALLOW_SYNTHETIC_IDS="1", DJANGO_SETTINGS_MODULE="config.settings")
        sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure((args.folder or _town(Path(scratch) / "town")).resolve(), Path(scratch), args.times)


def _town(folder: Path) -> Path:
    """As that of measure_plan.py, with each need of a person of another kind."""
    from bench.measure_plan import NEEDS, PEOPLE, PLACES
    from tests.matching import towns

    town = towns.random_town(1, people=PEOPLE, needs=NEEDS, places=PLACES, standing=False)
    asked = {(need["supervisee_id"], need["category"]): need for need in town["needs"]}
    town["needs"] = list(asked.values())
    town["queries"] = []
    for place in town["resources"]:
        place["soft_cap"] = max(place["soft_cap"], min(1, place["capacity"]))
    for provider in town["providers"]:
        provider |= {"max_cases": PLACES, "suspended": 0}
    return towns.write(town, folder)


def _measure(folder: Path, scratch: Path, times: int) -> None:
    from matching.engine.__main__ import match_file
    from matching.planning.loading import load

    print(f"{folder.name}: load {_said(_took(lambda: load(folder)))}")
    file_run = min((_took(lambda: match_file(folder, out=scratch / "out.csv")) for _n in range(times)), key=_cpu)
    runs = [_database_run() for _n in range(times)]
    best = min((stages for stages, _n in runs), key=lambda stages: sum(cpu for _wall, cpu in stages.values()))
    print("  " + ", ".join(f"{name} {_said(took)}" for name, took in best.items()))
    read, write = _bare_read(times), _bare_write(times, runs[0][1])
    allowed = [sum(part[k] for part in (file_run, read, write)) for k in (0, 1)]
    whole = [sum(took[k] for took in best.values()) for k in (0, 1)]
    print(f"  file run {_said(file_run)}, bare read {_said(read)}, bare write {_said(write)}")
    share = [f"{w / a:.2f}" for w, a in zip(whole, allowed, strict=True)]
    print(f"  whole run {whole[0]:.2f} s ({whole[1]:.2f} s of CPU): {share[0]} of them together, {share[1]} by CPU")
    print(f"  allowed {ALLOWED}; load now {os.getloadavg()[0]:.1f}")


def _database_run() -> tuple[dict[str, Took], int]:
    """The stages of one run on the loaded tables, and how many proposals it let out; afterwards all is as before."""
    from matching.models import MatchRun, Proposal, RunPart
    from matching.planning import publishing, services, staging

    taken: dict[str, Took] = {}
    kept: dict[str, Any] = {}

    def stage(name: str, work: Callable[[], Any]) -> None:
        taken[name] = _took(lambda: kept.update({name: work()}))

    stood = Proposal.objects.filter(ended_at=None)
    before = set(stood.values_list("pk", flat=True))
    run = services.begin(by=None)
    stage("read", lambda: services.split(run))
    asked, todo = kept["read"]
    parts = {part.number: part for part in run.parts.all()}
    stage("plan", lambda: services.planned_for(asked, todo))
    stage("stage", lambda: _each(lambda one: staging.stage(parts[one[0].number], asked, [one]), kept["plan"]))
    stage("publish", lambda: _each(publishing.publish, parts.values()))
    stage("finish", lambda: services.finish(run))
    made = Proposal.objects.filter(run=run).count()
    ended = Proposal.objects.filter(ended_by__run=run)
    ended.update(ended_at=None, end_why="", ended_by=None)
    Proposal.objects.filter(run=run).delete()
    RunPart.objects.filter(run=run).delete()
    MatchRun.objects.filter(pk=run.pk).delete()
    assert set(stood.values_list("pk", flat=True)) == before
    return taken, made


def _bare_read(times: int) -> Took:
    """The same columns of the same rows, fetched and thrown away."""
    from matching.planning import columns

    queries = [
        (columns._requests(columns.ALL), columns.REQUEST),
        (columns._clients(columns.ALL), columns.CLIENT),
        (columns._places(columns.ALL), columns.PLACE),
        (columns.live_proposals(), ("request_id", "place_id")),
    ]

    def read() -> None:
        from django.db import connection

        for rows, names in queries:
            sql, params = rows.order_by().values_list(*names).query.sql_with_params()
            with connection.cursor() as cursor:
                cursor.execute(sql, params)
                cursor.fetchall()

    return min((_took(read) for _n in range(times)), key=_cpu)


def _bare_write(times: int, n: int) -> Took:
    """So many proposals, with the same indexes, written in one statement and taken back."""
    from django.db import connection, transaction

    from kit import clock
    from matching.models import MatchRun, Proposal
    from matching.planning import columns, staging
    from matching.planning.rows import insert

    problem = columns.read().problem
    met = problem.needs.need_id[~problem.locked].tolist()[:n]
    places = problem.places.resource_id.tolist()
    run = MatchRun.objects.create(as_of=clock.today(), began_at=clock.now(), weights_version="1", rules_version="1")
    now = connection.ops.adapt_datetimefield_value(clock.now())
    rows = [
        (run.pk, need, places[k % len(places)], "110101", 0, 0, 0, 0, 0, 1, 0, now, "") for k, need in enumerate(met)
    ]

    def write() -> None:
        with transaction.atomic():
            insert(Proposal, ("run", *staging.COLUMNS, "published_at", "end_why"), rows)

    took = []
    for _n in range(times):
        took.append(_took(write))
        Proposal.objects.filter(run=run).delete()
    run.delete()
    return min(took, key=_cpu)


def _each(work: Callable[[Any], Any], things: Iterable[Any]) -> None:
    for thing in things:
        work(thing)


def _took(work: Callable[[], Any]) -> Took:
    begun, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - cpu


def _cpu(took: Took) -> float:
    return took[1]


def _said(took: Took) -> str:
    return f"{took[0]:.2f} s ({took[1]:.2f} CPU)"


if __name__ == "__main__":
    main()
