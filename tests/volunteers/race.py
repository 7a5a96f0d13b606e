"""The processes of the races for shifts: `python -m tests.volunteers.race build|join|naive|churn|overlap|… …`.

Each is the product itself with a state folder and a database of its own; what it found goes to standard output.
"""

import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

PLACES, PEOPLE, THREADS, RUNS = 10, 200, 4, 100
COMING_AND_GOING = 60  # of them; each writes a dozen times
CONTROL, CHURN, LEARNING = "对照", "进进出出", "同时有培训"


# --- the city ----------------------------------------------------------------------------------------------------
def build() -> None:
    """Two hundred volunteers, a shift for each run, one for the control, one for the coming and going, and a pair
    of overlapping ones. The first of everything is made by the services; the people are copies."""
    from tests.cast import Cast
    from tests.training import classroom
    from tests.volunteers import activity as make
    from volunteers.models import Shift, Volunteer

    cast = Cast()
    first = make.helper(cast)
    Volunteer.objects.bulk_create([_another(first, n) for n in range(1, PEOPLE)])
    of = make.posting(cast)
    like = make.shift(cast, of, days=30, hours=1, capacity=PLACES)
    same = {f.attname: getattr(like, f.attname) for f in Shift._meta.concrete_fields if not f.primary_key}
    rows = [Shift(**{**same, **_times(like, k)}) for k in range(1, RUNS)]
    Shift.objects.bulk_create(rows)
    for title, days in ((CONTROL, 20), (CHURN, 21)):
        make.shift(cast, title=title, days=days, capacity=PLACES)
    for title, hour in (("重叠甲", 9), ("重叠乙", 10)):
        make.shift(cast, title=title, days=22, hour=hour, hours=2, capacity=PEOPLE)
    make.shift(cast, title=LEARNING, days=23, hour=10, hours=2, capacity=PEOPLE)
    classroom.session(cast, days=23, hour=9, capacity=PEOPLE)


def _another(like: Any, n: int) -> Any:
    """Another volunteer, without what is sealed to the row of the first."""
    from accounts.models import Membership, User
    from tests.cast import SINCE
    from volunteers.models import Volunteer

    user = User.objects.create_user("", display_name=f"志愿者{n}")
    Membership.objects.create(user=user, role="VOL", since_on=SINCE)
    sealed = ("id", "row_key", "id_number", "id_index", "born_on_text", "email")
    same = {f.attname: getattr(like, f.attname) for f in Volunteer._meta.concrete_fields if f.name not in sealed}
    return Volunteer(**{**same, "user_id": user.pk, "number": f"V99{n:08d}"})


def _times(like: Any, k: int) -> dict[str, Any]:
    start = like.starts_at + timedelta(hours=2 * k)
    end = start + timedelta(hours=1)
    return {"starts_at": start, "ends_at": end, "signup_closes_at": start, "cancel_until": start}


# --- what is raced -------------------------------------------------------------------------------------------------
def join(volunteer_id: int, shift_id: int) -> str:
    from kit.errors import Refused
    from volunteers.activities import services
    from volunteers.models import Shift, Volunteer

    by = Volunteer.objects.select_related("user").get(pk=volunteer_id).user
    try:
        return services.sign_up(Shift.objects.get(pk=shift_id), by=by).status
    except Refused as refusal:
        return refusal.code


def naive(volunteer_id: int, shift_id: int) -> str:
    """The control: look whether there is room, then save. It must let in more than there are."""
    from volunteers.models import Shift

    shift = Shift.objects.get(pk=shift_id)
    if shift.taken >= shift.capacity:
        return "waiting"
    time.sleep(0.005)
    shift.taken += 1
    shift.save(update_fields=["taken"])
    return "confirmed"


def churn(volunteer_id: int, shift_id: int) -> str:
    """Come and go a few times: sign up, answer what is offered, withdraw."""
    from kit.errors import Refused
    from volunteers.activities import services
    from volunteers.models import Signup

    dice = random.Random(volunteer_id)
    join(volunteer_id, shift_id)
    for _n in range(4):
        rows = Signup.objects.select_related("volunteer__user").filter(volunteer_id=volunteer_id, shift_id=shift_id)
        row = rows.order_by("-pk").first()
        try:
            if row.status == "offered":
                (services.take_offer if dice.random() < 0.5 else services.decline_offer)(row, by=row.volunteer.user)
            elif row.status in ("confirmed", "waiting") and dice.random() < 0.6:
                services.withdraw(row, by=row.volunteer.user)
            else:
                join(volunteer_id, shift_id)
        except Refused:  # somebody's place came or went meanwhile
            continue
    return "done"


def learn(volunteer_id: int, shift_id: int) -> str:
    """A shift, or with 0 the session at the same time: one person tries both at once."""
    from kit.errors import Refused
    from training.courses import services as courses
    from training.models import Session
    from volunteers.models import Volunteer

    if shift_id:
        return join(volunteer_id, shift_id)
    by = Volunteer.objects.select_related("user").get(pk=volunteer_id).user
    try:
        return courses.enrol(Session.objects.get(), by=by).status
    except Refused as refusal:
        return refusal.code


def careless(volunteer_id: int, shift_id: int) -> str:
    """The control of the overlap: look without holding the person, then take the place."""
    from audit.moves import born
    from kit.claims import claim
    from volunteers.activities import eligibility
    from volunteers.models import Shift, Signup, Volunteer

    shift = Shift.objects.get(pk=shift_id)
    if eligibility.busy([Volunteer.objects.get(pk=volunteer_id)], shift.starts_at, shift.ends_at, but=shift.pk):
        return "overlap"
    time.sleep(0.02)
    claim(shift)
    born(
        Signup(shift=shift, volunteer_id=volunteer_id, starts_at=shift.starts_at, ends_at=shift.ends_at), "sign_up",
        by=None,
    )  # fmt: skip
    return "confirmed"


ACTS: dict[str, Callable[[int, int], str]] = {
    "join": join, "naive": naive, "churn": churn, "careless": careless, "learn": learn,
}  # fmt: skip


# --- running -------------------------------------------------------------------------------------------------------
def run(what: str, k: int, of: int, start: float, folder: Path, runs: int) -> dict[str, Any]:
    """This process's share: every `of`-th person in several threads, run after run from the moment `start`."""
    from volunteers.models import Shift, Volunteer

    people = list(Volunteer.objects.order_by("pk").values_list("pk", flat=True))
    people = people[:COMING_AND_GOING] if what == "churn" else people
    found: Counter = Counter()
    for n, shifts in enumerate(_shifts(what, runs, Shift)):
        mine = people[k::of]
        if n == 0:
            time.sleep(max(0.0, start - time.time()))
        else:
            _wait_for_all(folder, what, n, k, of)
        # For a pair of shifts the two are given to different processes: one person meets oneself.
        _threads(ACTS[what], mine if len(shifts) == 1 else people[: len(mine)], shifts[k % len(shifts)], found)
    return {"found": found, "ended": time.time()}


def _shifts(what: str, runs: int, model: Any) -> list[list[int]]:
    titles = {"naive": [CONTROL], "churn": [CHURN]}
    if what == "join" and runs:
        rows = model.objects.filter(capacity=PLACES).exclude(posting__title__in=(CONTROL, CHURN))
        return [[pk] for pk in rows.order_by("pk").values_list("pk", flat=True)[:runs]]
    if what in ("join", "careless"):
        return [
            list(model.objects.filter(posting__title__startswith="重叠").order_by("pk").values_list("pk", flat=True))
        ]
    if what == "learn":
        return [[model.objects.get(posting__title=LEARNING).pk, 0]]
    return [[model.objects.get(posting__title__in=titles[what]).pk]]


def _wait_for_all(folder: Path, what: str, n: int, k: int, of: int) -> None:
    """Everybody has ended the run before: each leaves a mark and looks for those of the others."""
    (folder / f"{what}-{n}-{k}").touch()
    while not all((folder / f"{what}-{n}-{other}").exists() for other in range(of)):
        time.sleep(0.002)


def _threads(act: Callable[[int, int], str], people: list[int], shift_id: int, found: Counter) -> None:
    from django.db import connection

    lock = threading.Lock()

    def work(mine: list[int]) -> None:
        for person in mine:
            try:
                word = act(person, shift_id)
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
        what, k, of, start, folder, runs = sys.argv[1:7]
        print(json.dumps(run(what, int(k), int(of), float(start), Path(folder), int(runs))))  # noqa: T201
