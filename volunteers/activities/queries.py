"""Which postings, shifts and signups there are for whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from accounts import access, roles
from kit import clock, rules
from volunteers.activities import states
from volunteers.models import Posting, Shift, Signup, Volunteer

NOBODY = Q(pk__in=())
UPCOMING = ("open", "closed")


def _organised_by(user: Any) -> Q | None:
    """What this person's seats organise or look after; None is everything."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return None
        if seat.role in (roles.OFF, roles.NGA, roles.NGC):
            scope |= Q(organiser_id=seat.unit_id)
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code) | Q(organiser_id=seat.unit_id)
    return scope


def postings_of(user: Any) -> QuerySet[Posting]:
    """The postings this person organises or looks after."""
    rows, scope = Posting.objects.select_related("organiser", "town"), _organised_by(user)
    return rows if scope is None else rows.filter(scope)


def shifts_of(user: Any) -> QuerySet[Shift]:
    """The shifts this person organises or looks after."""
    rows, scope = Shift.objects.select_related("posting", "organiser"), _organised_by(user)
    return rows if scope is None else rows.filter(scope)


def shown_to_volunteers() -> QuerySet[Shift]:
    """Shifts of published postings that ask for volunteers, whatever became of them."""
    return Shift.objects.filter(
        posting__status__in=("published", "closed", "completed"), posting__audience=Posting.Audience.VOLUNTEERS
    ).select_related("posting__town", "organiser")


def open_to_public() -> QuerySet[Shift]:
    """Shifts to come that anybody may read about."""
    return shown_to_volunteers().filter(
        posting__status="published", posting__is_confidential=False, status="open", starts_at__gt=clock.now()
    )


def signups_of(volunteer: Volunteer) -> QuerySet[Signup]:
    return Signup.objects.filter(volunteer=volunteer).select_related("shift__posting", "shift__organiser", "team")


def live_signup(volunteer: Volunteer, shift: Shift) -> Signup | None:
    return signups_of(volunteer).filter(shift=shift, status__in=states.LIVE).first()


def with_places(shifts: QuerySet[Shift]) -> QuerySet[Shift]:
    return shifts.filter(taken__lt=F("capacity"), is_held=False)


def place_in_line(signup: Signup) -> int:
    """How many wait before this one, and one more."""
    ahead = Q(priority__gt=signup.priority) | Q(priority=signup.priority, queued_at__lt=signup.queued_at)
    ahead |= Q(priority=signup.priority, queued_at=signup.queued_at, pk__lt=signup.pk)
    return Signup.objects.filter(ahead, shift_id=signup.shift_id, status="waiting").count() + 1


def strikes(volunteer: Volunteer) -> dict[str, int]:
    """How often somebody did not come or withdrew late in the last year; older ones are forgotten (R-VOL-10)."""
    today = clock.today()
    since = clock.now() - timedelta(days=round(30.44 * rules.value("activities.strikes_months", today)))
    rows = Signup.objects.filter(volunteer=volunteer, starts_at__gte=since)
    return {state: rows.filter(status=state).count() for state in ("no_show", "late_cancelled")}
