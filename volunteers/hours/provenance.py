"""Where minutes come from, and of which class that makes them.

Credit is what a machine or the organiser saw; honour is what only somebody said. Who recorded hours also certifies
them (R-VOL-08), so every source names the law it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kit import law, rules
from volunteers.hours.arithmetic import minutes_of, share_is_enough
from volunteers.hours.limits import Limits
from volunteers.models import ServiceLog

CREDIT, HONOUR = ServiceLog.CreditClass
Source = ServiceLog.Source


@dataclass(frozen=True)
class Provenance:
    """`seen` is whether somebody else than the volunteer recorded it when it happened."""

    source: str
    law: str
    seen: bool
    said: object


TABLE: dict[str, Provenance] = {
    p.source: p
    for p in (
        Provenance(Source.MACHINE, "R-VOL-06", True, _("到离由系统记下")),
        Provenance(Source.OFFLINE, "R-VOL-06", True, _("没有网络时签到，连上后传来")),
        Provenance(Source.COORDINATOR, "R-VOL-08", True, _("有人在场时记下")),
        Provenance(Source.SESSION, "R-VOL-08", True, _("双方约好的时间")),
        Provenance(Source.BULK, "R-VOL-08", True, _("按名册登记")),
        Provenance(Source.SELF_CLAIM, "R-VOL-16", False, _("由记录单位核实")),
        Provenance(Source.AUTO, "R-VOL-12", False, _("没有签退，算到计划的结束时间")),
        Provenance(Source.IMPORT, "R-VOL-06", False, _("使用本平台以前的，没有逐条记录")),
    )
}
if missing := set(Source.values) - set(TABLE):
    raise ValueError(f"hours/provenance.py has no line for {sorted(missing)}")
for _line in TABLE.values():
    law.require(_line.law)

rules.declare(
    "hours.credit_sources",
    sorted(Source(source).value for source, line in TABLE.items() if line.seen),
    law="R-VOL-08",
    label=_("计为认证时长的记录方式"),
)


def class_of(log: ServiceLog, minutes: int, limits: Limits, *, has_evidence: bool = False) -> str:
    """Credit or honour for so many minutes of this log; `has_evidence` is that the recorder saw the proof."""
    shift = log.shift
    whole = minutes_of(shift.starts_at, shift.ends_at, shift.break_minutes) if shift else 0
    seen = log.source in rules.value("hours.credit_sources", log.starts_at)
    proved = log.source == Source.SELF_CLAIM and has_evidence and limits.evidence_counts
    long_enough = share_is_enough(minutes, whole, limits.least_share_pct)
    return CREDIT if (seen or proved) and long_enough else HONOUR
