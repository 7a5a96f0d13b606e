"""Queries and milliseconds of the staff's pages, with 500 and with 50,000 people in register.

    .venv/bin/python bench/measure_pages.py [--clients 500 50000] [--times 15]

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
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MOST_QUERIES = 25
CHUNK = 2_000


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--clients", type=int, nargs="+", default=[500, 50_000])
    args.add_argument("--times", type=int, default=15)
    asked = args.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        os.environ.update(VAR_DIR=folder, ALLOW_SYNTHETIC_IDS="1", DJANGO_SETTINGS_MODULE="config.settings")
        os.environ["ALLOWED_HOSTS"] = "testserver"
        sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
        import django

        django.setup()
        _measure(asked)


def _measure(asked: argparse.Namespace) -> None:
    from django.core.management import call_command

    from config import prepare
    from tests.cast import Cast, sign_in

    prepare.prepare(lambda text: None)
    call_command("collectstatic", verbosity=0, interactive=False)
    cast = Cast()
    paths = _paths(cast)
    browsers = {who: sign_in(getattr(cast, who)) for who, _path in paths}
    have = 0
    seen: dict[tuple[str, str], int] = {}
    for size in sorted(asked.clients):
        _people(cast, size - have, have)
        have = size
        print(f"\n{size:,} people in register")
        for who, path in paths:
            queries, times = _visit(browsers[who], path, asked.times)
            worst = statistics.quantiles(times, n=20)[-1]
            before = seen.setdefault((who, path), queries)
            mark = "" if queries <= min(before, MOST_QUERIES) else "  <-- grows or too many"
            middle = statistics.median(times)
            print(f"  {who:<16} {path:<44} {queries:>3} queries  {middle:6.0f} ms  p95 {worst:6.0f}{mark}")


def _paths(cast: Any) -> list[tuple[str, str]]:
    from django.urls import reverse

    from tests import build

    request = build.request_in("matching", cast)
    build.place(cast)
    code, number = request.client.code, request.number
    staff = [
        reverse("desk:home"),
        reverse("matching:clients"),
        reverse("matching:clients") + "?status=active",
        reverse("matching:client", args=[code]),
        reverse("matching:requests"),
        reverse("matching:request", args=[number]),
        reverse("matching:match", args=[number]),
        reverse("matching:places"),
    ]
    return [("officer", p) for p in staff] + [("county_manager", p) for p in staff[:6]]


def _people(cast: Any, n: int, begun: int) -> None:
    """`n` people more, a tenth of them at 李明's office and as many again elsewhere in the county."""
    from accounts.models import Division
    from kit import identity, numbers
    from kit.crypto import blind_index
    from matching.models import Client

    rng = random.Random(begun)
    towns = list(Division.objects.filter(level="town"))
    rows = []
    for k in range(begun, begun + n):
        town = next(t for t in towns if t.code == "990103002") if k % 10 == 0 else rng.choice(towns)
        born = date(1955, 1, 1) + timedelta(days=k % 18_000)
        first17 = f"990{k // 18_000:03d}{born:%Y%m%d}{(2 * rng.randrange(500)):03d}"
        number = first17 + identity.id_check_digit(first17)
        rows.append(
            Client(
                code=numbers.client_code(), full_name="测试人", sex=2, id_number=number,
                id_index=blind_index("client.id_number", f"{number}{k}"), born_on_text=born.isoformat(),
                category="probation", start_on=date(2025, 1, 1), end_on=date(2028, 1, 1), offence="盗窃罪",
                offence_groups="2", office=cast.office if town.code == "990103002" else cast.office_at(town.code),
                county_code=town.county_code, town=town, x_m=town.x_m, y_m=town.y_m, status="active",
                officer=cast.officer if town.code == "990103002" else None, phone="+8615400000099",
            )
        )  # fmt: skip
        if len(rows) == CHUNK:
            Client.objects.bulk_create(rows)
            rows = []
    Client.objects.bulk_create(rows)


def _visit(browser: Any, path: str, times: int) -> tuple[int, list[float]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.get(path)
    with CaptureQueriesContext(connection) as caught:
        answer = browser.get(path)
    queries = len(caught)  # counted now: the next request empties the list
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    took = []
    for _n in range(times):
        begun = time.perf_counter()
        browser.get(path)
        took.append(1000 * (time.perf_counter() - begun))
    return queries, took


if __name__ == "__main__":
    main()
