"""The processes of the race for the last places: `python -m tests.matching.race build|accept|naive …`.

Each is the product itself with a state folder and a database of its own; what it found goes to standard output.
"""

import json
import sys
import threading
import time
from collections import Counter
from typing import Any

PLACES, OFFERS, THREADS = 10, 200, 4
CONTROL = "对照"


def build() -> None:
    """One place with ten seats, two hundred requests that were offered to it, and a second place for the control.

    The first is made by the services; the others are its copies, each of another person.
    """
    from matching.models import AssistanceRequest, Offer
    from tests import build as make
    from tests.cast import Cast

    cast = Cast()
    make.provider(cast, capacity=OFFERS)
    _ = cast.ngo_admin, cast.social_worker
    first = make.request_in("offered", cast, at=make.place(cast, capacity=PLACES))
    make.place(cast, capacity=PLACES, name=CONTROL)
    offer = first.offers.get()
    for n in range(1, OFFERS):
        person = make.client(cast, sex=1)
        columns = {"client": person, "consent": person.consents.get(), "number": f"AR-202601-{n:05d}"}
        request = copied(first, AssistanceRequest, **columns)
        copied(offer, Offer, request=request)


def copied(row: Any, model: Any, **columns: Any) -> Any:
    same = {f.attname: getattr(row, f.attname) for f in model._meta.fields if not f.primary_key}
    return model.objects.bulk_create(
        [model(**same | {f"{k}_id" if hasattr(v, "pk") else k: getattr(v, "pk", v) for k, v in columns.items()})]
    )[0]


def accept(offer_id: int) -> str:
    """Accept as the organisation's manager; the code of the refusal, or "accepted"."""
    from accounts.models import User
    from kit.errors import Refused
    from matching.models import Offer
    from matching.offers import services

    by = User.objects.get(display_name="许晴")
    worker = User.objects.get(display_name="周敏")
    offer = Offer.objects.select_related("place", "request").get(pk=offer_id)
    try:
        services.accept_offer(offer, by=by, knows_nobody=True, worker=worker)
    except Refused as refusal:
        return refusal.code
    return "accepted"


def naive(offer_id: int) -> str:
    """The control: look whether there is room, then save. It must give more than there are."""
    from matching.models import Place

    place = Place.objects.get(name=CONTROL)
    if place.taken >= place.capacity:
        return "place_full"
    time.sleep(0.005)
    place.taken += 1
    place.save()
    return "accepted"


def race(what: str, k: int, of: int, start: float) -> None:
    """Answer every `of`-th offer in several threads from the moment `start`; print what came of each."""
    from django.db import connection

    from matching.models import Offer

    ids = list(Offer.objects.order_by("pk").values_list("pk", flat=True))[k::of]
    one = {"accept": accept, "naive": naive}[what]
    found: Counter = Counter()
    lock = threading.Lock()

    def run(mine: list[int]) -> None:
        time.sleep(max(0.0, start - time.time()))
        for offer_id in mine:
            try:
                word = one(offer_id)
            except Exception as fault:  # noqa: BLE001 - what must never happen is counted by its name
                word = f"fault: {type(fault).__name__}: {str(fault)[:80]}"
            with lock:
                found[word] += 1
        connection.close()

    threads = [threading.Thread(target=run, args=(ids[t::THREADS],)) for t in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"found": found, "ended": time.time()}))  # noqa: T201


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "build":
        build()
    else:
        race(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
