"""Queries, bytes and milliseconds of the lists of shifts, with 1,000, 10,000 and 100,000 shifts and volunteers.

    .venv/bin/python bench/measure_shifts.py [--shifts 1000 10000 100000] [--times 25]

Works in a folder of its own (or on DATABASE_URL, which must be empty) and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MOST_QUERIES, MOST_BYTES, MOST_TIMES = 12, 60_000, 2.0
CHUNK = 2_000
SHIFTS_EACH = 20  # of one posting


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--shifts", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    args.add_argument("--times", type=int, default=25)
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
    from django.db import connection

    from config import prepare
    from tests.cast import Cast, sign_in
    from tests.volunteers import activity as make

    prepare.prepare(lambda text: None)
    call_command("collectstatic", verbosity=0, interactive=False)
    cast = Cast()
    me, like = make.helper(cast), make.shift(cast, days=1)
    browsers = {"volunteer": sign_in(me.user), "officer": sign_in(cast.officer), "anybody": sign_in(cast.editor)}
    have = 0
    first: dict[str, float] = {}
    for size in sorted(asked.shifts):
        _fill(like, me, size - have, have)
        have = size
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        print(f"\n{size:,} shifts, {size:,} volunteers")
        for who, path in _paths(like):
            queries, weight, times = _visit(browsers[who], path, asked.times)
            p95 = statistics.quantiles(times, n=20)[-1]
            grown = p95 / first.setdefault(path, p95)
            bad = queries > MOST_QUERIES or weight > MOST_BYTES or grown > MOST_TIMES
            print(
                f"  {who:<10} {path:<58} {queries:>3} queries {weight / 1000:5.1f} kB "
                f"median {statistics.median(times):5.0f} ms  p95 {p95:5.0f} ms  ×{grown:.2f}{'  <--' if bad else ''}"
            )


def _paths(like: Any) -> list[tuple[str, str]]:
    later = (like.starts_at + timedelta(days=20)).date().isoformat()
    return [
        ("volunteer", "/volunteers/activities/"),
        ("volunteer", "/volunteers/activities/?county=all"),
        ("volunteer", "/volunteers/activities/?kind=hardship"),
        ("volunteer", "/volunteers/calendar/"),
        ("anybody", "/volunteers/opportunities/"),
        ("anybody", f"/volunteers/opportunities/?county=990103&kind=mentoring&free=on&on={later}"),
        ("officer", "/volunteers/postings/"),
        ("officer", "/volunteers/list/"),
    ]


def _fill(like: Any, me: Any, n: int, begun: int) -> None:
    """`n` shifts more, half of them past, over the counties and a year, and as many volunteers."""
    from accounts.models import Division, User
    from volunteers.models import Posting, Shift, Volunteer

    towns = list(Division.objects.filter(level="town"))
    kinds = ("mentoring", "hardship", "legal_education", "schooling", "public_benefit_activity")
    columns = _columns(Posting, like.posting)
    postings = Posting.objects.bulk_create(
        [
            Posting(
                **{
                    **columns,
                    "number": f"ZB-{begun + k:012d}",
                    "kind": kinds[k % 5],
                    "town_id": (town := towns[k % len(towns)]).pk,
                    "county_code": town.county_code,
                }
            )
            for k in range(max(1, n // SHIFTS_EACH))
        ],
        batch_size=CHUNK,
    )
    same, rows = _columns(Shift, like), []
    for k in range(n):
        of = postings[k % len(postings)]
        start = like.starts_at + timedelta(minutes=30 * ((k * 7919) % 17_520 - 8_760))
        past = start < like.starts_at
        rows.append(
            Shift(
                **{
                    **same,
                    "posting_id": of.pk,
                    "county_code": of.county_code,
                    "starts_at": start,
                    "ends_at": start + timedelta(hours=2),
                    "signup_closes_at": start,
                    "cancel_until": start,
                    "status": "done" if past else "open",
                    "taken": k % 11,
                    "capacity": 10 if k % 11 < 10 else 11,
                }
            )
        )
    Shift.objects.bulk_create(rows, batch_size=CHUNK)
    users = User.objects.bulk_create([User(display_name=f"志愿者{begun + k}") for k in range(n)], batch_size=CHUNK)
    sealed = ("id", "row_key", "id_number", "id_index", "born_on_text", "email")
    person = {f.attname: getattr(me, f.attname) for f in Volunteer._meta.concrete_fields if f.name not in sealed}
    Volunteer.objects.bulk_create(
        [Volunteer(**{**person, "user_id": user.pk, "number": f"VB{begun + k:010d}"}) for k, user in enumerate(users)],
        batch_size=CHUNK,
    )


def _columns(model: Any, like: Any) -> dict[str, Any]:
    return {f.attname: getattr(like, f.attname) for f in model._meta.concrete_fields if not f.primary_key}


def _visit(browser: Any, path: str, times: int) -> tuple[int, int, list[float]]:
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
    return queries, len(answer.content), took


if __name__ == "__main__":
    main()
