"""Why somebody should look at a log before it is confirmed: found when it is entered, shown first in the queue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kit import clock
from volunteers.hours import arithmetic, checking, states
from volunteers.hours.limits import Limits
from volunteers.models import ServiceLog

# The gravest first: in this order they are shown. The last ones are what attendance saw.
LABELS = {
    "differs": _("后到的签离与这里的时间不符"),
    "overlap": _("与另一条时间重叠"),
    "over_day": _("当天合计偏长"),
    "travel": _("两地之间来不及"),
    "backfilled": _("过期补记，须两人核实"),
    "auto_closed": _("没有签退"),
    "rounded": _("接连都是整点"),
    "device": _("与别人用同一部手机签到"),
    "far": _("签到的位置离集合点远"),
    "late_out": _("离开比班次结束晚得多"),
    "clock": _("签到设备的时钟不准"),
}
SEEN = ("device", "far", "late_out", "clock")
APART = 12  # hours: longer ago no two places are too far apart


def words_for(flags: Iterable[str]) -> list[str]:
    """The flags as words; what attendance adds of its own and nobody named here is said in general."""
    return [str(LABELS[f]) if f in LABELS else _now("签到情况须核对") for f in in_order(flags)]


def in_order(flags: Iterable[str]) -> list[str]:
    order = list(LABELS)
    return sorted(set(flags), key=lambda f: (order.index(f) if f in order else len(order), f))


def found(log: ServiceLog, limits: Limits, more: Sequence[str] = ()) -> list[str]:
    """Every reason to look at this log, with `more` from whoever saw it happen. At most two queries."""
    others = list(
        checking.around(log.volunteer_id, log.starts_at, log.ends_at, but=log.pk, hours=APART).select_related(
            "office__division", "shift__posting__town"
        )
    )
    late = (clock.today() - checking.day_of(log.ends_at)).days > limits.late_days
    reasons = {
        "overlap": any(arithmetic.overlap(log.starts_at, log.ends_at, o.starts_at, o.ends_at) for o in others),
        "over_day": _over_day(log, others, limits),
        "travel": any(_cannot_be_at_both(log, other, limits) for other in others),
        "backfilled": late,
        "auto_closed": log.source == ServiceLog.Source.AUTO,
        "rounded": _rounded_again(log, limits),
    }
    return in_order([*more, *(code for code, true in reasons.items() if true)])


def _over_day(log: ServiceLog, others: list[ServiceLog], limits: Limits) -> bool:
    spans = [(o.starts_at, o.ends_at, checking.counted(o)) for o in others]
    whole = arithmetic.day_totals([*spans, (log.starts_at, log.ends_at, log.minutes)])
    days = arithmetic.by_day(log.starts_at, log.ends_at, log.minutes)
    return any(whole[day] > limits.look_twice_minutes for day in days)


def _cannot_be_at_both(log: ServiceLog, other: ServiceLog, limits: Limits) -> bool:
    here, there = _place(log), _place(other)
    if here is None or there is None or arithmetic.overlap(log.starts_at, log.ends_at, other.starts_at, other.ends_at):
        return False
    gap = _minutes_between(log, other)
    return arithmetic.too_fast(hypot(here.x_m - there.x_m, here.y_m - there.y_m), gap, limits.fastest_kmh)


def _minutes_between(log: ServiceLog, other: ServiceLog) -> float:
    first, second = sorted((log, other), key=lambda one: one.starts_at)
    gap = second.starts_at - first.ends_at
    return gap.total_seconds() / 60


def _place(log: ServiceLog) -> Any:
    """The town of a log; a bureau's county is too wide to measure from."""
    town = log.shift.posting.town if log.shift_id else log.office.division
    return town if town is not None and town.level == "town" else None


def _rounded_again(log: ServiceLog, limits: Limits) -> bool:
    if log.source != ServiceLog.Source.SELF_CLAIM or not arithmetic.is_round(log.starts_at, log.ends_at):
        return False
    logs = ServiceLog.objects.filter(volunteer_id=log.volunteer_id, source=log.source, status__in=states.LIVE)
    earlier = logs.exclude(pk=log.pk).order_by("-pk").values_list("starts_at", "ends_at")
    last = list(earlier[: limits.round_in_a_row - 1])
    return len(last) == limits.round_in_a_row - 1 and all(arithmetic.is_round(a, b) for a, b in last)
