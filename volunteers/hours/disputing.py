"""Afterwards: the volunteer objects and somebody else decides, or the recorder takes minutes back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.hours import limits, provenance
from volunteers.hours.checking import day_of
from volunteers.hours.confirming import amended
from volunteers.hours.deciding import DECISIONS, reason_given, require_another, require_decider
from volunteers.hours.revising import locked, revise
from volunteers.hours.telling import tell
from volunteers.models import LogRevision, ServiceLog


@transaction.atomic
def dispute_hours(log: ServiceLog, *, by: User, reason: str) -> ServiceLog:
    """The volunteer objects to what was decided. Until the answer, what was confirmed goes on counting.

    Refused: the days for it are over; the answer to an earlier objection stands; no reason.
    Law: R-VOL-16 (the recorder verifies and changes in time, the old value is kept).
    """
    policies.require(by, "dispute_hours", log)
    reason, log = reason_given(reason), locked(log)
    last = last_decision(log)
    if last and last.what.startswith("uphold"):
        raise Refused(_("这一条的异议已经答复。仍有意见，向县(市、区)司法局反映。"), code="answered")
    days = limits.on(clock.today()).dispute_days
    if last and (clock.today() - day_of(last.at)).days > days:
        raise Refused(_("提出异议的期限是 %(n)s 天，已经过了。") % {"n": days}, code="dispute_late")
    return revise(log, "dispute", by=by, reason=reason)


@transaction.atomic
def uphold_hours(log: ServiceLog, *, by: User, reason: str) -> ServiceLog:
    """Answer an objection: it stays as it was decided. Refused: by whoever decided it."""
    log, reason = _answering(log, by, reason)
    # What was returned has no verified minutes; it goes back to being returned.
    verb = "uphold_return" if log.verified_minutes is None else "uphold"
    revise(log, verb, by=by, reason=reason)
    tell("hours_upheld", log, reason=reason)
    return log


@transaction.atomic
def settle_hours(
    log: ServiceLog, *, by: User, starts_at: datetime, ends_at: datetime, break_minutes: int, reason: str
) -> ServiceLog:
    """Answer an objection with other times, which count at once. Refused: by whoever decided it; as for any entry."""
    log, reason = _answering(log, by, reason)
    if log.source == ServiceLog.Source.IMPORT:
        raise Refused(_("原有时长没有起止时间。撤销转入后按核对的分钟重新转入。"), code="no_times")
    changes = amended(log, starts_at, ends_at, break_minutes)
    revise(log, "settle", by=by, reason=reason, **changes, verified_minutes=changes["minutes"])
    tell("hours_settled", log, minutes=log.minutes, reason=reason)
    return log


@transaction.atomic
def reverse_hours(log: ServiceLog, *, by: User, minutes: int, reason: str) -> ServiceLog:
    """Take so many confirmed minutes back; the confirmed entry itself stays as it was made, below this one.

    Refused: more than count; not confirmed; own hours; no reason.
    """
    require_decider(by, "reverse_hours", log)
    reason, log = reason_given(reason), locked(log)
    counted = log.verified_minutes or 0
    if not 0 < minutes <= counted:
        raise Refused(_("可以冲减 1 至 %(n)s 分钟。") % {"n": counted}, code="minutes")
    left = counted - minutes
    changes: dict[str, Any] = {"verified_minutes": left}
    if left and log.credit_class == provenance.CREDIT:
        rules = limits.on(day_of(log.starts_at))
        changes["credit_class"] = provenance.class_of(log, left, rules, has_evidence=True)
    revise(log, "reverse" if left else "reverse_all", by=by, reason=reason, **changes)
    tell("hours_reversed", log, less=minutes, minutes=left, reason=reason)
    return log


# --- parts ----------------------------------------------------------------------------------------------------
def last_decision(log: ServiceLog) -> LogRevision | None:
    return log.revisions.filter(what__in=(*DECISIONS, "uphold_return", "carry_over")).order_by("-n").first()


def _answering(log: ServiceLog, by: User, reason: str) -> tuple[ServiceLog, str]:
    require_decider(by, "answer_dispute", log)
    reason, log = reason_given(reason), locked(log)
    require_another(log, by=by)
    return log, reason
