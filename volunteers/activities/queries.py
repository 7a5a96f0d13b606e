"""Which postings, shifts and signups there are for whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from accounts import access, roles
from kit import clock, rules
from volunteers.activities import states
from volunteers.models import ClientSeat, Posting, Shift, Signup, Volunteer

LIVE = states.LIVE
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


def for_volunteers() -> QuerySet[Shift]:
    """Shifts that ask for volunteers, whatever became of them; drafts are shown to nobody."""
    rows = Shift.objects.filter(posting__audience=Posting.Audience.VOLUNTEERS)
    return rows.exclude(posting__status="draft").select_related("posting__town", "organiser")


def open_to_public() -> QuerySet[Shift]:
    """Shifts to come that anybody may read about."""
    return for_volunteers().filter(
        posting__status="published", posting__is_confidential=False, status="open", starts_at__gt=clock.now()
    )


def signups_of(volunteer: Volunteer) -> QuerySet[Signup]:
    return Signup.objects.filter(volunteer=volunteer).select_related("shift__posting", "shift__organiser", "team")


def seen_by(volunteer: Volunteer) -> QuerySet[Shift]:
    """What any volunteer may see, and whatever this one has signed up for."""
    mine = Signup.objects.filter(volunteer=volunteer).values("shift_id")
    return for_volunteers().filter((Q(posting__status="published") & ~Q(status="cancelled")) | Q(pk__in=mine))


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


# --- for organisers --------------------------------------------------------------------------------------------
def next_shifts(posting_ids: list[int]) -> dict[int, dict[str, Any]]:
    """Posting id → when its next shift begins and how many are to come; one query."""
    ahead = Shift.objects.filter(posting_id__in=posting_ids, status__in=UPCOMING, starts_at__gt=clock.now())
    rows = ahead.order_by().values("posting_id").annotate(first=Min("starts_at"), n=Count("pk"), taken=Sum("taken"))
    return {row["posting_id"]: dict(row) for row in rows}


def signups_at(shift: Shift, of: tuple[str, ...] | None = None) -> QuerySet[Signup]:
    """The signups of a shift, all or those in some states."""
    rows = Signup.objects.filter(shift=shift).select_related("volunteer__user", "team", "shift")
    return rows if of is None else rows.filter(status__in=of)


def in_line(shift: Shift) -> QuerySet[Signup]:
    """Who waits, the next in turn first."""
    return signups_at(shift, ("waiting",)).order_by("-priority", "queued_at", "pk")


def counts_at(shift: Shift) -> dict[str, int]:
    """State → how many; one query."""
    rows = Signup.objects.filter(shift=shift).order_by().values("status").annotate(n=Count("pk"))
    return {row["status"]: row["n"] for row in rows}


def client_seats_at(shift: Shift) -> QuerySet[ClientSeat]:
    rows = ClientSeat.objects.filter(shift=shift).exclude(status__in=("cancelled", "declined"))
    return rows.select_related("office", "shift").order_by("-priority", "queued_at", "pk")
