"""What a county's coordinator looks over: open requests by step, what is late, what was declined, who has how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from accounts import access, roles
from accounts.models import Division, Membership
from kit import clock
from matching.models import AssistanceRequest, Client, Offer
from matching.supervisees.models import IN_REGISTER

OVER = ("closed", "cancelled")
MOST_WAITING = 1_000  # requests that are looked at, the most urgent and then the longest waiting
LATE_SHOWN = 50
DECLINED_SHOWN = 20
DECLINED_DAYS = 90


@dataclass(frozen=True)
class County:
    """A county as the thing that rights are asked about."""

    county_code: str
    name: str


def counties_of(user: Any) -> list[County]:
    """Whose board this person reads: that of the own county; the city's managers read each."""
    rows = Division.objects.filter(level="county").order_by("pk")
    if not access.has_role(user, roles.MUN):
        rows = rows.filter(pk__in=[s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code])
    return [County(d.pk, d.name) for d in rows]


def adults(county_code: str) -> QuerySet[AssistanceRequest]:
    """The county's requests for adults. Whoever counts here counts no minor (R-MIN-02)."""
    return AssistanceRequest.objects.filter(county_code=county_code, client__is_minor_track=False)


def by_step(county_code: str) -> list[dict[str, Any]]:
    """Each step with how many stand there, how many of them are late, and since when the oldest. One query."""
    late = Q(due_at__lt=clock.now(), paused_at=None)
    rows = adults(county_code).exclude(status__in=OVER).order_by().values("status")
    found: dict[str, Any] = {
        r["status"]: r for r in rows.annotate(n=Count("pk"), late=Count("pk", filter=late), oldest=Min("status_at"))
    }
    return [found[status] for status in AssistanceRequest.machine.states if status in found]


def waiting(county_code: str) -> QuerySet[AssistanceRequest]:
    rows = adults(county_code).filter(status="waitlisted").select_related("client", "consent")
    return rows.order_by("-urgency", "submitted_at", "pk")[:MOST_WAITING]


def late(county_code: str) -> QuerySet[AssistanceRequest]:
    """Requests whose clock has ended, the longest late first."""
    rows = adults(county_code).filter(due_at__lt=clock.now(), paused_at=None).exclude(status__in=OVER)
    return rows.select_related("client", "officer", "helper", "place", "place__volunteer").order_by("due_at", "pk")


def _fell_through(county_code: str) -> QuerySet[Offer]:
    rows = Offer.objects.filter(county_code=county_code, status__in=("declined", "expired"))
    return rows.filter(request__client__is_minor_track=False)


def fell_through(county_code: str) -> list[Offer]:
    """The last offers that were declined or ran out."""
    rows = _fell_through(county_code).select_related("request", "place", "place__org")
    return list(rows.order_by("-status_at", "-pk")[:DECLINED_SHOWN])


def why_declined(county_code: str) -> list[tuple[str, int]]:
    """Reasons of the last ninety days, the most frequent first; "" is no answer at all."""
    since = clock.now() - timedelta(days=DECLINED_DAYS)
    rows = _fell_through(county_code).filter(status_at__gte=since).order_by().values_list("decline_reason")
    return sorted(rows.annotate(n=Count("pk")), key=lambda r: (-r[1], r[0]))


# --- workload ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Load:
    """What one officer has in hand. `files` are people in register, `late` requests whose clock has ended."""

    office: str
    name: str
    user_id: int
    files: int
    requests: int
    late: int
    waiting: int
    is_here: bool = True


def workload(county_codes: Sequence[str]) -> list[Load]:
    """Every officer who has a seat or something in hand, by office and name; three queries, however many."""
    now = clock.now()
    late_ = Q(due_at__lt=now, paused_at=None)
    rows = AssistanceRequest.objects.filter(county_code__in=county_codes, client__is_minor_track=False)
    asked = rows.exclude(status__in=OVER).order_by().values("office__name", "officer_id", "officer__display_name")
    asked = asked.annotate(
        n=Count("pk"), late=Count("pk", filter=late_), waits=Count("pk", filter=Q(status="waitlisted"))
    )
    kept: Any = Client.objects.filter(county_code__in=county_codes, is_minor_track=False, status__in=IN_REGISTER)
    kept = kept.exclude(officer=None).order_by().values("office__name", "officer_id", "officer__display_name")
    seats = Membership.objects.filter(
        access.in_force(clock.today()), role=roles.OFF, unit__division__parent_id__in=county_codes
    )
    here = {
        (s.unit.name if s.unit else "", s.user_id): s.user.display_name for s in seats.select_related("unit", "user")
    }
    people = dict(here)
    requests, files = {}, {}
    for r in asked:
        key = (r["office__name"], r["officer_id"])
        requests[key], people[key] = (r["n"], r["late"], r["waits"]), r["officer__display_name"]
    for one in kept.annotate(n=Count("pk")):
        key = (one["office__name"], one["officer_id"])
        files[key], people[key] = one["n"], one["officer__display_name"]
    found = [
        Load(key[0], name, key[1], files.get(key, 0), *requests.get(key, (0, 0, 0)), is_here=key in here)
        for key, name in people.items()
    ]
    return sorted(found, key=lambda one: (one.office, one.name, one.user_id))


def middle(numbers: Sequence[int]) -> str:
    """The median as people say it: 7, or 7.5."""
    if not numbers:
        return "—"
    value = median(numbers)
    return str(int(value)) if value == int(value) else f"{value:.1f}"
