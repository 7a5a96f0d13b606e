"""What is lost when workers are killed in the midst of their work, and how long it takes to go on.

    .venv/bin/python bench/measure_kills.py [--jobs 2000] [--kills 20] [--with embedded celery] [--off 10]

Two workers do small jobs, each of which leaves a mark; every so often one of them is killed with its children (-9)
and another is started. `celery` starts a Redis of its own, and at the end takes it away for `--off` seconds while jobs
go on being asked for. Printed: jobs lost, marks left twice, jobs begun again, and how long the jobs that a kill met
took until they were done. DATABASE_URL of a PostgreSQL server measures there; without it SQLite.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from tests import needs  # noqa: E402 - after the path
from tests.messaging.processes import Probe  # noqa: E402

OPEN = "kind='probe.mark' AND state IN ('queued', 'running')"
RUNNING = "SELECT id FROM messaging_job WHERE kind='probe.mark' AND state='running'"
PATIENCE = 900  # seconds
WORKER = {"embedded": ("run_jobs",), "celery": ("worker", "--concurrency", "1")}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--jobs", type=int, default=2000)
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--with", dest="modes", nargs="+", choices=WORKER, default=list(WORKER))
    asked.add_argument("--off", type=float, default=10)
    asked.add_argument("--lease", type=int, default=5)
    args = asked.parse_args()
    for mode in args.modes:
        with tempfile.TemporaryDirectory(prefix="tongxin-kills-") as folder:
            measure(mode, Path(folder), args)


def measure(mode: str, folder: Path, args: argparse.Namespace) -> None:
    broker = Broker(folder) if mode == "celery" else None
    env = {"REDIS_URL": broker.url} if broker else {}
    probe = Probe(folder, JOB_LEASE_SECONDS=str(args.lease), **env)
    try:
        probe.seed(0, args.jobs)
        kills(mode, probe, args)
        if broker and args.off:
            away(probe, broker, args)
    finally:
        probe.close()
        if broker:
            broker.stop()


def kills(mode: str, probe: Probe, args: argparse.Namespace) -> None:
    begun_at = time.monotonic()
    workers = [probe.start(*WORKER[mode]) for _ in range(2)]
    met: list[tuple[float, list[int]]] = []
    for n in range(args.kills):
        share = args.jobs * (n + 1) // (args.kills + 2)
        probe.wait(lambda share=share: done(probe) >= share, f"{share} jobs", PATIENCE)  # type: ignore[misc]
        running = [
            row[0] for row in probe.rows("SELECT id FROM messaging_job WHERE kind='probe.mark' AND state='running'")
        ]
        probe.kill(workers.pop(0))
        met.append((time.time(), running))
        workers.append(probe.start(*WORKER[mode]))
    probe.wait(lambda: not probe.count("messaging_job", OPEN), "all jobs end", PATIENCE)
    seconds = time.monotonic() - begun_at
    for worker in workers:
        probe.kill(worker, signal.SIGTERM)
    lost = args.jobs - done(probe)
    doubles = probe.count("job_probe_mark") - int(probe.rows("SELECT count(DISTINCT n) FROM job_probe_mark")[0][0])
    unmarked = args.jobs - probe.count("job_probe_mark")
    again = probe.count("job_probe_start") - args.jobs
    say(f"{mode}: {args.jobs} jobs, {args.kills} kills of 2 workers, lease {args.lease} s, {seconds:.0f} s")
    say(f"  lost {lost}, without a mark {unmarked}, marked twice {doubles}, begun again {again}")
    say_recovered(probe, met)


def say_recovered(probe: Probe, met: list[tuple[float, list[int]]]) -> None:
    """How long after a kill the jobs that were running at that moment were done."""
    ends = {pk: instant(at) for pk, at in probe.rows("SELECT id, finished_at FROM messaging_job WHERE state='done'")}
    took = [max(ends[pk] for pk in running) - at for at, running in met if running]
    late = sorted(t for t in took if t > 0)
    if late:
        middle = statistics.median(late)
        say(f"  {len(late)} kills met a job; done after {middle:.1f} s (median), {late[-1]:.1f} s at most")


def away(probe: Probe, broker: Broker, args: argparse.Namespace) -> None:
    """Jobs are asked for while there is no Redis; the workers run on."""
    workers = [probe.start(*WORKER["celery"]) for _ in range(2)]
    first, before = args.jobs, done(probe)
    probe.seed(first, first + 10)
    probe.wait(lambda: done(probe) == before + 10, "the workers work", 120)
    broker.stop()
    asked, slowest, end = 10, 0.0, time.monotonic() + args.off
    while time.monotonic() < end:
        at = time.monotonic()
        probe.seed(first + asked, first + asked + 10)  # fails loudly when one is refused
        slowest, asked = max(slowest, time.monotonic() - at), asked + 10
    broker.start()
    back = time.monotonic()
    probe.wait(lambda: not probe.count("messaging_job", OPEN), "all jobs end", PATIENCE)
    took = time.monotonic() - back
    for worker in workers:
        probe.kill(worker, signal.SIGTERM)
    lost = first + asked - done(probe)
    say(f"  Redis away for {args.off:.0f} s: {asked - 10} jobs asked for, 0 refused, ten took {slowest:.1f} s at most")
    say(f"  lost {lost}; all done {took:.1f} s after it was back")


def done(probe: Probe) -> int:
    return probe.count("messaging_job", "kind='probe.mark' AND state='done'")


def instant(at: Any) -> float:
    when = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


class Broker:
    """A Redis of our own, with its journal, on a free port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, needs.free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder),
             "--appendonly", "yes", "--save", ""], stdout=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + 20
        while not needs.listening("127.0.0.1", self.port):
            if time.monotonic() > end:
                raise SystemExit("redis-server does not answer")
            time.sleep(0.1)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


if __name__ == "__main__":
    main()
