"""Engagements a volunteer took on, and the minutes that somebody else confirms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import OrgUnit, User
from audit.moves import born, move
from kit import clock
from kit.claims import claim, release
from kit.errors import Refused
from volunteers import policies
from volunteers.hours.balances import open_balance, take_back_balance
from volunteers.models import Engagement, ServiceLog, Signup, Volunteer

__all__ = [
    "end_engagement",
    "open_balance",
    "open_engagement",
    "propose",
    "propose_for_shift",
    "return_hours",
    "take_back_balance",
    "verify_hours",
    "verify_shown",
]

SHORTEST_MINUTES = 15  # law: R-VOL-12
LONGEST_DAY_MINUTES = 720  # law: R-VOL-12
LOOK_TWICE_MINUTES = 480  # more on one day is looked at one by one


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


@transaction.atomic
def propose(
    volunteer: Volunteer, *, by: User | None, ref: str, engagement_ref: str, starts_at: datetime, minutes: int
) -> ServiceLog | None:
    """Propose minutes to the volunteer's record; the officer confirms them. The same `ref` is one record.

    `minutes` is service only, travel and breaks excluded (R-VOL-12); under 15 nothing is proposed.
    """
    if minutes < SHORTEST_MINUTES:
        return None
    known = ServiceLog.objects.filter(ref=ref).first()
    if known:
        return known
    engagement = Engagement.objects.get(ref=engagement_ref)
    log = ServiceLog(
        volunteer=volunteer,
        engagement=engagement,
        ref=ref,
        source=ServiceLog.Source.SESSION,
        credit_class=ServiceLog.CreditClass.CREDIT,
        content=engagement.plan,
        office_id=engagement.office_id,
        county_code=engagement.county_code,
        starts_at=starts_at,
        ends_at=starts_at + clock.minutes(minutes),
        minutes=min(minutes, LONGEST_DAY_MINUTES),
    )
    born(log, "propose", by=by)
    return log


@transaction.atomic
def propose_for_shift(
    signup: Signup,
    *,
    by: User | None,
    starts_at: datetime,
    ends_at: datetime,
    break_minutes: int,
    source: str,
    flags: Sequence[str] = (),
) -> ServiceLog | None:
    """Propose the minutes somebody was at a shift; its organiser confirms them. The same signup is one record.

    `source` is machine, coordinator, offline or auto; `flags` are reasons to look before confirming.
    Under 15 minutes nothing is proposed.
    """
    minutes = int((ends_at - starts_at).total_seconds()) // 60 - break_minutes
    ref = f"shift-{signup.pk}"
    known = ServiceLog.objects.filter(ref=ref).first()
    if known or minutes < SHORTEST_MINUTES:
        return known
    shift = signup.shift
    is_seen = source != ServiceLog.Source.AUTO
    log = ServiceLog(
        volunteer_id=signup.volunteer_id,
        shift=shift,
        ref=ref,
        source=source,
        credit_class=ServiceLog.CreditClass.CREDIT if is_seen else ServiceLog.CreditClass.HONOUR,
        office_id=shift.organiser_id,
        county_code=shift.county_code,
        starts_at=starts_at,
        ends_at=ends_at,
        break_minutes=break_minutes,
        minutes=minutes,
        content=shift.posting.title,
        flags=sorted({*flags, *([] if is_seen else ["auto_closed"])}),
    )
    born(log, "propose", by=by)
    return log


@transaction.atomic
def verify_hours(log: ServiceLog, *, by: User, minutes: int) -> ServiceLog:
    """Confirm that the volunteer served these minutes, no more than were logged.

    The verified minutes, not the logged ones, count. Refused: own hours; not this office's; more than logged;
    minutes that overlap what is confirmed already.
    Law: R-VOL-06, R-VOL-08 (recorded truthfully by whoever arranged the service).
    """
    policies.require(by, "verify_hours", log)
    if log.volunteer.user_id == by.pk:
        raise Refused(_("不能核实自己的服务时长。"), code="own_hours")
    if not 0 < minutes <= log.minutes:
        raise Refused(_("核实时长不能多于填报的 %(minutes)d 分钟。") % {"minutes": log.minutes}, code="minutes")
    if _overlaps(log):
        raise Refused(_("与已核实的另一条服务时间重叠。核对后退回其中一条。"), code="overlap")
    ServiceLog.objects.filter(pk=log.pk, status="submitted").update(verified_minutes=minutes)
    log.verified_minutes = minutes
    move(log, "verify", by=by)
    return log


@transaction.atomic
def verify_shown(logs: list[ServiceLog], *, by: User) -> tuple[int, list[str]]:
    """Verify each of these as it was logged; how many, and for those that could not be, why.

    One that cannot be verified does not hold up the others. Refused: nothing was chosen.
    """
    if not logs:
        raise Refused(_("没有可核实的记录。"), code="none")
    done, refused = 0, []
    for log in logs:
        try:
            verify_hours(log, by=by, minutes=log.minutes)
        except Refused as refusal:
            refused.append(f"{log.volunteer.number}：{refusal}")
        else:
            done += 1
    return done, refused


@transaction.atomic
def return_hours(log: ServiceLog, *, by: User, reason: str) -> ServiceLog:
    policies.require(by, "return_hours", log)
    if not reason.strip():
        raise Refused(_("写明退回的原因，志愿者会看到。"), code="reason")
    ServiceLog.objects.filter(pk=log.pk, status="submitted").update(returned_why=reason[:200])
    log.returned_why = reason[:200]
    move(log, "send_back", by=by)
    return log


def _overlaps(log: ServiceLog) -> bool:
    """Half-open intervals: touching ends are allowed."""
    # One volunteer's records are confirmed one at a time, or two at once could both find no overlap.
    Volunteer.objects.select_for_update().get(pk=log.volunteer_id)
    return (
        ServiceLog.objects.filter(volunteer_id=log.volunteer_id, status="confirmed")
        .filter(starts_at__lt=log.ends_at, ends_at__gt=log.starts_at)
        .exclude(pk=log.pk)
        .exists()
    )
