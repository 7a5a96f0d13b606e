"""What may be asked about yearly reviews: who sees which, who lacks one, and the facts of a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum

from accounts import access, roles
from kit import clock, rules
from volunteers.hours.queries import counting
from volunteers.models import Engagement, ServiceLog, Signup, Volunteer, YearlyReview

Facts = dict[str, int]
COUNTED = ("minutes", "services", "engagements", "attended", "no_show", "late_cancelled", "late")


def visible_to(user: Any) -> QuerySet[YearlyReview]:
    rows = YearlyReview.objects.select_related("volunteer__user", "appraised_by")
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role in (roles.OFF, roles.CBM):
            scope |= Q(county_code=seat.county_code)
        if seat.role == roles.VOL:
            scope |= Q(volunteer__user_id=seat.user.pk)
    return rows.filter(scope)


def lacking(volunteers: QuerySet[Volunteer], year: int) -> QuerySet[Volunteer]:
    """Of these, who is active and has no review of the year."""
    has = YearlyReview.objects.filter(volunteer=OuterRef("pk"), year=year)
    return volunteers.filter(~Exists(has), status="active")


def facts_of(volunteer_ids: Iterable[int], year: int) -> dict[int, Facts]:
    """Volunteer id → what the records of the year say. Four queries, however many volunteers."""
    ids = list(volunteer_ids)
    found = {pk: dict.fromkeys(COUNTED, 0) for pk in ids}
    first, last = clock.at(date(year, 1, 1), 0), clock.at(date(year + 1, 1, 1), 0)
    logs = ServiceLog.objects.filter(counting(), volunteer_id__in=ids, starts_at__gte=first, starts_at__lt=last)
    _add(found, logs, minutes=Sum("verified_minutes"), services=Count("pk"))
    helped = Engagement.objects.filter(volunteer_id__in=ids, opened_at__lt=last)
    _add(found, helped.filter(Q(ended_at=None) | Q(ended_at__gte=first)), engagements=Count("pk"))
    shifts = Signup.objects.filter(volunteer_id__in=ids, starts_at__gte=first, starts_at__lt=last)
    ends = ("attended", "no_show", "late_cancelled")
    _add(found, shifts, **{name: Count("pk", filter=Q(status=name)) for name in ends})
    came = shifts.filter(status="attended").annotate(came=Min("presence__at", filter=Q(presence__direction="in")))
    grace = timedelta(minutes=rules.value("reviews.late_minutes", date(year, 12, 31)))
    for pk in came.filter(came__gt=F("starts_at") + grace).values_list("volunteer_id", flat=True):
        found[pk]["late"] += 1
    return found


def _add(found: dict[int, Facts], rows: QuerySet[Any], **sums: Any) -> None:
    for row in rows.order_by().values("volunteer_id").annotate(**sums):
        found[row["volunteer_id"]].update({name: row[name] or 0 for name in sums})
