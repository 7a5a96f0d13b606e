"""Stopping somebody's service and letting them return: an officer proposes, a manager decides (table of rights)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts import queries as people
from accounts import roles
from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from volunteers import policies
from volunteers import queries as volunteers
from volunteers.activities.sweeps import flag_lacking
from volunteers.models import Suspension, Volunteer

REFRESHER = "refresher"


@transaction.atomic
def propose_suspension(
    volunteer: Volunteer, *, by: User, reason: str, until_on: date | None = None, is_block: bool = False
) -> Suspension:
    """Ask the county to stop somebody's service. Refused: no reason; a day gone by; one is proposed already."""
    policies.require(by, "propose_suspension", volunteer)
    volunteer = _locked(volunteer)
    if volunteer.suspensions.filter(decided_at=None).exists():
        raise Refused(_("已有一条暂停的提议，等县局决定。"), code="proposed")
    _refuse_step(volunteer, is_block)
    asked = _written(volunteer, by, reason, until_on, is_block)
    trail.record("volunteer.propose_suspension", asked, by=by, county=volunteer.county_code)
    return asked


@transaction.atomic
def decide_suspension(suspension: Suspension, *, by: User, agree: bool) -> Suspension:
    """Agree to what an officer proposed, or not. Refused: decided already; by whoever proposed it."""
    policies.require(by, "suspend_volunteer", suspension.volunteer)
    volunteer = _locked(suspension.volunteer)
    suspension = Suspension.objects.select_for_update().get(pk=suspension.pk)
    if suspension.decided_at:
        raise Refused(_("这条提议已经有了决定。"), code="decided")
    if suspension.proposed_by_id == by.pk:
        raise Refused(_("提出的人不能自己决定，由另一人办理。"), code="two")
    suspension.volunteer = volunteer
    if agree:
        return _in_force(suspension, by)
    suspension.decided_by, suspension.decided_at = by, clock.now()
    suspension.save(update_fields=["decided_by", "decided_at"])
    trail.record("volunteer.refuse_suspension", suspension, by=by, county=volunteer.county_code)
    return suspension


@transaction.atomic
def suspend_volunteer(volunteer: Volunteer, *, by: User, reason: str, until_on: date | None = None) -> Volunteer:
    """Stop somebody's service at once: no offers, no sign-ups; places already taken are marked for the organisers.

    Refused: no reason; a day gone by; not in service. One-to-one help goes on until its office has decided.
    """
    policies.require(by, "suspend_volunteer", volunteer)
    return _at_once(volunteer, by, reason, until_on, is_block=False)


@transaction.atomic
def block_volunteer(volunteer: Volunteer, *, by: User, reason: str) -> Volunteer:
    """A red line was crossed (privacy, money, false hours, enforcement): out, until the city decides otherwise."""
    policies.require(by, "block_volunteer", volunteer)
    return _at_once(volunteer, by, reason, None, is_block=True)


@transaction.atomic
def readmit_volunteer(volunteer: Volunteer, *, by: User) -> Volunteer:
    """Let somebody return. Refused: not suspended; the refresher is not in date, nor waived."""
    policies.require(by, "readmit_volunteer", volunteer)
    volunteer = _locked(volunteer)
    stands = {s.kind: s for s in volunteers.timeline(volunteer, clock.today(), more=[REFRESHER])}
    if volunteer.status == "suspended" and not stands[REFRESHER].holds:
        raise Refused(_("年度复训不在有效期。先完成复训，再恢复。"), code="refresher")
    move(volunteer, "readmit", by=by)
    volunteer.suspensions.filter(is_agreed=True, ended_at=None).update(ended_by=by, ended_at=clock.now())
    flag_lacking(volunteer)
    outbox.put("volunteer_readmitted", to=volunteer.user, about=volunteer, url="/volunteers/", urgent=True)
    return volunteer


@transaction.atomic
def unblock_volunteer(volunteer: Volunteer, *, by: User, reason: str) -> Volunteer:
    """Turn a block into a suspension; the county may then readmit. Refused: no reason; not blocked."""
    policies.require(by, "unblock_volunteer", volunteer)
    move(_locked(volunteer), "unblock", by=by, note=_said(reason))
    volunteer.suspensions.filter(is_block=True, is_agreed=True, ended_at=None).update(is_block=False)
    volunteer.refresh_from_db()
    return volunteer


# --- parts -----------------------------------------------------------------------------------------------------
def _at_once(volunteer: Volunteer, by: User, reason: str, until_on: date | None, *, is_block: bool) -> Volunteer:
    volunteer = _locked(volunteer)
    waiting = volunteer.suspensions.filter(decided_at=None)
    waiting.update(decided_by=by, decided_at=clock.now())  # overtaken by this decision
    return _in_force(_written(volunteer, by, reason, until_on, is_block), by).volunteer


def _written(volunteer: Volunteer, by: User, reason: str, until_on: date | None, is_block: bool) -> Suspension:
    if until_on and until_on < clock.today():
        raise Refused(_("最后一天不能早于今天。"), code="until", at={"until_on": [_("最后一天不能早于今天。")]})
    return Suspension.objects.create(
        volunteer=volunteer,
        is_block=is_block,
        reason=_said(reason)[:200],
        until_on=None if is_block else until_on,
        proposed_by=by,
        proposed_at=clock.now(),
    )


def _in_force(suspension: Suspension, by: User) -> Suspension:
    volunteer = suspension.volunteer
    _refuse_step(volunteer, suspension.is_block)
    if suspension.is_block:
        volunteer.suspensions.filter(is_agreed=True, ended_at=None).update(ended_by=by, ended_at=clock.now())
    suspension.decided_by, suspension.decided_at, suspension.is_agreed = by, clock.now(), True
    suspension.save(update_fields=["decided_by", "decided_at", "is_agreed"])
    move(volunteer, "block" if suspension.is_block else "suspend", by=by, note=suspension.reason)
    flag_lacking(volunteer)
    _tell(suspension)
    return suspension


def _tell(suspension: Suspension) -> None:
    """The person, and the offices where they accompany somebody: those decide how it goes on."""
    volunteer, reason = suspension.volunteer, suspension.reason
    kind = "volunteer_blocked" if suspension.is_block else "volunteer_suspended"
    outbox.put(kind, to=volunteer.user, about=volunteer, url="/volunteers/", urgent=True, reason=reason)
    for engagement in volunteers.open_engagements(volunteer).select_related("office"):
        for officer in people.people_with(roles.OFF, unit=engagement.office):
            outbox.put("helper_suspended", to=officer, about=engagement, urgent=True, number=volunteer.number)


def _refuse_step(volunteer: Volunteer, is_block: bool) -> None:
    if volunteer.machine.step("block" if is_block else "suspend", volunteer.status) is None:
        raise Refused(
            _("现在是“%(state)s”，不能办理这一步。") % {"state": volunteer.status_label}, code="not_in_service"
        )


def _locked(volunteer: Volunteer) -> Volunteer:
    return Volunteer.objects.select_for_update(of=("self",)).select_related("user", "town").get(pk=volunteer.pk)


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("写明原因，志愿者会看到。"), code="reason", at={"reason": [_("写明原因，志愿者会看到。")]})
    return reason.strip()
