"""Which shifts somebody looks after at the door, who is there, and what may be done now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from accounts import access, roles
from kit import clock, presence, rules
from volunteers.attendance import numbers_of_law as law
from volunteers.models import PresenceEvent, Shift, Signup, Volunteer

ALIVE = ("open", "closed", "running")
EXPECTED = ("confirmed", "attended", "no_show")  # whoever may come through the door
ORGANISERS = (roles.OFF, roles.CBM, roles.MUN, roles.NGA, roles.NGC)
SHOWS = ("missing", "here", "gone")


# --- shifts ------------------------------------------------------------------------------------------------
def organises(user: Any) -> bool:
    return access.has_role(user, *ORGANISERS)


def opens_at(shift: Shift) -> datetime:
    return shift.starts_at - timedelta(minutes=rules.value(law.OPENS, shift.starts_at.date()))


def closes_at(shift: Shift) -> datetime:
    """When what is still open is closed by the house."""
    return shift.ends_at + timedelta(minutes=rules.value(law.CLOSES, shift.ends_at.date()))


def around_now(shifts: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    """Of these shifts or signups, those one may check in to or out of now."""
    opens, closes = (timedelta(minutes=rules.value(name, now.date())) for name in (law.OPENS, law.CLOSES))
    return shifts.filter(starts_at__lte=now + opens, ends_at__gte=now - closes)


def own_now(volunteer: Volunteer) -> list[Signup]:
    """The shifts of a volunteer whose door is open now, soonest first."""
    mine = Signup.objects.filter(volunteer=volunteer, status__in=EXPECTED, shift__status__in=ALIVE)
    return list(around_now(mine, clock.now()).select_related("shift__posting").order_by("starts_at", "pk")[:5])


def next_door(volunteer: Volunteer) -> Signup | None:
    """The next shift whose door has not opened yet."""
    ahead = Signup.objects.filter(volunteer=volunteer, status="confirmed", shift__status__in=ALIVE)
    opens = timedelta(minutes=rules.value(law.OPENS))
    ahead = ahead.filter(starts_at__gt=clock.now() + opens).select_related("shift__posting")
    return ahead.order_by("starts_at", "pk").first()


def door_state(shift: Shift, now: datetime) -> str:
    """early, open, over (only going is left) or shut."""
    if shift.status not in ALIVE or now > closes_at(shift):
        return "shut"
    if now < opens_at(shift):
        return "early"
    return "over" if now > shift.ends_at else "open"


# --- who is there ------------------------------------------------------------------------------------------
def in_force() -> QuerySet[PresenceEvent]:
    """Comings and goings that nobody took back or mended."""
    return PresenceEvent.objects.filter(replaced_by__isnull=True).exclude(direction="off")


def people(shift: Shift, show: str = "") -> QuerySet[Signup]:
    """Everybody expected, each with the last coming or going as `last` and `last_at`."""
    last = in_force().filter(signup=OuterRef("pk")).order_by("-at", "-pk")
    rows = Signup.objects.filter(shift=shift, status__in=EXPECTED).select_related("volunteer__user")
    rows = rows.annotate(last=Subquery(last.values("direction")[:1]), last_at=Subquery(last.values("at")[:1]))
    if show == "missing":
        return rows.filter(last__isnull=True)
    return rows.filter(last={"here": "in", "gone": "out"}[show]) if show in SHOWS else rows


def counts(shift: Shift) -> dict[str, int]:
    """How many are missing, here and gone."""
    found = (
        people(shift)
        .order_by()
        .aggregate(
            missing=Count("pk", filter=Q(last__isnull=True)),
            here=Count("pk", filter=Q(last="in")),
            gone=Count("pk", filter=Q(last="out")),
        )
    )
    return {**found, "all": sum(found.values())}


def events_of(signups: Iterable[Signup]) -> dict[int, list[PresenceEvent]]:
    """Signup id → its comings and goings in force, in time; two queries however many are asked about."""
    rows = in_force().filter(signup__in=[s.pk for s in signups]).select_related("by", "device", "place")
    found: dict[int, list[PresenceEvent]] = defaultdict(list)
    for event in rows.order_by("at", "pk"):
        found[event.signup_id].append(event)
    return found


def spans(events: Iterable[PresenceEvent]) -> list[presence.Span]:
    return presence.spans([(event.direction, event.at) for event in events])


def is_here(events: Iterable[PresenceEvent]) -> bool:
    found = spans(events)
    return bool(found) and found[-1].end is None


# --- where -------------------------------------------------------------------------------------------------
def metres_away(shift: Shift, event: PresenceEvent) -> int | None:
    """From the meeting point, if both are known."""
    point, place = getattr(shift, "meeting_point", None), getattr(event, "place", None)
    if point is None or place is None:
        return None
    return presence.distance_m((point.lat, point.lon), (place.lat, place.lon))
