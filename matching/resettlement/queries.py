"""Who sees which notices: the prison its own, the office and the county theirs, of minors the named officer alone."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from matching.models import HandoverNotice

NOBODY = Q(pk__in=())


def releases(user: Any) -> QuerySet[HandoverNotice]:
    """The notices that this person's office or county receives. A minor's opens to officer and deputy (R-MIN-02)."""
    scope = NOBODY
    for seat in access.seats(user):
        named = Q(file__officer_id=seat.for_user_id) | Q(file__deputy_id=seat.for_user_id)
        if seat.role == roles.OFF:
            scope |= Q(office_id=seat.unit_id) & (Q(is_minor_track=False) | named)
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code, is_minor_track=False)
    rows = HandoverNotice.objects.filter(scope).exclude(status__in=("withdrawn", "returned"))
    return rows.select_related("prison", "town", "office", "file__officer")


def sealed_to_receive(user: Any) -> QuerySet[HandoverNotice]:
    """Minors' notices that nobody can open until a county manager receives them: their numbers only."""
    counties = [s.county_code for s in access.seats_as(user, roles.CBM)]
    rows = HandoverNotice.objects.filter(county_code__in=counties, is_minor_track=True, status="announced")
    return rows.select_related("office")


def notices_of_prison(user: Any) -> QuerySet[HandoverNotice]:
    """What this person's prison has announced."""
    prisons = [s.unit_id for s in access.seats_as(user, roles.PAR) if s.unit_kind == "prison"]
    return HandoverNotice.objects.filter(prison_id__in=prisons).select_related("town__parent", "office")
