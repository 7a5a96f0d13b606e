"""One-to-one help that a volunteer takes on, and its end."""

from __future__ import annotations

from django.db import transaction

from accounts.models import OrgUnit, User
from audit.moves import born, move
from kit import clock
from kit.claims import claim, release
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers.models import Engagement, Volunteer


@transaction.atomic
def open_engagement(volunteer: Volunteer, *, by: User, ref: str, office: OrgUnit, plan: str) -> Engagement:
    """Record what the volunteer agreed to do and count it against the number of people they accompany.

    Refused: the volunteer is full or not active. The same `ref` again is the same engagement.
    Law: R-VOL-11 (every assignment rests on the volunteer's own acceptance).
    """
    known = Engagement.objects.filter(ref=ref).first()
    if known:
        return known
    if volunteer.status != "active" or not claim(volunteer):
        raise Refused(_("这位志愿者现在不能再接新的帮扶。"), code="volunteer_full")
    engagement = Engagement(
        volunteer=volunteer,
        ref=ref,
        office=office,
        county_code=office.county_code,
        plan=plan[:200],
        opened_at=clock.now(),
    )
    born(engagement, "open", by=by)
    return engagement


@transaction.atomic
def end_engagement(ref: str, *, by: User | None) -> None:
    """End the engagement behind `ref`, if it is open, and free its place."""
    engagement = Engagement.objects.filter(ref=ref, status="open").select_related("volunteer").first()
    if engagement is None:
        return
    move(engagement, "end", by=by)
    Engagement.objects.filter(pk=engagement.pk).update(ended_at=clock.now())
    release(engagement.volunteer)
