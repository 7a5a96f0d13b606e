"""How long officers wait when many of them send a form at once, through the real server.

    .venv/bin/python bench/measure_writers.py [--writers 1 4 16] [--times 20]

Each writer keeps a draft of its own. "kept" sends a form that is stored, "refused" one that is answered with its
errors. Works in a folder of its own (or on DATABASE_URL, which must be empty) and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "t" * 32
FORM = {
    "wish": "想学一门手艺", "goal": "", "schedule": ["0", "3"], "min_blocks": "1", "max_km": "15", "gender_pref": "0",
    "min_grade": "C", "cost": "", "then": "later", "csrfmiddlewaretoken": TOKEN,
}  # fmt: skip
KINDS = {"kept": (FORM, 302), "refused": ({**FORM, "min_blocks": "99"}, 200)}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--writers", type=int, nargs="+", default=[1, 4, 16])
    args.add_argument("--times", type=int, default=20)
    asked = args.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as name:
        folder = Path(name)
        os.environ.update(VAR_DIR=str(folder / "var"), ALLOW_SYNTHETIC_IDS="1", WEB_WORKERS="2", WEB_THREADS="8")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
        import django

        django.setup()
        _measure(folder, asked)


def _measure(folder: Path, asked: argparse.Namespace) -> None:
    from config import prepare
    from tests.server import House

    prepare.prepare(lambda text: None)
    session, paths = _drafts(max(asked.writers))
    house = House(folder)
    house.start()
    try:
        for kind, (form, status) in KINDS.items():
            for writers in asked.writers:
                _say(kind, writers, *_send(house.port, session, paths[:writers], form, status, asked.times))
    finally:
        house.stop()


def _drafts(n: int) -> tuple[str, list[str]]:
    """A session of 李明, and the addresses of his drafts, each for another person."""
    from django.urls import reverse

    from tests import build
    from tests.cast import Cast
    from tests.server import _session

    cast = Cast()
    drafts = [build.draft(cast, who=build.client(cast)) for _n in range(n)]
    return _session(cast.officer), [reverse("matching:draft", args=[draft.number]) for draft in drafts]


def _send(
    port: int, session: str, paths: list[str], form: dict[str, Any], status: int, times: int
) -> tuple[list[float], float]:
    """Milliseconds of each sending, and the seconds of all together."""
    head = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}

    def writer(path: str) -> list[float]:
        took = []
        for n in range(times):
            body = urlencode({**form, "idem": f"{path[-12:]}{time.time_ns()}{n}"}, doseq=True)
            begun = time.perf_counter()
            line = HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("POST", path, body, head)
            answer = line.getresponse()
            answer.read()
            line.close()
            took.append(1000 * (time.perf_counter() - begun))
            assert answer.status == status, f"{path} answers {answer.status}"
        return took

    begun = time.perf_counter()
    with ThreadPoolExecutor(len(paths)) as pool:
        took = [ms for one in pool.map(writer, paths) for ms in one]
    return took, time.perf_counter() - begun


def _say(kind: str, writers: int, took: list[float], seconds: float) -> None:
    middle, late = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(
        f"{kind:<8} {writers:>3} writers  {len(took) / seconds:6.1f} a second  "
        f"{middle:6.0f} ms  p95 {late:6.0f}  worst {max(took):6.0f}"
    )


if __name__ == "__main__":
    main()
