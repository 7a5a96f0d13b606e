"""Which cases run with whom, where a handover is due, and which handovers there were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts import access, roles
from accounts.access import in_force
from accounts.models import Membership
from kit import clock
from matching.models import AssistanceRequest, Reassignment, ReassignmentLine
from ngos import queries as ngos

RUNNING = ("accepted", "planning", "in_service", "on_hold")
OWING = ("closing", "under_review")  # the help is over, a report is owed: they stay where they are


def running(org_id: int, county_code: str, *, worker_id: int | None = None) -> QuerySet[AssistanceRequest]:
    """Every running case that the organisation, or one worker of it, has in the county: the list a handover begins
    with."""
    rows = AssistanceRequest.objects.filter(
        place__org_id=org_id, place__kind="service", county_code=county_code, status__in=RUNNING
    )
    if worker_id:
        rows = rows.filter(helper_id=worker_id)
    return rows.select_related("client", "consent", "officer", "helper", "place__org").order_by("pk")


def owing(org_id: int, county_code: str) -> int:
    rows = AssistanceRequest.objects.filter(place__org_id=org_id, place__kind="service", county_code=county_code)
    return rows.filter(status__in=OWING).count()


def visible_to(user: Any) -> QuerySet[Reassignment]:
    counties = counties_of(user)
    rows = Reassignment.objects.filter(county_code__in=counties).select_related("org", "worker", "made_by")
    return rows.order_by("-pk")


def counties_of(user: Any) -> list[str]:
    return [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]


def due_for(counties: Iterable[str]) -> list[dict[str, Any]]:
    """What is to be handed over: cases with an organisation that is suspended or out, and of workers who left.

    (org, name, worker, how many) each. Three queries.
    """
    rows = AssistanceRequest.objects.filter(place__kind="service", county_code__in=counties, status__in=RUNNING)
    out = ngos.orgs_out_of_work()
    by_org = rows.filter(place__org_id__in=out).values("place__org_id", "place__org__name", "county_code")
    seat = Membership.objects.filter(
        in_force(clock.today()), unit_id=OuterRef("place__org_id"), user_id=OuterRef("helper_id")
    )
    gone = rows.exclude(place__org_id__in=out).filter(Q(helper__is_active=False) | ~Exists(seat))
    by_worker = gone.values("place__org_id", "place__org__name", "county_code", "helper_id", "helper__display_name")
    found = [_due(r) for r in by_org.annotate(n=Count("pk")).order_by("place__org_id")]
    return found + [_due(r) for r in by_worker.annotate(n=Count("pk")).order_by("place__org_id", "helper_id")]


def _due(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "org": row["place__org_id"],
        "name": row["place__org__name"],
        "county": row["county_code"],
        "worker": row.get("helper_id"),
        "worker_name": row.get("helper__display_name", ""),
        "n": row["n"],
    }


def targets(line: ReassignmentLine) -> dict[str, str]:
    """What may be chosen for a line: code → name with its points."""
    found = {}
    for option in line.options:
        if "worker" in option:
            found[f"worker-{option['worker']}"] = option["name"]
        else:
            points = option["points10"]
            found[f"place-{option['place']}"] = f"{option['name']} {points // 10}.{points % 10}"
    return found


def target_of(line: ReassignmentLine) -> str:
    return f"worker-{line.to_worker_id}" if line.to_worker_id else f"place-{line.place_id}" if line.place_id else ""
