"""The processes of the races for sessions: `python -m tests.training.race build|settle|enrol|naive|churn …`.

Each is the product itself with a state folder and a database of its own; what it found goes to standard output.
"""

import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

PLACES, PEOPLE, THREADS = 30, 300, 4
COMING_AND_GOING = 80
ENROL, NAIVE, CHURN = "三百人", "对照", "进进出出"


def build() -> None:
    """Three hundred volunteers, and a session for each race; all made by the services, the people are rows."""
    from tests.cast import Cast
    from tests.training import classroom as make

    cast = Cast()
    make.crowd(cast, PEOPLE)
    for days, title in enumerate((ENROL, NAIVE, CHURN), 20):
        make.session(cast, make.course(cast, title=title), days=days, capacity=PLACES)


def enrol(user_id: int, session_id: int) -> str:
    from accounts.models import User
    from kit.errors import Refused
    from training.courses import services
    from training.models import Session

    try:
        return services.enrol(Session.objects.get(pk=session_id), by=User.objects.get(pk=user_id)).status
    except Refused as refusal:
        return refusal.code


def naive(user_id: int, session_id: int) -> str:
    """The control: look whether there is room, then save. It must let in more than there are."""
    from training.models import Session

    session = Session.objects.get(pk=session_id)
    if session.taken >= session.capacity:
        return "waiting"
    time.sleep(0.005)
    session.taken += 1
    session.save(update_fields=["taken"])
    return "enrolled"


def churn(user_id: int, session_id: int) -> str:
    """Come and go a few times: enrol, answer what is offered, withdraw."""
    from kit.errors import Refused
    from training.courses import services
    from training.models import Enrolment

    dice = random.Random(user_id)
    enrol(user_id, session_id)
    for _n in range(4):
        rows = Enrolment.objects.select_related("learner").filter(learner_id=user_id, session_id=session_id)
        row = rows.order_by("-pk").first()
        try:
            if row.status == "offered":
                (services.take_offer if dice.random() < 0.5 else services.decline_offer)(row, by=row.learner)
            elif row.status in ("enrolled", "waiting") and dice.random() < 0.6:
                services.withdraw(row, by=row.learner)
            else:
                enrol(user_id, session_id)
        except Refused:  # somebody's place came or went meanwhile
            continue
    return "done"


ACTS: dict[str, tuple[Callable[[int, int], str], str, int]] = {
    "enrol": (enrol, ENROL, PEOPLE), "naive": (naive, NAIVE, PEOPLE), "churn": (churn, CHURN, COMING_AND_GOING),
}  # fmt: skip


def run(what: str, k: int, of: int, start: float) -> dict[str, Any]:
    """This process's share: every `of`-th person in several threads, from the moment `start`."""
    from accounts.models import User
    from training.models import Session

    act, title, n = ACTS[what]
    session = Session.objects.get(course__title=title)
    learners = User.objects.filter(memberships__role="VOL").order_by("pk")
    people = list(learners.values_list("pk", flat=True))[:n][k::of]
    found: Counter = Counter()
    time.sleep(max(0.0, start - time.time()))
    _threads(act, people, session.pk, found)
    return {"found": found, "ended": time.time()}


def _threads(act: Callable[[int, int], str], people: list[int], session_id: int, found: Counter) -> None:
    from django.db import connection

    lock = threading.Lock()

    def work(mine: list[int]) -> None:
        for person in mine:
            try:
                word = act(person, session_id)
            except Exception as fault:  # noqa: BLE001 - what must never happen is counted by its name
                word = f"fault: {type(fault).__name__}: {str(fault)[:80]}"
            with lock:
                found[word] += 1
        connection.close()

    threads = [threading.Thread(target=work, args=(people[t::THREADS],)) for t in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def settle() -> None:
    """Do the work that was left for later, as the server would within the second."""
    from messaging import queue

    queue.run_due()


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "build":
        build()
    elif sys.argv[1] == "settle":
        settle()
    else:
        what, k, of, start = sys.argv[1:5]
        print(json.dumps(run(what, int(k), int(of), float(start))))  # noqa: T201
