"""Which complaints and incidents a person sees, and what reviews are fed with."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from ngos.models import Concern


def visible_to(user: Any) -> QuerySet[Concern]:
    """What one reported or has to answer; a county its own, save those about itself; city and auditors all; an
    organisation's manager what was answered about it."""
    rows = Concern.objects.select_related("provider__org", "office", "owner")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    if not access.seats(user):
        return rows.none()
    scope = Q(by_id=user.pk)
    for seat in access.seats(user):
        if seat.role == roles.OFF:
            scope |= Q(owner_id=seat.for_user_id) & ~Q(about__in=("office", "county"))
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code) & ~Q(about="county")
        if seat.role == roles.NGA:
            scope |= Q(provider__org_id=seat.unit_id, about="provider", answered_on__isnull=False)
    return rows.filter(scope)


def concerns_of(provider_id: int, a: date, b: date) -> QuerySet[Concern]:
    """What was received about this provider in the period, both days included; `upheld` is None until answered."""
    return Concern.objects.filter(provider_id=provider_id, about="provider", on__range=(a, b))
