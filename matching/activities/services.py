"""Public-benefit activities for people in register: the officer enrols by the code, the activity knows no more."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import Client, Session
from volunteers.activities import services as activities

LIVE_SESSIONS = ("booked", "awaiting_record")


def audience_of(client: Client) -> str:
    """Adults and minors never take part together (R-MIN-01); the track stays as it was at the start (R-MIN-03)."""
    return "minor" if client.is_minor_track else "adult"


def offered_to(client: Client) -> list[Any]:
    """The activities to come in the county that this person may be enrolled in: of their track, at hours at which
    they may be out."""
    found = activities.open_for(audience_of(client), county_code=client.county_code)
    return [shift for shift in found if _may_be_out(client, shift)]


@transaction.atomic
def enrol(client: Client, shift: Any, *, by: User, is_fit: bool) -> Any:
    """Take a place, or a turn, in an activity for this person.

    `is_fit` is the officer's word that it suits the person's ability and health. Refused: not said; the file is not
    active; another audience; out of the county or of the hours; a meeting then; all is full.
    Law: R-CC-21, R-MIN-01.
    """
    policies.require(by, "enrol_client", client)
    client = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    if client.status != "active":
        raise Refused(_("档案不在册，不能报名活动。"), code="not_active")
    if not is_fit:
        raise Refused(_("先确认活动适合本人的能力和健康状况。"), code="fit")
    if client.must_stay_in_county and shift.county_code != client.county_code:
        raise Refused(_("对象不得离开本县区，换一项本县区的活动。"), code="county")
    if not _may_be_out(client, shift):
        raise Refused(_("这个时段对象不能外出。换一个时间。"), code="hours")
    meetings = Session.objects.filter(request__client=client, status__in=LIVE_SESSIONS)
    if meetings.filter(starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at).exists():
        raise Refused(_("对象在这个时间已有约定。换一个时间。"), code="client_clash")
    return activities.seat_client(shift, ref=client.code, audience=audience_of(client), office=client.office, by=by)


@transaction.atomic
def answer(client: Client, seat: Any, *, by: User, act: str) -> Any:
    """Accept or decline an offered place, or take the person out."""
    policies.require(by, "enrol_client", client)
    do = {"take": activities.take_seat, "decline": activities.decline_seat, "leave": activities.give_seat_back}[act]
    return do(seat, by=by)


def seats_of(client: Client) -> Any:
    return activities.seats_of(client.code)


def give_all_back(client: Client) -> None:
    """The file ends: nothing that is to come is kept for the person (R-CC-11)."""
    for seat in seats_of(client).filter(status__in=activities.SEATED, shift__starts_at__gt=clock.now()):
        activities.give_seat_back(seat, by=None, reason=_("档案结束"))


def _may_be_out(client: Client, shift: Any) -> bool:
    return not activities.blocks(shift.starts_at, shift.ends_at) & ~client.allowed_mask
