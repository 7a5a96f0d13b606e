"""From rows to the engine's columns: one need with its person, and all places of its category."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet

from kit import clock, rules
from matching.engine import codes
from matching.engine.columns import Need, Places, Rulebook
from matching.models import AssistanceRequest, Conflict, Order, Outcome, Place
from matching.resources.caps import caps_of
from ngos import queries as ngos
from volunteers import queries as volunteers

FIELDS = (
    *("pk", "org_id", "volunteer_id", "contract_id", "kind", "county_code", "x_m", "y_m", "category", "is_remote"),
    *("capacity", "taken", "sex_mask", "serves_sex_mask", "is_minor_qualified", "excluded_offence_mask"),
    *("language_mask", "schedule_mask", "skill_mask", "cert_level", "cert_until_on", "grade", "cases_n", "needs"),
    *("confirmed_on", "valid_to", "last_offer_at", "soft_cap", "volunteer__user_id", "status"),
)
# What a volunteer may lack, and the gate it closes.
NOT_IN_SERVICE = {"inactive", "age"}
ROOM = {"full"}
MINORS_ONLY = {"background_check"}


def places_for(request: AssistanceRequest, *, only: int | None = None) -> list[dict[str, Any]]:
    """The open places of the request's category, or the one asked for, as plain rows."""
    rows = Place.objects.filter(pk=only) if only else Place.objects.filter(category=request.category, status="open")
    return list(rows.order_by("pk").values(*FIELDS))


def places_columns(rows: list[dict[str, Any]], request: AssistanceRequest) -> Places:
    """The rows as engine columns, with what the lower trades say of providers, contracts and volunteers today."""
    today, first_day = clock.today(), request.starts_on
    standings = ngos.capacity({r["org_id"] for r in rows if r["kind"] == "service"})
    contracts = ngos.contracts_left({r["contract_id"] for r in rows if r["contract_id"]}, first_day, request.end_on)
    people = {r["volunteer_id"] for r in rows if r["volunteer_id"]}
    missing = volunteers.missing(people, today, need=request.need, minor=request.client.is_minor_track)
    caps = caps_of({r["org_id"] for r in rows if r["org_id"] and r["kind"] != "service"})
    return Places.from_rows([row_columns(r, standings, contracts, missing, today, caps) for r in rows])


def row_columns(
    r: dict[str, Any], standings: dict, contracts: dict, missing: dict, today: date, caps: dict
) -> dict[str, int | None]:
    """One place with what is said of it today: standings by organisation, contracts by id as (in force, quota left),
    what is missing by volunteer, caps of employers and agencies by organisation."""
    cap = caps.get(r["org_id"]) if r["kind"] != "service" else None
    standing = standings.get(r["org_id"]) if r["kind"] == "service" else None
    lacks = set(missing.get(r["volunteer_id"], ()))
    in_force, quota = contracts.get(r["contract_id"], (True, codes.NO_LIMIT))
    untrained = lacks - NOT_IN_SERVICE - ROOM - MINORS_ONLY
    unknown_provider = r["kind"] == "service" and standing is None
    shut = r["status"] != "open" or unknown_provider or bool(standing and not standing.is_open)
    shut = shut or bool(cap and cap.is_suspended)
    return {
        "resource_id": r["pk"],
        "provider_id": r["org_id"] or -r["volunteer_id"],
        "province_id": int(r["county_code"][:2]),
        "prefecture_id": int(r["county_code"][:4]),
        "district_id": int(r["county_code"]),
        "x_m": r["x_m"],
        "y_m": r["y_m"],
        "category": r["category"],
        "remote": int(r["is_remote"]),
        "capacity": r["capacity"],
        "load": r["taken"],
        "soft_cap": r["soft_cap"] or r["capacity"],
        "sex_mask": _known(r["sex_mask"]),
        "serves_sex_mask": _known(r["serves_sex_mask"]),
        "minor_qualified": int(r["is_minor_qualified"] and not lacks & MINORS_ONLY),
        "excluded_offence_mask": _known(r["excluded_offence_mask"]),
        "language_mask": _known(r["language_mask"]),
        "schedule_mask": _known(r["schedule_mask"]),
        "fixed_mask": _known(r["schedule_mask"]) if r["kind"] == "job" else 0,
        "skill_mask": _known(r["skill_mask"]),
        "cert_level": r["cert_level"],
        "cert_until_day": _day(r["cert_until_on"], codes.FOREVER if r["cert_level"] == 0 else None),
        "grade": codes.GRADES[standing.grade if standing else r["grade"]],
        "quality_cases": standing.cases_n if standing else r["cases_n"],
        "suspended": int(shut or bool(lacks & NOT_IN_SERVICE)),
        "max_cases": standing.free if standing else cap.free if cap else codes.NO_LIMIT,
        "quota_left": quota,
        "helper_left": 0 if lacks & ROOM else codes.NO_LIMIT,
        "need_codes_mask": codes.needs_mask(r["needs"]),
        "open_until_day": _day(r["valid_to"], codes.FOREVER) if in_force else codes.NEVER,
        "trained_until_day": today.toordinal() - 1 if untrained else codes.FOREVER,
        "confirmed_day": _day(r["confirmed_on"], None),
        "last_offer_day": r["last_offer_at"].toordinal() if r["last_offer_at"] else codes.NEVER,
    }


def need_columns(request: AssistanceRequest, rows: list[dict[str, Any]]) -> Need:
    """The request and its person as the engine sees them; `rows` are the places it will be compared with."""
    orders = list(Order.objects.filter(client=request.client, until_on__gte=clock.today()))
    conflicts = list(_conflicts_of(request).values_list("kind", "org_id", "user_id"))
    return need_of(request, rows, orders=orders, conflicts=conflicts, helped=_helped(request, rows))


def need_of(
    request: AssistanceRequest,
    rows: list[dict[str, Any]],
    *,
    orders: list[Order],
    conflicts: Iterable[tuple[str, int | None, int | None]],
    helped: Any = 0,
) -> Need:
    """The same from what was read already: orders in force, conflicts as (kind, organisation, user)."""
    return Need(
        **need_values(request, orders),
        barred=barred(orders, rows),
        conflict=conflicts_among(request, rows, conflicts),
        helped=helped,
        rules=rulebook(clock.today()),
    )


def need_values(request: AssistanceRequest, orders: list[Order]) -> dict[str, Any]:
    """What does not differ from place to place: the columns of the request and its person as single values."""
    client, today = request.client, clock.today()
    starts_on = request.starts_on
    return {
        "need_id": request.pk or 0,
        "supervisee_id": client.pk,
        "category": request.category,
        "need_mask": 1 << codes.need_bit(request.need),
        "wait_days": max(0, (today - (request.submitted_at or clock.now()).date()).days),
        "urgency": request.urgency,
        "gender_pref": request.gender_pref,
        "max_m": request.max_m,
        "accept_remote": int(request.accepts_remote),
        "schedule_mask": request.schedule_mask,
        "min_blocks": request.min_blocks,
        "skill_mask": request.skill_mask,
        "min_cert": request.min_cert,
        "min_grade": codes.GRADES[request.min_grade],
        "province_id": int(client.county_code[:2]),
        "prefecture_id": int(client.county_code[:4]),
        "start_day": starts_on.toordinal(),
        "end_day": max(request.end_on or starts_on, starts_on).toordinal(),
        "district_id": int(client.county_code),
        "x_m": client.x_m,
        "y_m": client.y_m,
        "sex": client.sex,
        "minor": int(client.is_minor_track),
        "offence_mask": None if client.offence_unmapped else client.offence_mask,
        "language_mask": client.language_mask,
        "key_level": client.key_level,
        "stay_district": int(client.must_stay_in_county),
        "as_of_day": today.toordinal(),
        "basis": int(request.consent is not None and request.consent.withdrawn_at is None),
        "allowed_mask": client.allowed_mask,
        "barred_skill_mask": codes.mask({o.skill for o in orders if o.kind == "occupation" and o.skill is not None}),
    }


def rulebook(on: date) -> Rulebook:
    """The numbers of the gates that local practice may change, as they are on a day."""
    kept = rules.value("matching.rulebook", on)
    return Rulebook(
        version=kept["version"],
        lowest_grade=codes.GRADES[kept["lowest_grade"]],
        fresh_days=int(rules.value("matching.fresh_days", on)),
        woman_worker_categories=tuple(kept["woman_worker_categories"]),
    )


def conflict_with(request: AssistanceRequest, *, org_id: int | None, user_id: int | None) -> int:
    """The kind of conflict between the person and an organisation or somebody in it; 0 when none is known."""
    rows = _conflicts_of(request).filter(Q(org_id=org_id, org__isnull=False) | Q(user_id=user_id, user__isnull=False))
    kinds = [codes.CONFLICTS[kind][0] for kind in rows.values_list("kind", flat=True)]
    return max(kinds, default=0)


def _conflicts_of(request: AssistanceRequest) -> QuerySet[Conflict]:
    """Of all files of the person, sealed ones too: who must not help does not change with the term, and the gate says
    that there is something, never what."""
    return Conflict.objects.filter(client__id_index=request.client.id_index)


def conflicts_among(
    request: AssistanceRequest, rows: list[dict[str, Any]], known: Iterable[tuple[str, int | None, int | None]]
) -> np.ndarray:
    orgs: dict[int, int] = {request.office_id: codes.CONFLICTS["own_organisation"][0]}
    people: dict[int, int] = {}
    for kind, org_id, user_id in known:
        number = codes.CONFLICTS[kind][0]
        if org_id:
            orgs[org_id] = number
        if user_id:
            people[user_id] = number
    found = [orgs.get(r["org_id"]) or people.get(r["volunteer__user_id"]) or 0 for r in rows]
    return np.array(found, dtype=np.int64)


def _helped(request: AssistanceRequest, rows: list[dict[str, Any]]) -> np.ndarray:
    """The year in which a place's supplier helped this person before and it ended well; of a file that was sealed
    nothing is said."""
    open_files = Q(request__client_id=request.client_id) | Q(
        request__client__id_index=request.client.id_index, request__client__is_minor_track=False
    )
    ends = Outcome.objects.filter(open_files).exclude(need_met="no")
    years: dict[tuple[int | None, int | None], int] = {}
    for org_id, volunteer_id, at in ends.values_list("place__org_id", "place__volunteer_id", "confirmed_at"):
        years[org_id, volunteer_id] = max(at.year, years.get((org_id, volunteer_id), 0))
    return np.array([years.get((r["org_id"], r["volunteer_id"]), 0) for r in rows], dtype=np.int64)


def barred(orders: list[Order], rows: list[dict[str, Any]]) -> np.ndarray:
    counties = {o.division_id[:6] for o in orders if o.kind == "area" and o.division_id}
    return np.array([int(r["county_code"] in counties) for r in rows], dtype=np.int64)


def _known(mask: int) -> int | None:
    return None if mask < 0 else mask


def _day(day: date | None, without: int | None) -> int | None:
    return day.toordinal() if day else without
