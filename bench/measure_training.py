"""Queries and milliseconds of the pages of training, with 10,000 learners and 50 courses.

    .venv/bin/python bench/measure_training.py [--learners 10000] [--courses 50] [--times 15]

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
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MOST_QUERIES = 15
CHUNK = 2_000
SESSIONS = 12  # of a course; half are over
EACH = 4  # sessions that a learner came to


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--learners", type=int, default=10_000)
    args.add_argument("--courses", type=int, default=50)
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
    courses, learners = _build(cast, asked.learners, asked.courses)
    browsers = {"learner": sign_in(learners[0]), **{who: sign_in(getattr(cast, who)) for who in STAFF}}
    print(f"{len(learners):,} learners, {len(courses)} courses, {len(courses) * SESSIONS} sessions")
    for who, path in _paths(courses[0]):
        queries, times = _visit(browsers[who], path, asked.times)
        worst = statistics.quantiles(times, n=20)[-1]
        mark = "" if queries <= MOST_QUERIES else "  <-- too many"
        middle = statistics.median(times)
        print(f"  {who:<15} {path:<44} {queries:>3} queries  {middle:6.0f} ms  p95 {worst:6.0f}{mark}")
    _table(cast, courses[0])


STAFF = ("officer", "county_manager", "city_manager")


def _paths(course: Any) -> list[tuple[str, str]]:
    from django.urls import reverse

    of = [course.number]
    learner = [reverse("training:catalogue"), reverse("training:learn"), reverse("training:diplomas")]
    planner = [reverse("training:courses"), reverse("training:course", args=of), reverse("training:results", args=of)]
    groups = reverse("training:groups")
    short = [f"{groups}?group=short&role=VOL", f"{groups}?group=lacks&role=VOL&kind=induction"]
    managers = [*planner, *short, reverse("matching:training_needs")]
    return (
        [("learner", p) for p in learner]
        + [("officer", p) for p in planner]
        + [(who, p) for who in STAFF[1:] for p in managers]
    )


# --- the city ----------------------------------------------------------------------------------------------------
def _build(cast: Any, learners: int, courses: int) -> tuple[list[Any], list[Any]]:
    """Courses and sessions by the services; the learners and what they did as rows."""
    from accounts.models import Membership, User
    from tests.cast import SINCE
    from tests.training import classroom as make
    from tests.training import lessons
    from training.models import Session

    lessons.ready()
    rng = random.Random(1)
    made = []
    for n in range(courses):
        kind = ("induction", "refresher", "")[n % 3]
        course = make.course(
            cast, title=f"课程{n:02d}", gives=kind, validity_months=12 if kind else 0, credit_minutes=240
        )
        for k in range(SESSIONS):
            make.session(cast, course, days=3 + 2 * k, hour=8 + n % 8, hours=2, capacity=300)
        made.append(course)
    past = [s for course in made for s in course.sessions.order_by("pk")[: SESSIONS // 2]]
    for session in past:
        back = timedelta(days=60)
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at - back, ends_at=session.ends_at - back, status="done"
        )
    past = list(Session.objects.filter(pk__in=[s.pk for s in past]).select_related("course"))
    people: list[Any] = []
    for begun in range(0, learners, CHUNK):
        some = range(begun, min(begun + CHUNK, learners))
        users = User.objects.bulk_create([User(display_name=f"学员{k:05d}", password="!") for k in some])
        Membership.objects.bulk_create([Membership(user=u, role="VOL", since_on=SINCE) for u in users])
        _learnt(users, past, rng)
        people += users
    return made, people


def _learnt(users: list[Any], past: list[Any], rng: random.Random) -> None:
    from training.models import Credential, Enrolment

    enrolments, credentials = [], []
    for user in users:
        for session in rng.sample(past, min(EACH, len(past))):
            enrolments.append(
                Enrolment(
                    session=session, course_id=session.course_id, learner=user, starts_at=session.starts_at,
                    ends_at=session.ends_at, status="attended", minutes=rng.choice([60, 110, 120]),
                )
            )  # fmt: skip
        if rng.random() < 0.6:
            end = past[0].starts_at.date() + timedelta(days=rng.randrange(30, 700))
            credentials.append(
                Credential(
                    holder=user, kind="induction", valid_from=past[0].starts_at.date(), valid_to=end,
                    entered_at=past[0].starts_at,
                )
            )  # fmt: skip
    Enrolment.objects.bulk_create(enrolments, batch_size=CHUNK)
    Credential.objects.bulk_create(credentials, batch_size=CHUNK)
    _certificates(enrolments)


def _certificates(enrolments: list[Any]) -> None:
    """Every fifth who came has a certificate of the course."""
    from training.models import Diploma

    first = Diploma.objects.count()
    rows = [
        Diploma(
            course_id=row.course_id, learner_id=row.learner_id, number=f"PX-2000-{first + n:06d}", code="000000",
            minutes=row.minutes, passed_on=row.ends_at.date(), status="valid",
        )
        for n, row in enumerate(enrolments[::5])
    ]  # fmt: skip
    Diploma.objects.bulk_create(rows, batch_size=CHUNK)


# --- measuring ---------------------------------------------------------------------------------------------------
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


def _table(cast: Any, course: Any) -> None:
    """The results of one course as a table, as the job makes it."""
    from messaging import queue
    from training.courses import gradebook
    from training.models import Gradebook

    begun = time.perf_counter()
    gradebook.ask_for(course, by=cast.county_manager, form="xlsx")
    queue.run_due()
    rows = Gradebook.objects.latest("pk").rows_n
    print(f"  the table of results: {rows:,} learners in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
