"""Which meetings and action items somebody sees, and how those that fell due were done (K25)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from desk.meetings.states import OPEN, WITH_OWNER
from desk.models import ActionEvidence, ActionItem, JointMeeting, MeetingPaper
from kit import clock
from kit.clock import SHANGHAI


def meetings(user: Any) -> QuerySet[JointMeeting]:
    """The city sees all; a county its own and those its units are called to; others those they are called to."""
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            scope = Q()
            break
        if seat.role == roles.CBM and seat.county_code:
            scope |= Q(county_code=seat.county_code) | Q(invited__unit__division__code__startswith=seat.county_code)
        if seat.role in (roles.OFF, roles.PAR) and seat.unit_id:
            scope |= Q(invited__unit=seat.unit_id)
    found = JointMeeting.objects.filter(scope).order_by().values("pk")
    return JointMeeting.objects.filter(pk__in=found).select_related("caller")


def actions(user: Any) -> QuerySet[ActionItem]:
    """The city's all; the county's own meetings' and its units'; else those of one's own unit."""
    rows = ActionItem.objects.select_related("owner", "meeting__caller", "reported_by")
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role == roles.CBM and seat.county_code:
            scope |= Q(county_code=seat.county_code) | Q(owner_county=seat.county_code)
        if seat.role in (roles.OFF, roles.PAR) and seat.unit_id:
            scope |= Q(owner_id=seat.unit_id)
    return rows.filter(scope)


def of_own_unit(user: Any) -> QuerySet[ActionItem]:
    units = [s.unit_id for s in access.seats_as(user, roles.OFF, roles.CBM, roles.MUN, roles.PAR) if s.unit_id]
    return actions(user).filter(owner_id__in=units, status__in=WITH_OWNER)


def to_confirm(user: Any) -> QuerySet[ActionItem]:
    """Reported items of meetings that this person's bureau called."""
    scope = Q(pk__in=())
    for seat in access.seats_as(user, roles.CBM, roles.MUN):
        scope |= Q(county_code=seat.county_code if seat.role == roles.CBM else "")
    return actions(user).filter(scope, status="reported").exclude(reported_by=user)


def late(user: Any) -> QuerySet[ActionItem]:
    return actions(user).filter(status__in=WITH_OWNER, due_on__lt=clock.today())


def papers(user: Any) -> QuerySet[MeetingPaper]:
    return MeetingPaper.objects.filter(meeting__in=meetings(user)).select_related("kept", "meeting")


def evidence(user: Any) -> QuerySet[ActionEvidence]:
    return ActionEvidence.objects.filter(action__in=actions(user)).select_related("kept", "action")


def of_last_meeting(meeting: JointMeeting) -> QuerySet[ActionItem]:
    """What the meeting before this one decided at the same caller's table, and whatever is still open of older ones."""
    held = JointMeeting.objects.filter(caller=meeting.caller, status="held", starts_at__lt=meeting.starts_at)
    last = held.order_by("-starts_at", "-pk").values("pk")[:1]
    rows = ActionItem.objects.filter(Q(meeting__in=last) | Q(meeting__in=held.order_by(), status__in=OPEN))
    return rows.select_related("owner").order_by("due_on", "pk")


def done_in_time(a: date, b: date, county: str = "") -> tuple[int, int]:
    """K25: (confirmed and reported in time, due from day a to day b); the county is that of the owner. One query."""
    rows = ActionItem.objects.filter(due_on__range=(a, b)).exclude(status="dropped")
    if county:
        rows = rows.filter(owner_county=county)
    found = list(rows.values_list("status", "reported_at", "due_on"))
    done = [at is not None and at.astimezone(SHANGHAI).date() <= due for s, at, due in found if s == "confirmed"]
    return sum(done), len(found)
