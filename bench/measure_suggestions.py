"""Milliseconds of the suggestions for one request among 1,000 places, from rows, with all that belongs to them.

    .venv/bin/python bench/measure_suggestions.py [--places 1000] [--times 30]

Works in a folder of its own (or on DATABASE_URL, which must be empty) and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ALLOWED_MS = 300


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--places", type=int, default=1000)
    args.add_argument("--times", type=int, default=30)
    asked = args.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        os.environ.update(VAR_DIR=folder, ALLOW_SYNTHETIC_IDS="1", DJANGO_SETTINGS_MODULE="config.settings")
        os.environ["ALLOWED_HOSTS"] = "testserver"
        sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
        import django

        django.setup()
        _measure(asked.places, asked.times)


def _measure(places: int, times: int) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from matching.offers.suggestions import suggest
    from tests import build
    from tests.cast import Cast, sign_in

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    cast = Cast()
    request = build.request_in("matching", cast, kind="job")
    _places(cast, places)
    with CaptureQueriesContext(connection) as caught:
        found = suggest(request)
    _say(
        f"suggest(): {found.total} places, {found.eligible} fit, {len(caught)} queries", times, lambda: suggest(request)
    )
    browser, page = sign_in(cast.officer), reverse("matching:match", args=[request.number])
    assert browser.get(page).status_code == 200
    _say("the page, with rights and log", times, lambda: browser.get(page))


def _places(cast: Any, n: int) -> None:
    from matching.models import Place
    from tests import build

    rng, first = random.Random(7), build.place(cast, "job")
    like = {
        f.attname: getattr(first, f.attname) for f in Place._meta.concrete_fields if f.name not in ("id", "row_key")
    }
    rows = [
        Place(
            **{
                **like,
                "x_m": first.x_m + rng.randint(-20_000, 20_000),
                "y_m": first.y_m + rng.randint(-20_000, 20_000),
                "skill_mask": rng.randrange(1 << 16),
                "grade": rng.choice("ABUC"),
            }
        )
        for _k in range(n - 1)
    ]
    Place.objects.bulk_create(rows, batch_size=500)


def _say(what: str, times: int, act: Any) -> None:
    took = []
    for _n in range(times):
        begun = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - begun))
    p95 = statistics.quantiles(took, n=20)[-1]
    mark = "" if p95 <= ALLOWED_MS else f"  <-- over {ALLOWED_MS} ms"
    print(f"{what}: median {statistics.median(took):.0f} ms, p95 {p95:.0f} ms{mark}")


if __name__ == "__main__":
    main()
