"""Who sees which plans and which proposals."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from accounts import access, roles
from matching import queries as matching
from matching.models import AssistanceRequest, MatchRun, Proposal
from matching.planning.columns import OPEN
from matching.planning.standing import live


def runs(user: Any) -> QuerySet[MatchRun]:
    """The plans whose numbers this person may read: the city's manager all, a county's those that cover the county."""
    scope = matching.NOBODY
    for seat in access.seats(user):
        if seat.role == roles.MUN:
            scope |= Q(pk__isnull=False)
        if seat.role == roles.CBM:
            scope |= Q(county_code="") | Q(county_code=seat.county_code)
    return MatchRun.objects.filter(scope).select_related("made_by")


def counties_of(user: Any) -> set[str] | None:
    """The counties whose numbers this person reads; None is every one."""
    if access.has_role(user, roles.MUN):
        return None
    return {seat.county_code for seat in access.seats_as(user, roles.CBM)}


def proposals(user: Any) -> QuerySet[Proposal]:
    """What the plan proposes for requests this person's office or county keeps and that still look.

    A minor's shows to the named officer and the deputy alone (R-MIN-02). A proposal whose place has closed or filled
    up meanwhile is not shown, though the sweep that ends it has not come yet.
    """
    sealed = Q(request__client__is_minor_track=False)
    for seat in access.seats_as(user, roles.OFF):
        sealed |= Q(request__client__officer_id=seat.for_user_id) | Q(request__client__deputy_id=seat.for_user_id)
    rows = live().filter(sealed, request__in=matching.asked_by_office(user).order_by().values("pk"))
    rows = rows.filter(request__status__in=OPEN, place__status="open", place__taken__lt=F("place__capacity"))
    return rows.select_related("request", "place", "run")


def proposal_for(request: AssistanceRequest, user: Any) -> Proposal | None:
    return proposals(user).filter(request=request).first()
