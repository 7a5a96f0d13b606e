"""How minutes come in: from a meeting, from attendance, from the volunteer, from the organiser."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import OrgUnit, User
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.hours import anomalies, arithmetic, checking, correcting, limits, provenance, states
from volunteers.hours.revising import begin, lock, locked, revise
from volunteers.models import Engagement, ServiceLog, Shift, Signup, Volunteer

Source = ServiceLog.Source


@transaction.atomic
def propose(
    volunteer: Volunteer, *, by: User | None, ref: str, engagement_ref: str, starts_at: datetime, minutes: int
) -> ServiceLog | None:
    """Propose minutes of a meeting to the volunteer's record; the office confirms them. The same `ref` is one record.

    `minutes` is service only, travel and breaks excluded (R-VOL-12); too few are not proposed.
    """
    known = ServiceLog.objects.filter(ref=ref).first()
    rules = limits.on(checking.day_of(starts_at))
    if known or minutes < rules.shortest_minutes:
        return known
    engagement = Engagement.objects.select_related("office__division").get(ref=engagement_ref)
    minutes = min(minutes, rules.longest_day_minutes)
    log = ServiceLog(
        volunteer=volunteer, engagement=engagement, ref=ref, source=Source.SESSION, content=engagement.plan,
        office=engagement.office, county_code=engagement.county_code, starts_at=starts_at,
        ends_at=starts_at + clock.minutes(minutes), minutes=minutes,
    )  # fmt: skip
    return _taken_in(log, rules, by=by)


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
    Too few minutes are not proposed. Where the house had closed the stay and the true going is known now, what was
    proposed is corrected (hours/correcting.py).
    """
    ref = f"shift-{signup.pk}"
    known = ServiceLog.objects.filter(ref=ref).first()
    rules = limits.on(checking.day_of(starts_at))
    minutes = arithmetic.minutes_of(starts_at, ends_at, break_minutes)
    if known and known.source == Source.AUTO != source:
        return correcting.correct_auto(
            known, by=by, starts_at=starts_at, ends_at=ends_at, break_minutes=break_minutes, source=source, flags=flags
        )
    if known or minutes < rules.shortest_minutes:
        return known
    shift = signup.shift
    log = ServiceLog(
        volunteer=signup.volunteer, shift=shift, ref=ref, source=source, content=shift.posting.title,
        office=shift.organiser, county_code=shift.county_code, starts_at=starts_at, ends_at=ends_at,
        break_minutes=break_minutes, minutes=minutes,
    )  # fmt: skip
    return _taken_in(log, rules, by=by, flags=flags)


@transaction.atomic
def claim_hours(
    volunteer: Volunteer,
    *,
    by: User,
    office: OrgUnit,
    starts_at: datetime,
    ends_at: datetime,
    break_minutes: int = 0,
    content: str,
    evidence: str = "",
    engagement: Engagement | None = None,
    shift: Shift | None = None,
    as_draft: bool = False,
) -> ServiceLog:
    """The volunteer's own word for minutes that nobody else recorded; `office` confirms them.

    Refused: what `checking` refuses; minutes at a shift that are recorded already; somebody else's engagement.
    Law: R-VOL-16 (a volunteer may ask for what is missing to be entered).
    """
    log = ServiceLog(
        volunteer=volunteer, engagement=engagement, shift=shift, ref=_ref(volunteer), source=Source.SELF_CLAIM,
        office=office, county_code=office.county_code or volunteer.county_code, content=content.strip()[:200],
        evidence=evidence.strip()[:200],
    )  # fmt: skip
    policies.require(by, "claim_hours", log)
    if volunteer.status not in ("active", "suspended"):
        raise Refused(_("先确认志愿者登记，再申报时长。"), code="not_active")
    if engagement is not None and engagement.volunteer_id != volunteer.pk:
        raise Refused(_("这不是您的帮扶。"), code="engagement")
    if shift is not None and volunteer.logs.filter(shift=shift).exclude(status="withdrawn").exists():
        raise Refused(_("这个班次已有您的记录。有出入，在那条记录上提出异议。"), code="shift_twice")
    lock(volunteer.pk)
    rules = _set_times(log, starts_at, ends_at, break_minutes, among=states.LIVE)
    return begin(log, "draft", by=by) if as_draft else _taken_in(log, rules, by=by)


@transaction.atomic
def submit_claim(
    log: ServiceLog, *, by: User, starts_at: datetime, ends_at: datetime, break_minutes: int, content: str,
    evidence: str = "",
) -> ServiceLog:  # fmt: skip
    """Send a draft, or what was returned, with the times as they are now."""
    policies.require(by, "claim_hours", log)
    log = locked(log)
    if log.source != Source.SELF_CLAIM:
        raise Refused(_("这条不是您申报的。有出入，提出异议。"), code="not_claimed")
    rules = _set_times(log, starts_at, ends_at, break_minutes, among=states.LIVE)
    log.content, log.evidence = content.strip()[:200], evidence.strip()[:200]
    changes = {n: getattr(log, n) for n in ("starts_at", "ends_at", "break_minutes", "minutes", "content", "evidence")}
    return revise(log, "submit", by=by, **changes, credit_class=_class(log, rules), flags=anomalies.found(log, rules))


@transaction.atomic
def withdraw_claim(log: ServiceLog, *, by: User) -> ServiceLog:
    """Take back a claim nobody has confirmed. Refused: it was recorded by others."""
    policies.require(by, "claim_hours", log)
    log = locked(log)
    if log.source != Source.SELF_CLAIM:
        raise Refused(_("这条不是您申报的。有出入，提出异议。"), code="not_claimed")
    return revise(log, "withdraw", by=by)


@transaction.atomic
def enter_hours(
    volunteer: Volunteer, *, by: User, office: OrgUnit, starts_at: datetime, ends_at: datetime, break_minutes: int,
    content: str,
) -> ServiceLog:  # fmt: skip
    """An organiser's entry for somebody who served with them, as in a list of names. It waits like any other.

    Refused: what `checking` refuses; the own hours; not this organiser's to enter.
    """
    log = ServiceLog(
        volunteer=volunteer, ref=_ref(volunteer), source=Source.BULK, office=office,
        county_code=office.county_code or volunteer.county_code, content=content.strip()[:200],
    )  # fmt: skip
    policies.require(by, "enter_hours", log)
    if volunteer.user_id == by.pk:
        raise Refused(_("不能登记自己的服务时长。在“时长”里申报。"), code="own_hours")
    if volunteer.status not in ("active", "suspended"):
        raise Refused(_("这位志愿者没有确认登记，或已退出。"), code="not_active")
    lock(volunteer.pk)
    rules = _set_times(log, starts_at, ends_at, break_minutes, among=states.LIVE)
    return _taken_in(log, rules, by=by)


@transaction.atomic
def withdraw_entry(log: ServiceLog, *, by: User) -> ServiceLog:
    """Take an organiser's entry back. Refused: it was decided on meanwhile."""
    policies.require(by, "enter_hours", log)
    return revise(locked(log), "withdraw", by=by)


# --- parts ----------------------------------------------------------------------------------------------------
def _taken_in(log: ServiceLog, rules: limits.Limits, *, by: Any, flags: Sequence[str] = ()) -> ServiceLog:
    """Work out class and flags, and let it wait for whoever confirms it."""
    log.credit_class = _class(log, rules)
    log.flags = anomalies.found(log, rules, flags)
    return begin(log, "propose", by=by)


def _set_times(
    log: ServiceLog, starts_at: datetime, ends_at: datetime, break_minutes: int, *, among: Sequence[str]
) -> limits.Limits:
    """Put the times on the log, after everything that they must hold; the rules of that day."""
    rules = limits.on(checking.day_of(starts_at))
    log.starts_at, log.ends_at, log.break_minutes = starts_at, ends_at, break_minutes
    log.minutes = checking.check_times(starts_at, ends_at, break_minutes, rules)
    checking.check_overlap(log.volunteer_id, starts_at, ends_at, among=among, but=log.pk)
    checking.check_day(log.volunteer_id, starts_at, ends_at, log.minutes, rules, among=among, but=log.pk)
    log.credit_class = _class(log, rules)
    return rules


def _class(log: ServiceLog, rules: limits.Limits) -> str:
    return provenance.class_of(log, log.minutes, rules)


def _ref(volunteer: Volunteer) -> str:
    return f"log-{volunteer.pk}-{secrets.token_hex(8)}"
