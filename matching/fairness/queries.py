"""The requests of a year as cases of the fairness table. Adults only: a minor is in no group (R-MIN-02)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Q

from accounts.models import Division
from kit import clock, identity
from matching.engine import codes
from matching.fairness.reckoning import Case
from matching.models import AssistanceRequest

DAYS = 365
MOST = 20_000
KINDS = ("sex", "age", "offence", "county", "language")


def cases(until: date | None = None) -> list[Case]:
    """Requests submitted in the year before, whose first clock has ended or that have a place. Two queries.

    What was withdrawn before a place was found, or the clock ended, is no case: nobody waited in vain.
    """
    now = clock.now()
    since = now - timedelta(days=DAYS)
    counties = dict(Division.objects.filter(level="county").values_list("pk", "name"))
    due = Q(first_response_at__isnull=False) | (Q(first_due_at__lt=now) & ~Q(status="cancelled"))
    rows = AssistanceRequest.objects.filter(due, submitted_at__gte=since, client__is_minor_track=False)
    rows = rows.exclude(first_due_at=None).select_related("client").order_by("-pk")[:MOST]
    return [_case(r, counties) for r in rows]


def _case(request: AssistanceRequest, counties: Mapping[str, str]) -> Case:
    answered, asked, due = request.first_response_at, request.submitted_at, request.first_due_at
    days = (answered - asked).total_seconds() / 86_400 if answered and asked else None
    return Case(groups_of(request, counties), bool(answered and due and answered <= due), days)


def groups_of(request: AssistanceRequest, counties: Mapping[str, str]) -> dict[str, list[str]]:
    """The groups of the request's person on the day of asking, by code; offence and language may be several."""
    client = request.client
    on = request.submitted_at.date() if request.submitted_at else clock.today()
    return {
        "sex": [str(client.sex)],
        "age": [identity.age_band(identity.age_on(client.born_on, on))],
        "offence": _bits(client.offence_mask, len(codes.OFFENCE_GROUPS)),
        "county": [counties.get(request.county_code, request.county_code)],
        "language": _bits(client.language_mask, len(codes.LANGUAGES)),
    }


def _bits(mask: int, known: int) -> list[str]:
    return [str(bit) for bit in _inside(codes.bits_of(mask), known)]


def _inside(bits: Iterable[int], known: int) -> list[int]:
    return [bit for bit in bits if bit < known]
