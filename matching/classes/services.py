"""Courses for people in register: the officer enrols by the code, the course knows no more."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.activities.services import audience_of
from matching.models import Client, Session
from training.courses import services as courses
from volunteers.activities import services as activities

LIVE_SESSIONS = ("booked", "awaiting_record")


def offered_to(client: Client) -> list[Any]:
    """The sessions to come that this person may be enrolled in: of their track, at hours at which they may be out."""
    found = courses.open_for_clients(audience_of(client), county_code=client.county_code)
    return [session for session in found if _may_be_out(client, session)]


@transaction.atomic
def enrol(client: Client, session: Any, *, by: User, is_agreed: bool) -> Any:
    """Take a place, or a turn, in a session for this person.

    `is_agreed` is the officer's word that the person wants it and can do it. Refused: not said; the file is not
    active; another track; out of the county or of the hours; a meeting or an activity then; all is full.
    Law: R-CC-22, R-MIN-01.
    """
    policies.require(by, "enrol_client", client)
    client = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    if client.status != "active":
        raise Refused(_("档案不在册，不能报名培训。"), code="not_active")
    if not is_agreed:
        raise Refused(_("先确认本人愿意参加、也适合参加。"), code="agreed")
    if client.must_stay_in_county and session.county_code != client.county_code:
        raise Refused(_("对象不得离开本县区，换一场本县区的培训。"), code="county")
    if not _may_be_out(client, session):
        raise Refused(_("这个时段对象不能外出。换一个时间。"), code="hours")
    meetings = Session.objects.filter(request__client=client, status__in=LIVE_SESSIONS)
    if meetings.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at).exists():
        raise Refused(_("对象在这个时间已有约定。换一个时间。"), code="client_clash")
    if activities.is_seated(client.code, session.starts_at, session.ends_at):
        raise Refused(_("对象在这个时间参加公益活动。换一个时间。"), code="client_clash")
    return courses.enrol_client(session, ref=client.code, track=audience_of(client), office=client.office, by=by)


@transaction.atomic
def answer(client: Client, row: Any, *, by: User, act: str) -> Any:
    """Accept or decline an offered place, or take the person out."""
    policies.require(by, "enrol_client", client)
    do = {"take": courses.take_offer, "decline": courses.decline_offer, "leave": courses.withdraw}[act]
    return do(row, by=by)


def enrolments_of(client: Client) -> Any:
    return courses.enrolments_of(client.code)


def give_all_back(client: Client) -> None:
    """The file ends: nothing that is to come is kept for the person (R-CC-11)."""
    for row in enrolments_of(client).filter(status__in=courses.LIVE, starts_at__gt=clock.now()):
        courses.give_back(row, reason=_("档案结束"))


def _may_be_out(client: Client, session: Any) -> bool:
    return not activities.blocks(session.starts_at, session.ends_at) & ~client.allowed_mask
