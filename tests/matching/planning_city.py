"""The processes of the races around the plan: `python -m tests.matching.planning_city build|race|load|expected|work …`.

Each is the product itself with a state folder and a database of its own; what it found goes to standard output.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

REQUESTS, PLACES, SEATS, THREADS = 50, 6, 4, 4
TOWNS, PEOPLE = 4, 60


# --- fifty officers and the plan -------------------------------------------------------------------------------
def build() -> None:
    """Fifty requests that look for one of twenty-four seats, and a plan that stands."""
    from matching.models import AssistanceRequest
    from tests import build as make
    from tests.cast import Cast
    from tests.matching.race import copied

    cast = Cast()
    make.provider(cast, capacity=REQUESTS)
    _ = cast.ngo_admin, cast.social_worker
    for n in range(PLACES):
        make.place(cast, capacity=SEATS, name=f"去处{n}")
    first = make.request_in("matching", cast)
    for n in range(1, REQUESTS):
        person = make.client(cast, sex=1)
        columns = {"client": person, "consent": person.consents.get(), "number": f"AR-202601-{n:05d}"}
        copied(first, AssistanceRequest, **columns)
    _plan(0)


def race(k: int, of: int, start: float) -> None:
    """Process 0 makes plan after plan; in the others officers follow them, and the organisation accepts at once."""
    from django.db import connection

    found: Counter[str] = Counter()
    lock = threading.Lock()

    def run(work: Any, mine: list[int]) -> None:
        time.sleep(max(0.0, start - time.time()))
        for pk in mine:
            try:
                word = work(pk)
            except Exception as fault:  # noqa: BLE001 - what must never happen is counted by its name
                word = f"fault: {type(fault).__name__}: {str(fault)[:80]}"
            with lock:
                found[word] += 1
        connection.close()

    from matching.models import AssistanceRequest

    ids = list(AssistanceRequest.objects.order_by("pk").values_list("pk", flat=True))[k - 1 :: of - 1]
    work = [(_plan, list(range(8)))] if k == 0 else [(_decide, ids[t::THREADS]) for t in range(THREADS)]
    threads = [threading.Thread(target=run, args=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"found": found, "ended": time.time()}))  # noqa: T201


def _plan(_n: int) -> str:
    from matching.planning import services

    services.make(services.begin(by=None))
    return "planned"


def _decide(pk: int) -> str:
    """Send the offer the plan proposes, or to any place, and accept it."""
    from accounts.models import User
    from kit.errors import Refused
    from matching.models import AssistanceRequest, Place
    from matching.offers import services as offers
    from matching.planning import queries

    officer = User.objects.get(display_name="李明")
    request = AssistanceRequest.objects.select_related("client", "consent", "office", "officer").get(pk=pk)
    proposal = queries.proposal_for(request, officer)
    at = proposal.place if proposal else Place.objects.order_by("pk")[pk % PLACES]
    try:
        offer = offers.send_offers(request, [at], by=officer)[0]
        manager, worker = (User.objects.get(display_name=name) for name in ("许晴", "周敏"))
        offers.accept_offer(offer, by=manager, knows_nobody=True, worker=worker)
    except Refused as refusal:
        return refusal.code
    return "followed" if proposal else "accepted"


def standing() -> dict[str, Any]:
    """What must hold afterwards, as numbers that are all 0, and how much came of it."""
    from django.db.models import F

    from matching.models import AssistanceRequest, Offer, Place
    from matching.planning.standing import live

    accepted = AssistanceRequest.objects.filter(status="accepted")
    of_offer = dict(Offer.objects.filter(status="accepted").values_list("request_id", "place_id"))
    over = 0
    for place in Place.objects.all():
        over += max(0, place.taken + live().filter(place=place).count() - place.capacity)
        over += abs(place.taken - accepted.filter(place=place).count())
    return {
        "over": over + Place.objects.filter(taken__gt=F("capacity")).count(),
        "moved": sum(of_offer.get(r.pk) != r.place_id for r in accepted),
        "proposed_to_accepted": live().filter(request__status="accepted").count(),
        "accepted": accepted.count(),
    }


# --- regions and workers that die ------------------------------------------------------------------------------
def load(folder: Path) -> None:
    """Towns that share nothing, each a region of the plan."""
    from matching.planning.loading import load as load_folder
    from tests.matching import towns

    whole: towns.Rows = {}
    for k in range(TOWNS):
        for name, rows in _town(k).items():
            whole.setdefault(name, []).extend(rows)
    load_folder(towns.write(whole, folder / "towns"))


def _town(k: int) -> Any:
    from tests.matching import towns

    town = towns.random_town(k, people=PEOPLE, needs=2 * PEOPLE, places=PEOPLE, standing=False)
    asked = {(need["supervisee_id"], need["category"]): need for need in town["needs"]}
    town["needs"], town["queries"] = list(asked.values()), []
    for row in (*town["supervisees"], *town["resources"], *town["providers"]):
        row["province_id"] = k + 1
    for row in (*town["supervisees"], *town["resources"]):
        row["prefecture_id"], row["district_id"] = 100 + k, 1000 + k
    for row in town["resources"]:
        row |= {"remote": 0, "soft_cap": max(row["soft_cap"], min(1, row["capacity"]))}
    for row in town["providers"]:
        row |= {"max_cases": PEOPLE, "suspended": 0}
    names = ("supervisee_id", "need_id", "resource_id", "provider_id")
    for rows in town.values():
        for row in rows:
            row |= {name: row[name] + 10_000 * k for name in names if name in row and row[name] < 10_000}
    return town


def expected() -> dict[str, int]:
    """The plan as one process makes it, with nothing written."""
    from matching.engine.flow import Room
    from matching.engine.plan import regions
    from matching.planning import columns, services

    asked = columns.read()
    problem = asked.problem
    todo = regions(problem, Room.of(problem.with_load(locked_only=True)))
    assert len(todo) == TOWNS
    ids, places = problem.needs.need_id, problem.places.resource_id
    return {
        str(ids[i]): int(places[j])
        for _region, plan in services.planned_for(asked, todo)
        for i, j in zip(plan.need.tolist(), plan.place.tolist(), strict=True)
    }


def begin() -> None:
    from matching.planning import services

    services.begin_in_background(by=None)


def progress() -> dict[str, Any]:
    from matching.models import MatchRun, Proposal, RunPart

    live = Proposal.objects.filter(ended_at=None)
    return {
        "status": MatchRun.objects.latest("pk").status,
        "staged": RunPart.objects.exclude(stage="waits").count(),
        "live": {str(request): place for request, place in live.values_list("request_id", "place_id")},
    }


def work() -> None:
    """A worker that publishes so slowly that a kill meets it in the middle."""
    from matching.planning import publishing
    from messaging import queue

    publishing.TOGETHER = 5
    real = publishing._let_out

    def slowly(*args: Any) -> bool:
        time.sleep(0.05)
        return real(*args)

    publishing._let_out = slowly
    while True:
        if queue.run_one(["long"]) is None:
            time.sleep(0.2)


if __name__ == "__main__":
    import django

    django.setup()
    word, *more = sys.argv[1:]
    if word == "race":
        race(int(more[0]), int(more[1]), float(more[2]))
    elif word == "load":
        load(Path(more[0]))
    elif word in ("expected", "progress", "standing"):
        print(json.dumps({"expected": expected, "progress": progress, "standing": standing}[word]()))  # noqa: T201
    else:
        {"build": build, "begin": begin, "work": work}[word]()
