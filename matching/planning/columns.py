"""From rows to one question of the engine: all open needs and all places, with what ties them together.

What `offers/columns.py` says of one request is said here of all at once; a test compares every column. Where the two
differ in form: what a volunteer lacks depends on the need and on whether a minor asks, so it is a mask of needs
(`untrained_mask`), and a contract's last day is part of `open_until_day`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet

from kit import clock
from matching.engine import codes
from matching.engine.columns import Need, Places
from matching.engine.problem import NOBODY, People, Problem, Providers
from matching.models import AssistanceRequest, Client, Place, Proposal
from matching.offers.columns import rulebook
from matching.offers.suggestions import weights_on
from matching.planning import ties
from matching.planning.rows import Table, codes_of, days, fetch, ints, opened, position
from matching.planning.suppliers import Suppliers

OPEN = ("matching", "waitlisted")
HOLDING = ("accepted", "planning", "in_service", "on_hold", "closing", "under_review")
LETTERS = codes.GRADES
NEED_BITS = {code: 1 << codes.need_bit(code) for code in codes.NEED_CODES}
REQUEST = (
    *("pk", "client_id", "office_id", "county_code", "category", "need", "urgency", "gender_pref", "max_m", "status"),
    *("accepts_remote", "schedule_mask", "min_blocks", "skill_mask", "min_cert", "min_grade", "end_on", "place_id"),
    "client__start_on",
    *("submitted_at", "consent_id", "consent__withdrawn_at"),
)
CLIENT = (
    *("pk", "row_key", "offence_groups", "offence_unmapped", "id_index", "county_code", "x_m", "y_m", "sex"),
    *("is_minor_track", "language_mask", "key_level", "must_stay_in_county", "allowed_mask", "max_services"),
)
PLACE = (
    *("pk", "org_id", "volunteer_id", "contract_id", "kind", "status", "county_code", "x_m", "y_m", "category"),
    *("is_remote", "capacity", "taken", "soft_cap", "sex_mask", "serves_sex_mask", "is_minor_qualified", "needs"),
    *("excluded_offence_mask", "language_mask", "schedule_mask", "skill_mask", "cert_level", "cert_until_on", "grade"),
    *("cases_n", "confirmed_on", "valid_to", "last_offer_at", "volunteer__user_id"),
)


@dataclass(frozen=True)
class Scope:
    """Which part of the house is planned: the prefectures with these codes, the open needs of one county; all."""

    areas: tuple[str, ...] = ()
    county: str = ""

    def within(self, field_name: str) -> Q:
        areas = self.areas or ((self.county[:4],) if self.county else ())
        found = Q()
        for area in areas:
            found |= Q(**{f"{field_name}__startswith": area})
        return found


ALL = Scope()


@dataclass(frozen=True)
class Asked:
    """The question, and what a proposal needs to know of its request beside."""

    problem: Problem
    county: np.ndarray  # of each need, as a number
    on: date
    scope: Scope = field(default=ALL)

    @property
    def open(self) -> np.ndarray:
        return np.flatnonzero(~self.problem.locked)


def read(scope: Scope = ALL, on: date | None = None, *, standing: QuerySet | None = None) -> Asked:
    """What the house asks on a day. `standing` are the proposals taken for the standing plan, the live ones unless
    another day is looked back at. A fixed number of queries, however many rows."""
    on = on or clock.today()
    asks = fetch(_requests(scope), *REQUEST)
    people = fetch(_clients(scope), *CLIENT)
    places = fetch(_places(scope), *PLACE)
    places = _with_held(places, asks)
    live = fetch((live_proposals() if standing is None else standing), "request_id", "place_id")
    return _joined(scope, on, asks, people, places, live)


def live_proposals() -> QuerySet[Proposal]:
    return Proposal.objects.filter(ended_at=None)


def _requests(scope: Scope) -> QuerySet[AssistanceRequest]:
    rows = AssistanceRequest.objects.filter(scope.within("client__county_code"))
    wanted = Q(status__in=OPEN, county_code=scope.county) if scope.county else Q(status__in=OPEN)
    return rows.filter(wanted | Q(status__in=HOLDING, place__isnull=False))


def _clients(scope: Scope) -> QuerySet[Client]:
    return Client.objects.filter(pk__in=_requests(scope).order_by().values("client_id"))


def _places(scope: Scope) -> QuerySet[Place]:
    return Place.objects.filter(scope.within("county_code")).filter(Q(status="open") | Q(taken__gt=0))


def _with_held(places: Table, asks: Table) -> Table:
    """The places of accepted requests that lie elsewhere, or are no longer counted as taken, beside the others."""
    missing = {pk for pk in asks["place_id"] if pk} - set(places["pk"])
    if not missing:
        return places
    more = fetch(Place.objects.filter(pk__in=missing), *PLACE)
    return {name: (*places[name], *more[name]) for name in PLACE}


def _joined(scope: Scope, on: date, asks: Table, people: Table, places: Table, live: Table) -> Asked:
    person_ids, place_ids = ints(people["pk"]), ints(places["pk"])
    p_order = _lexsort(_area(people), ints(people["x_m"]), person_ids)
    r_order = _lexsort(_area(places), ints(places["category"]), ints(places["x_m"]), place_ids)
    person = position(person_ids[p_order], ints(asks["client_id"]))
    area = _area(people)[p_order][person]
    n_order = _lexsort(area, ints(asks["category"]), person, ints(asks["pk"]))
    person, place_ids = person[n_order], place_ids[r_order]
    who = {name: values[p_order] for name, values in _people(people).items()}
    who["barred_skill_mask"] = ties.barred_skills(who["supervisee_id"], on)
    ids = ints(asks["pk"])[n_order]
    held = np.isin(np.array(asks["status"], dtype=np.str_), HOLDING)[n_order]
    standing = np.where(held, position(place_ids, ints(asks["place_id"])[n_order]), NOBODY)
    foreign = _proposed(standing, held, ids, place_ids, live)
    supply = Suppliers.of(places, asks, people, on)
    provider = supply.provider[r_order]
    columns = {name: values[r_order] for name, values in _place_columns(places, supply, on).items()}
    taken = ints(places["taken"])[r_order] + foreign
    columns["capacity"], cap = _room(columns["capacity"], taken, supply, provider, standing, held, foreign)
    columns["max_cases"] = cap[provider]
    needs = {name: values[n_order] for name, values in _needs(asks, on).items()}
    found = ties.between(people, p_order, asks, places, r_order, supply, provider, person_ids, on)
    problem = Problem(
        needs=Need.from_row(
            {**needs, **{name: who[name][person] for name in WHO}}, as_of_day=on.toordinal(), conflict=0,
            rules=rulebook(on),
        ),
        places=Places.from_columns(columns),
        people=People(person_ids[p_order], who["key_level"], who["max_services"]),
        providers=Providers(supply.ids, cap),
        person=person,
        provider=provider,
        standing=standing,
        locked=held,
        queries=np.arange(len(ids)),
        weights=weights_on(on),
        spent=ties.spent(ids, place_ids),
        **found,
    )  # fmt: skip
    return Asked(problem, ints(asks["county_code"])[n_order], on, scope)


WHO = (
    *("supervisee_id", "province_id", "prefecture_id", "district_id", "x_m", "y_m", "sex", "minor", "offence_mask"),
    *("language_mask", "key_level", "stay_district", "allowed_mask", "barred_skill_mask"),
)


def _area(table: Table) -> np.ndarray:
    return ints([code[:4] for code in table["county_code"]])


def _lexsort(*keys: np.ndarray) -> np.ndarray:
    """Neighbours in neighbouring rows: all work on pairs is a third faster for it."""
    return np.lexsort(keys[::-1])


def _people(t: Table) -> dict[str, np.ndarray]:
    county = ints(t["county_code"])
    offences = opened(Client, "offence_groups", t["row_key"], t["offence_groups"])
    return {
        "supervisee_id": ints(t["pk"]),
        "province_id": county // 10_000,
        "prefecture_id": county // 100,
        "district_id": county,
        "x_m": ints(t["x_m"]),
        "y_m": ints(t["y_m"]),
        "sex": ints(t["sex"]),
        "minor": ints(t["is_minor_track"]),
        "offence_mask": np.where(ints(t["offence_unmapped"]) == 1, codes.UNKNOWN, offences),
        "language_mask": ints(t["language_mask"]),
        "key_level": ints(t["key_level"]),
        "stay_district": ints(t["must_stay_in_county"]),
        "allowed_mask": ints(t["allowed_mask"]),
        "max_services": ints(t["max_services"]),
    }


def _needs(t: Table, on: date) -> dict[str, np.ndarray]:
    today = on.toordinal()
    asked = days(t["submitted_at"], clock.now().date().toordinal())
    consent = np.array([pk is not None for pk in t["consent_id"]], dtype=bool)
    standing = np.array([at is None for at in t["consent__withdrawn_at"]], dtype=bool)
    start = np.maximum(today, days(t["client__start_on"], today))  # of somebody in prison: the day of release
    return {
        "need_id": ints(t["pk"]),
        "category": ints(t["category"]),
        "need_mask": codes_of(t["need"], NEED_BITS),
        "wait_days": np.maximum(0, today - asked),
        "urgency": ints(t["urgency"]),
        "gender_pref": ints(t["gender_pref"]),
        "max_m": np.maximum(1, ints(t["max_m"])),
        "accept_remote": ints(t["accepts_remote"]),
        "schedule_mask": ints(t["schedule_mask"]),
        "min_blocks": ints(t["min_blocks"]),
        "skill_mask": ints(t["skill_mask"]),
        "min_cert": ints(t["min_cert"]),
        "min_grade": codes_of(t["min_grade"], LETTERS),
        "start_day": start,
        "end_day": np.maximum(days(t["end_on"], today), start),
        "basis": (consent & standing).astype(np.int64),
    }


def _place_columns(t: Table, supply: Suppliers, on: date) -> dict[str, Any]:
    county, kind = ints(t["county_code"]), np.array(t["kind"], dtype=np.str_)
    capacity, soft, level = ints(t["capacity"]), ints(t["soft_cap"]), ints(t["cert_level"])
    until, schedule = days(t["cert_until_on"], -1), ints(t["schedule_mask"])
    masks = {raw: codes.needs_mask(needs) for raw, needs in supply.needs.items()}
    own_grade = codes_of(t["grade"], LETTERS)
    return {
        "resource_id": ints(t["pk"]),
        "provider_id": np.where(ints(t["org_id"]) > 0, ints(t["org_id"]), -ints(t["volunteer_id"])),
        "province_id": county // 10_000,
        "prefecture_id": county // 100,
        "district_id": county,
        "x_m": ints(t["x_m"]),
        "y_m": ints(t["y_m"]),
        "category": ints(t["category"]),
        "remote": ints(t["is_remote"]),
        "capacity": capacity,
        "soft_cap": np.where(soft > 0, soft, capacity),
        "sex_mask": ints(t["sex_mask"]),
        "serves_sex_mask": ints(t["serves_sex_mask"]),
        "minor_qualified": ints(t["is_minor_qualified"]) & ~supply.unchecked,
        "excluded_offence_mask": ints(t["excluded_offence_mask"]),
        "language_mask": ints(t["language_mask"]),
        "schedule_mask": schedule,
        "fixed_mask": np.where(kind == "job", schedule, 0),
        "skill_mask": ints(t["skill_mask"]),
        "cert_level": level,
        "cert_until_day": np.where(until < 0, np.where(level == 0, codes.FOREVER, codes.UNKNOWN), until),
        "grade": np.where(supply.grade > 0, supply.grade, own_grade),
        "quality_cases": np.where(supply.grade > 0, supply.cases, ints(t["cases_n"])),
        "suspended": ((np.array(t["status"], dtype=np.str_) != "open") | supply.shut).astype(np.int64),
        "quota_left": supply.quota,
        "helper_left": np.where(supply.full, 0, codes.NO_LIMIT),
        "need_codes_mask": np.array([masks[raw] for raw in supply.needs_raw], dtype=np.int64),
        "open_until_day": np.minimum(days(t["valid_to"], codes.FOREVER), supply.until),
        "untrained_mask": supply.untrained,
        "confirmed_day": days(t["confirmed_on"], codes.UNKNOWN),
        "last_offer_day": days(t["last_offer_at"], codes.NEVER),
    }


def _proposed(standing: np.ndarray, held: np.ndarray, ids: np.ndarray, place_ids: np.ndarray, live: Table) -> Any:
    """Fill in the proposals that stand; the seats proposed to needs outside the question, by place, come back."""
    need, place = position(ids, ints(live["request_id"])), position(place_ids, ints(live["place_id"]))
    ours = (need >= 0) & (place >= 0)
    ours[ours] &= ~held[need[ours]]
    standing[need[ours]] = place[ours]
    elsewhere = (need < 0) & (place >= 0)
    return np.bincount(place[elsewhere], minlength=len(place_ids))


def _room(
    capacity: np.ndarray, taken: np.ndarray, supply: Suppliers, provider: np.ndarray, standing: np.ndarray,
    held: np.ndarray, foreign: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Seats of each place and cases of each provider, so that without the accepted pairs of the question just those
    are left that are free in truth, whoever else sits there."""
    locked = standing[held]
    on_place = np.bincount(locked, minlength=len(capacity))
    cases = np.bincount(provider[locked], minlength=len(supply.ids)) if len(provider) else np.zeros(0, np.int64)
    proposed = np.bincount(provider, weights=foreign, minlength=len(supply.ids)).astype(np.int64)
    left = np.where(supply.cap >= codes.NO_LIMIT, codes.NO_LIMIT, np.maximum(supply.free - proposed, 0) + cases)
    return np.maximum(capacity - taken, 0) + on_place, left
