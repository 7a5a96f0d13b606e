"""A volunteer's own calendar at a secret address: shifts by their title and place, never a person, never a code."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from accounts.models import User
from audit import trail
from kit import clock
from volunteers import policies
from volunteers.activities import queries
from volunteers.models import CalendarFeed, Signup, Volunteer

KEPT_DAYS = 30  # so long a shift that was left stands as cancelled, for calendars that seldom look
PAST_DAYS = 90
STATUS = {
    "confirmed": "CONFIRMED",
    "attended": "CONFIRMED",
    "no_show": "CONFIRMED",
    "offered": "TENTATIVE",
    "requested": "TENTATIVE",
    "cancelled": "CANCELLED",
    "late_cancelled": "CANCELLED",
    "refused": "CANCELLED",
}


# --- the address -----------------------------------------------------------------------------------------------
@transaction.atomic
def open_feed(volunteer: Volunteer, *, by: User) -> str:
    """Make the address anew and hand back its token, this once; whoever had the old one sees nothing from now on."""
    policies.require(by, "sign_up", volunteer)
    token = secrets.token_urlsafe(24)
    CalendarFeed.objects.update_or_create(
        volunteer=volunteer, defaults={"token_hash": _hash(token), "made_at": clock.now()}
    )
    trail.record("calendar_feed.open", volunteer, by=by, county=volunteer.county_code)
    return token


@transaction.atomic
def close_feed(volunteer: Volunteer, *, by: User) -> None:
    policies.require(by, "sign_up", volunteer)
    CalendarFeed.objects.filter(volunteer=volunteer).delete()
    trail.record("calendar_feed.close", volunteer, by=by, county=volunteer.county_code)


def behind(token: str) -> Volunteer | None:
    """Whose calendar this is. Somebody who has left has none."""
    rows = CalendarFeed.objects.filter(token_hash=_hash(token)).exclude(volunteer__status="left")
    found = rows.select_related("volunteer").first()
    return found.volunteer if found else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# --- what stands in it -----------------------------------------------------------------------------------------
def calendar(volunteer: Volunteer, *, name: str) -> bytes:
    """RFC 5545: places that are sure, offered or asked for, and for a month those that fell away.

    The UID of a signup never changes; its SEQUENCE grows with every change of the shift and when it falls away.
    """
    out = Calendar()
    out.add("prodid", "-//Tongxin Bridge//activities//ZH")
    out.add("version", "2.0")
    out.add("method", "PUBLISH")
    out.add("x-wr-calname", name)
    out.add_component(_shanghai())
    for row in _rows(volunteer):
        out.add_component(_event(row))
    return out.to_ical()


def _rows(volunteer: Volunteer) -> list[Signup]:
    now = clock.now()
    rows = queries.signups_of(volunteer).filter(status__in=STATUS, ends_at__gt=now - timedelta(days=PAST_DAYS))
    gone = [status for status, said in STATUS.items() if said == "CANCELLED"]
    rows = rows.exclude(status__in=gone, status_at__lt=now - timedelta(days=KEPT_DAYS))
    return list(rows.order_by("starts_at", "pk")[:1000])


def _event(row: Signup) -> Event:
    shift, said = row.shift, STATUS[row.status]
    event = Event()
    event.add("uid", f"signup-{row.pk}@tongxin-bridge")
    event.add("dtstamp", row.status_at)
    event.add("dtstart", _local(row.starts_at))
    event.add("dtend", _local(row.ends_at))
    event.add("summary", shift.posting.title)
    event.add("location", shift.posting.place)
    event.add("status", said)
    event.add("sequence", shift.revision + (said == "CANCELLED"))
    return event


def _local(moment: datetime) -> datetime:
    return moment.astimezone(clock.SHANGHAI)


def _shanghai() -> Timezone:
    """The city's clock, which has stood eight hours before Greenwich since 1992 without summer time."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Shanghai")
    standard.add("dtstart", datetime(1992, 1, 1))  # noqa: DTZ001 - local time by definition
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone
