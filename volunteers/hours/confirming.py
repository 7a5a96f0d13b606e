"""What becomes of hours that wait: confirmed, corrected and confirmed, or returned."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers.hours import anomalies, checking, limits, provenance, states
from volunteers.hours.deciding import reason_given, require_another, require_decider
from volunteers.hours.revising import locked, revise
from volunteers.hours.telling import tell
from volunteers.models import ServiceLog


@transaction.atomic
def verify_hours(log: ServiceLog, *, by: User, minutes: int, has_evidence: bool = False) -> ServiceLog:
    """Confirm that the volunteer served these minutes, no more than were logged.

    The verified minutes, not the logged ones, count. What was entered too late waits for a second person first.
    `has_evidence`: the recorder saw proof of what the volunteer only said, and it counts as credit.
    Refused: own hours; not this office's; more than logged; minutes that overlap what is confirmed already; more
    than a day holds.
    Law: R-VOL-06, R-VOL-08 (recorded truthfully by whoever arranged the service).
    """
    require_decider(by, "verify_hours", log)
    log = locked(log)
    if not 0 < minutes <= log.minutes:
        raise Refused(_("核实时长不能多于填报的 %(minutes)d 分钟。") % {"minutes": log.minutes}, code="minutes")
    rules = _check_it_counts(log, minutes)
    verb = _verb(log, by)
    credit_class = provenance.class_of(log, minutes, rules, has_evidence=has_evidence)
    if verb == "verify_second" and not has_evidence:
        credit_class = log.credit_class  # what the first person saw as proof stays seen
    revise(log, verb, by=by, verified_minutes=minutes, credit_class=credit_class)
    if log.status == "confirmed" and minutes < log.minutes:
        tell("hours_confirmed_less", log, logged=log.minutes, minutes=minutes)
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
            if log.is_flagged:
                raise Refused(_("须先看，逐条核实。"), code="flagged")
            verify_hours(log, by=by, minutes=log.minutes)
        except Refused as refusal:
            refused.append(f"{log.volunteer.number}：{refusal}")
        else:
            done += 1
    return done, refused


@transaction.atomic
def amend_hours(
    log: ServiceLog, *, by: User, starts_at: datetime, ends_at: datetime, break_minutes: int, reason: str
) -> ServiceLog:
    """Correct the times of a log that waits; it goes on waiting. Refused: as for any entry; no reason."""
    require_decider(by, "amend_hours", log)
    reason, log = reason_given(reason), locked(log)
    changes = amended(log, starts_at, ends_at, break_minutes)
    revise(log, "amend", by=by, reason=reason, **changes)
    tell("hours_amended", log, minutes=log.minutes, reason=reason)
    return log


@transaction.atomic
def return_hours(log: ServiceLog, *, by: User, reason: str) -> ServiceLog:
    require_decider(by, "return_hours", log)
    reason = reason_given(reason)
    log = revise(locked(log), "send_back", by=by, reason=reason, verified_minutes=None)
    tell("hours_returned", log, reason=reason)
    return log


def amended(log: ServiceLog, starts_at: datetime, ends_at: datetime, break_minutes: int) -> dict[str, object]:
    """What changes with other times: minutes, class, flags. Refused: what `checking` refuses among confirmed logs."""
    rules = limits.on(checking.day_of(starts_at))
    minutes = checking.check_times(starts_at, ends_at, break_minutes, rules)
    checking.check_overlap(log.volunteer_id, starts_at, ends_at, among=states.COUNTING, but=log.pk)
    checking.check_day(log.volunteer_id, starts_at, ends_at, minutes, rules, among=states.COUNTING, but=log.pk)
    log.starts_at, log.ends_at, log.break_minutes, log.minutes = starts_at, ends_at, break_minutes, minutes
    seen = [flag for flag in log.flags if flag in anomalies.SEEN]  # by attendance; not worked out anew
    return {
        "starts_at": starts_at, "ends_at": ends_at, "break_minutes": break_minutes, "minutes": minutes,
        "flags": anomalies.found(log, rules, seen),
        "credit_class": provenance.class_of(log, minutes, rules, has_evidence=log.credit_class == provenance.CREDIT),
    }  # fmt: skip


# --- parts ----------------------------------------------------------------------------------------------------
def _check_it_counts(log: ServiceLog, minutes: int) -> limits.Limits:
    """Refused: the time is confirmed to another log; the day is full."""
    rules, counting = limits.on(checking.day_of(log.starts_at)), states.COUNTING
    checking.check_overlap(log.volunteer_id, log.starts_at, log.ends_at, among=counting, but=log.pk)
    checking.check_day(log.volunteer_id, log.starts_at, log.ends_at, minutes, rules, among=counting, but=log.pk)
    return rules


def _verb(log: ServiceLog, by: User) -> str:
    """Confirmed at once, or by two: who came first leaves it for another."""
    if log.status == "checked":
        require_another(log, by=by, steps=("check",))
        return "verify_second"
    return "check" if "backfilled" in log.flags and log.status == "submitted" else "verify"
