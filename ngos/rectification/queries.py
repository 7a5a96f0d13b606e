"""Which notices there are: for whom, of which organisation, waiting on which desk; and how they fared (K18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from kit import clock
from ngos.models import RectificationEvidence, RectificationNotice
from ngos.rectification.states import OPEN

FINISHED = ("closed",)


def visible_to(user: Any) -> QuerySet[RectificationNotice]:
    """One's own unit's once issued, an officer's own drafts, the county's, the city's."""
    rows = RectificationNotice.objects.select_related("addressee", "provider", "drafted_by", "issued_by", "checked_by")
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
        if seat.role == roles.OFF:
            scope |= Q(drafted_by_id=seat.for_user_id)
        if seat.role in (roles.NGA, roles.OFF, roles.CBM):
            scope |= Q(addressee_id=seat.unit_id, issued_at__isnull=False)
    return rows.filter(scope)


def addressed_to(user: Any) -> QuerySet[RectificationNotice]:
    """The notices that this person's own unit has to answer."""
    units = [s.unit_id for s in access.seats_as(user, roles.NGA, roles.OFF, roles.CBM) if s.unit_id]
    return visible_to(user).filter(addressee_id__in=units, issued_at__isnull=False)


def evidence_visible_to(user: Any) -> QuerySet[RectificationEvidence]:
    rows = RectificationEvidence.objects.select_related("kept", "item__notice")
    return rows.filter(item__notice__in=visible_to(user).order_by().values("pk"))


# --- what others ask -----------------------------------------------------------------------------------------------
def notices_of(provider_id: int, a: date, b: date) -> QuerySet[RectificationNotice]:
    """Those issued to the organisation from day a to day b; withdrawn ones are not among them."""
    rows = RectificationNotice.objects.filter(provider_id=provider_id, **_issued(a, b))
    return rows.exclude(status="withdrawn").order_by("issued_at", "pk")


def has_open(provider_id: int) -> bool:
    return RectificationNotice.objects.filter(provider_id=provider_id, status__in=OPEN).exists()


def has_overdue(provider_id: int) -> bool:
    rows = RectificationNotice.objects.filter(provider_id=provider_id, status__in=OPEN)
    return rows.filter(overdue_on__isnull=False).exists()


def open_with_level(provider_id: int, level: int) -> QuerySet[RectificationNotice]:
    return RectificationNotice.objects.filter(provider_id=provider_id, status__in=OPEN, level__gte=level)


@dataclass(frozen=True)
class Figures:
    """Of the notices due in the period: closed in time, late and still open, and working time from issue to close."""

    due: int
    on_time: int
    open_overdue: int
    mean_days: float | None


def figures(a: date, b: date, *, county: str = "") -> Figures:
    """K18: on-time closed ÷ due in the period; one submitted in time and closed later counts as on time. One query."""
    rows = RectificationNotice.objects.filter(due_on__range=(a, b)).exclude(status__in=("draft", "withdrawn"))
    if county:
        rows = rows.filter(county_code=county)
    found = list(rows.values_list("status", "overdue_on", "issued_at", "closed_at"))
    spans = [(closed - issued).days for status, _late, issued, closed in found if status in FINISHED and closed]
    return Figures(
        due=len(found),
        on_time=sum(status in FINISHED and late is None for status, late, _i, _c in found),
        open_overdue=sum(status in OPEN and late is not None for status, late, _i, _c in found),
        mean_days=sum(spans) / len(spans) if spans else None,
    )


def _issued(a: date, b: date) -> dict[str, Any]:
    return {"issued_at__gte": clock.at(a, 0), "issued_at__lt": clock.at(b + timedelta(days=1), 0)}
