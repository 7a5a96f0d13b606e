"""What may be asked about stars and commendations: who sees which, what counts, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts import access, roles
from kit import clock, rules
from volunteers.honours.ladder import Step, next_star
from volunteers.hours.queries import counting
from volunteers.models import Commendation, ServiceLog, StarApplication, Volunteer

ON_NOTICE = ("noticed", "objected")


# --- what counts ---------------------------------------------------------------------------------------------------
def counts_for_stars(on: date | None = None) -> Q:
    return counting() & Q(credit_class__in=rules.value("honours.star_classes", on))


def star_minutes(volunteer_ids: Iterable[int], on: date | None = None) -> dict[int, int]:
    """Volunteer id → the minutes that count for stars. One query."""
    ids = list(volunteer_ids)
    rows = ServiceLog.objects.filter(counts_for_stars(on), volunteer_id__in=ids).values("volunteer_id").order_by()
    found = {row["volunteer_id"]: row["n"] or 0 for row in rows.annotate(n=Sum("verified_minutes"))}
    return {pk: found.get(pk, 0) for pk in ids}


def stars_held(volunteer: Volunteer) -> int:
    held = StarApplication.objects.filter(volunteer=volunteer, status="granted").order_by("-level")
    return held.values_list("level", flat=True).first() or 0


def next_step(volunteer: Volunteer) -> tuple[Step, int]:
    """The star this volunteer may ask for next, and the minutes counted today."""
    minutes = star_minutes([volunteer.pk])[volunteer.pk]
    return next_star(stars_held(volunteer), minutes, rules.value("honours.star_minutes")), minutes


def granted_with_minutes_now() -> QuerySet[Any]:
    """Granted stars, each with `now_minutes`: what would count if it were asked for today."""
    logs = ServiceLog.objects.filter(counts_for_stars(), volunteer=OuterRef("volunteer")).order_by()
    counted = logs.values("volunteer").annotate(n=Sum("verified_minutes")).values("n")
    return StarApplication.objects.filter(status="granted").annotate(now_minutes=Coalesce(Subquery(counted), 0))


# --- who sees what -------------------------------------------------------------------------------------------------
def stars_visible_to(user: Any) -> QuerySet[StarApplication]:
    rows = StarApplication.objects.select_related("volunteer__user")
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role in (roles.OFF, roles.CBM):
            scope |= Q(county_code=seat.county_code)
        if seat.role == roles.VOL:
            scope |= Q(volunteer__user_id=seat.user.pk)
    return rows.filter(scope)


def commendations_visible_to(user: Any) -> QuerySet[Commendation]:
    rows = Commendation.objects.select_related("volunteer__user", "org", "staff", "unit")
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role in (roles.OFF, roles.CBM):
            scope |= Q(county_code=seat.county_code)
        if seat.role == roles.NGA:
            scope |= Q(unit_id=seat.unit_id) | Q(org_id=seat.unit_id)
        if seat.role == roles.VOL:
            scope |= Q(volunteer__user_id=seat.user.pk)
    return rows.filter(scope)


def on_notice(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What the public may look at today; what has an objection stays to be seen."""
    return rows.filter(status__in=ON_NOTICE)


def noticed_stars() -> QuerySet[StarApplication]:
    return on_notice(StarApplication.objects.select_related("volunteer__user"))


def noticed_commendations() -> QuerySet[Commendation]:
    return on_notice(Commendation.objects.select_related("volunteer__user", "org", "staff"))


def is_open_to_objection(thing: StarApplication | Commendation, now: datetime | None = None) -> bool:
    """Until the last minute of the notice; while an objection is looked into another may come."""
    now = now or clock.now()
    return thing.status == "objected" or (
        thing.status == "noticed" and thing.due_at is not None and now <= thing.due_at
    )


def notice_is_over(thing: StarApplication | Commendation, now: datetime | None = None) -> bool:
    now = now or clock.now()
    return thing.status == "noticed" and thing.due_at is not None and now > thing.due_at


def to_decide(rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    """Whose notice has ended without an open objection."""
    return rows.filter(status="noticed", due_at__lt=now)


def to_look_at(rows: QuerySet[StarApplication]) -> QuerySet[StarApplication]:
    """Granted stars whose minutes have fallen below what they asked for, not yet looked at."""
    return rows.filter(status="granted", flagged_at__isnull=False, looked_at__isnull=True)


def below_threshold() -> QuerySet[Any]:
    return granted_with_minutes_now().filter(now_minutes__lt=F("threshold_minutes"))
