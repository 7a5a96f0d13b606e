"""What the house had closed by itself, once it is known when somebody really went; and keeping what was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from desk.dates import hour
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers.hours import anomalies, arithmetic, chain, checking, limits, provenance
from volunteers.hours.deciding import reason_given, require_decider
from volunteers.hours.revising import locked, revise
from volunteers.hours.telling import tell
from volunteers.models import ServiceLog

OPEN = ("submitted", "checked", "returned")  # nobody has confirmed it
DECIDED = ("confirmed", "disputed")


@transaction.atomic
def correct_auto(
    log: ServiceLog, *, by: User | None, starts_at: datetime, ends_at: datetime, break_minutes: int, source: str,
    flags: Sequence[str] = (),
) -> ServiceLog:  # fmt: skip
    """Put the true going in the place of the planned end, if nobody has confirmed that; it waits, seen by `source`.

    What was confirmed, or corrected by hand, stays as it is, and whoever confirms it sees what contradicts it.
    Law: R-VOL-06 (recorded truthfully), R-VOL-16 (the old value is kept).
    """
    log = locked(log)
    if log.source != ServiceLog.Source.AUTO:
        return log
    rules = limits.on(checking.day_of(starts_at))
    minutes = arithmetic.minutes_of(starts_at, ends_at, break_minutes)
    by_hand = log.revisions.filter(what="amend").exists()
    if log.status in OPEN and not by_hand and minutes >= rules.shortest_minutes:
        log.starts_at, log.ends_at, log.break_minutes, log.minutes = starts_at, ends_at, break_minutes, minutes
        log.source = source
        reason = _("离线签离后到，按实际离开的时间更正")
        revise(
            log, "late_out", by=by, reason=reason, starts_at=starts_at, ends_at=ends_at, break_minutes=break_minutes,
            minutes=minutes, source=source, verified_minutes=None, flags=anomalies.found(log, rules, flags),
            credit_class=provenance.class_of(log, minutes, rules),
        )  # fmt: skip
        tell("hours_amended", log, minutes=minutes, reason=reason)
    elif log.status in (*DECIDED, "submitted") and checking.counted(log) != minutes:
        _contradict(log, f"{hour(starts_at)}–{hour(ends_at)}", by)
    return log


def _contradict(log: ServiceLog, times: str, by: User | None) -> None:
    if log.revisions.filter(what="contradict", reason=times).exists():
        return  # sent twice
    revise(log, "contradict", by=by, reason=times, flags=anomalies.in_order([*log.flags, chain.DIFFERS]))


@transaction.atomic
def keep_hours(log: ServiceLog, *, by: User, reason: str) -> ServiceLog:
    """Leave confirmed minutes as they are although a later going contradicts them. Refused: nothing does; no reason."""
    require_decider(by, "verify_hours", log)
    reason, log = reason_given(reason), locked(log)
    if not log.is_contradicted:
        raise Refused(_("没有与这一条不符的签离。"), code="not_contradicted")
    return revise(log, "keep", by=by, reason=reason)
