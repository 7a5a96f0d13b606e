"""What ties a person to a supplier: conflicts, help given before, counties an order names, offers in vain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from django.db.models import F

from matching.engine import codes
from matching.engine.problem import Ties
from matching.models import Conflict, Offer, Order, Outcome
from matching.planning.rows import Table, fetch, ints, numbers_of, position
from matching.planning.suppliers import Suppliers


def between(
    people: Table, p_order: np.ndarray, asks: Table, places: Table, r_order: np.ndarray, supply: Suppliers,
    provider: np.ndarray, person_ids: np.ndarray, on: date,
) -> dict[str, Any]:  # fmt: skip
    """The ties of a problem whose persons and places stand in these orders."""
    rank = np.empty(len(p_order), dtype=np.int64)
    rank[p_order] = np.arange(len(p_order))
    size = {"persons": len(p_order), "width": len(supply.ids)}
    known = fetch(Conflict.objects.all(), "client__id_index", "org_id", "user_id")
    ended = _outcomes()
    named = {*known["client__id_index"], *ended["request__client__id_index"]}
    by_index: dict[str, list[int]] = {}
    for at, index in enumerate(people["id_index"]):
        if index in named:
            by_index.setdefault(index, []).append(at)
    conflicts = _ties(_conflicts(known, by_index, people, asks, supply, places), rank, **size)
    helped = _ties(_helped(ended, by_index, person_ids, supply), rank, **size)
    barred, county = _barred(places, r_order, person_ids, rank, on)
    return {"conflicts": conflicts, "helped": helped, "barred": barred, "county": county}


def spent(need_ids: np.ndarray, place_ids: np.ndarray) -> Ties | None:
    """Needs and places whose offer was declined or ran out in this round."""
    rows = Offer.objects.filter(status__in=("declined", "expired"), round_no=F("request__round_no"))
    found = fetch(rows.filter(request__status__in=("matching", "waitlisted")), "request_id", "place_id")
    need, place = position(need_ids, ints(found["request_id"])), position(place_ids, ints(found["place_id"]))
    both = (need >= 0) & (place >= 0)
    if not both.any():
        return None
    return Ties.of(need[both], place[both], persons=len(need_ids), width=len(place_ids))


def _ties(pairs: Iterable[tuple[int, int]], rank: np.ndarray, *, persons: int, width: int) -> Ties:
    both = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    return Ties.of(rank[both[:, 0]] if len(both) else both[:, 0], both[:, 1], persons=persons, width=width)


def _conflicts(
    found: Table, by_index: dict[str, list[int]], people: Table, asks: Table, supply: Suppliers, places: Table
) -> Iterable[tuple[int, int]]:
    """Of all files of the person, sealed ones too; and the office that keeps the request."""
    of_org, of_user = _by_org(supply), _by_user(supply, places)
    for index, org, user in zip(*found.values(), strict=True):
        for person in by_index.get(index, ()):
            yield from ((person, k) for k in (*of_org.get(org, ()), *of_user.get(user, ())))
    offices = set(asks["office_id"]) & of_org.keys()
    if offices:
        at = {pk: k for k, pk in enumerate(people["pk"])}
        for client, office in zip(asks["client_id"], asks["office_id"], strict=True):
            yield from ((at[client], k) for k in of_org.get(office, ()))


def _by_org(supply: Suppliers) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for k, (org, _volunteer, _service) in enumerate(supply.keys):
        if org:
            found.setdefault(org, []).append(k)
    return found


def _by_user(supply: Suppliers, places: Table) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for user, k in zip(places["volunteer__user_id"], supply.provider.tolist(), strict=True):
        if user:
            found.setdefault(user, set()).add(k)
    return found


def _helped(
    found: Table, by_index: dict[str, list[int]], person_ids: np.ndarray, supply: Suppliers
) -> Iterable[tuple[int, int]]:
    """Who helped this person before and it ended well; of a sealed file only its own person knows."""
    of_pair: dict[tuple[Any, Any], list[int]] = {}
    for k, (org, volunteer, _service) in enumerate(supply.keys):
        of_pair.setdefault((org, volunteer), []).append(k)
    own = position(person_ids, ints(found["request__client_id"])).tolist()
    for at, (_client, index, sealed, org, volunteer) in zip(own, zip(*found.values(), strict=True), strict=True):
        persons = {at} if at >= 0 else set()
        if not sealed:
            persons |= set(by_index.get(index, ()))
        yield from ((person, k) for person in persons for k in of_pair.get((org, volunteer), ()))


def _outcomes() -> Table:
    rows = Outcome.objects.exclude(need_met="no").filter(place__isnull=False)
    return fetch(
        rows, "request__client_id", "request__client__id_index", "request__client__is_minor_track", "place__org_id",
        "place__volunteer_id",
    )  # fmt: skip


def _barred(
    places: Table, r_order: np.ndarray, person_ids: np.ndarray, rank: np.ndarray, on: date
) -> tuple[Ties | None, np.ndarray | None]:
    rows = Order.objects.filter(until_on__gte=on, kind="area", division__isnull=False)
    found = fetch(rows, "client_id", "division_id")
    person = position(person_ids, ints(found["client_id"]))
    numbers = numbers_of(places["county_code"])
    pairs = [
        (at, numbers[division[:6]])
        for at, division in zip(person.tolist(), found["division_id"], strict=True)
        if at >= 0 and division[:6] in numbers
    ]
    if not pairs:
        return None, None
    county = np.array([numbers[code] for code in places["county_code"]], dtype=np.int64)[r_order]
    return _ties(pairs, rank, persons=len(rank), width=len(numbers)), county


def barred_skills(person_ids: np.ndarray, on: date) -> np.ndarray:
    """The kinds of work an order keeps each person from, as a mask."""
    rows = Order.objects.filter(until_on__gte=on, kind="occupation", skill__isnull=False)
    found = fetch(rows, "client_id", "skill")
    out = np.zeros(len(person_ids), dtype=np.int64)
    for at, skill in zip(position(person_ids, ints(found["client_id"])).tolist(), found["skill"], strict=True):
        if at >= 0:
            out[at] |= codes.mask([skill])
    return out
