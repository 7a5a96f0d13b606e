"""What is asked about hours: which of them count, who sees which, what waits for whom."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from accounts import access, roles
from volunteers.hours import states
from volunteers.hours.deciding import DECISIONS
from volunteers.models import LogRevision, ServiceLog, Volunteer

ANSWERERS = (roles.OFF, roles.CBM, roles.NGA, roles.NGC)
WAITING = ("submitted", "checked", "disputed")


def counting(prefix: str = "") -> Q:
    """The logs whose `verified_minutes` count now; `prefix` leads to them from another table, as in "logs__"."""
    return Q(**{f"{prefix}status__in": states.COUNTING, f"{prefix}verified_minutes__gt": 0})


def visible_to(user: Any) -> QuerySet[ServiceLog]:
    """The logs this person may see at all."""
    rows = ServiceLog.objects.select_related("volunteer__user", "engagement", "office", "shift")
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role == roles.VOL:
            scope |= Q(volunteer__user_id=seat.user.pk)
        scope |= _recorded_by(seat)
    return rows.filter(scope)


def recorded_by(user: Any) -> QuerySet[ServiceLog]:
    """The logs of which this person is the recorder, or stands above them: never the own ones."""
    rows = ServiceLog.objects.select_related("volunteer__user", "engagement", "office", "shift")
    scope = Q(pk__in=())
    for seat in access.seats_as(user, *ANSWERERS):
        scope |= _recorded_by(seat)
    return rows.filter(scope).exclude(volunteer__user=user)


def waiting_for(user: Any) -> QuerySet[ServiceLog]:
    """What this person may decide now: an organisation not what was only claimed, nobody what they decided before."""
    rows = recorded_by(user).filter(status__in=WAITING)
    orgs = [seat.unit_id for seat in access.seats_as(user, roles.NGA, roles.NGC)]
    own = LogRevision.objects.filter(log=OuterRef("pk"), by=user)
    first = Q(status="checked") & Exists(own.filter(what="check"))
    decided = Q(status="disputed") & Exists(own.filter(what__in=DECISIONS))
    return rows.exclude(first | decided).exclude(source=ServiceLog.Source.SELF_CLAIM, office_id__in=orgs)


def contradicted(logs: QuerySet[ServiceLog]) -> QuerySet[ServiceLog]:
    """Of these, what was confirmed and then contradicted by a going that came to light later."""
    return logs.filter(is_contradicted=True, status="confirmed")


def concerning(user: Any) -> QuerySet[ServiceLog]:
    """What waits on this person's desk: all of their office, and of a county only what nobody below may decide."""
    rows = waiting_for(user)
    units = [seat.unit_id for seat in access.seats_as(user, roles.OFF, roles.NGA, roles.NGC)]
    if not access.has_role(user, roles.CBM):
        return rows
    claimed = Q(source=ServiceLog.Source.SELF_CLAIM, office__kind="provider")
    return rows.filter(Q(office_id__in=units) | Q(status__in=("checked", "disputed")) | claimed)


def _recorded_by(seat: access.Seat) -> Q:
    if seat.role == roles.CBM and seat.county_code:
        return Q(county_code=seat.county_code)
    if seat.role in ANSWERERS and seat.unit_id:
        return Q(office_id=seat.unit_id)
    return Q(pk__in=())


# --- of one volunteer ------------------------------------------------------------------------------------------
def ledger(volunteer: Volunteer) -> QuerySet[ServiceLog]:
    """Everything of one's own, with all its changes and who made them: two queries however long."""
    rows = ServiceLog.objects.filter(volunteer=volunteer).select_related("office", "engagement", "shift__posting")
    return rows.prefetch_related(
        Prefetch("revisions", LogRevision.objects.select_related("by").order_by("n"), to_attr="changes")
    )


def sums(volunteer: Volunteer) -> dict[str, int]:
    """Minutes by what they are: confirmed (credit and honour) and those that wait."""
    logs = ServiceLog.objects.filter(volunteer=volunteer)
    classes = ServiceLog.CreditClass
    found = logs.aggregate(
        credit=Sum("verified_minutes", filter=counting() & Q(credit_class=classes.CREDIT)),
        honour=Sum("verified_minutes", filter=counting() & Q(credit_class=classes.HONOUR)),
        waiting=Sum("minutes", filter=Q(status__in=("submitted", "checked"))),
    )
    sums = {name: n or 0 for name, n in found.items()}
    return {**sums, "confirmed": sums["credit"] + sums["honour"]}
