"""The numbers hours are recorded by, each a dated rule; `on(day)` reads them all as they stood on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kit import rules

_MINUTES, _DAYS = _("分钟"), _("天")

rules.declare("hours.shortest_minutes", 15, law="R-VOL-12", label=_("一次服务最短"), unit=_MINUTES)
rules.declare("hours.look_twice_minutes", 480, law="R-VOL-12", label=_("一天超过须先看"), unit=_MINUTES)
rules.declare("hours.longest_day_minutes", 720, law="R-VOL-12", label=_("一天最多"), unit=_MINUTES)
rules.declare("hours.late_days", 30, law="R-VOL-06", label=_("服务后申报期限，过期须两人核实"), unit=_DAYS)
rules.declare("hours.oldest_days", 365, law="R-VOL-06", label=_("最早可以补记"), unit=_DAYS)
rules.declare("hours.least_share_pct", 60, law="R-VOL-12", label=_("到场不足班次的这一比例，不计认证时长"), unit="%")
rules.declare("hours.dispute_days", 30, law="R-VOL-16", label=_("提出异议的期限"), unit=_DAYS)
rules.declare("hours.confirm_workdays", 5, law="R-VOL-08", label=_("核实时长的期限"), unit=_("个工作日"))
rules.declare("hours.answer_workdays", 5, law="R-VOL-16", label=_("答复异议的期限"), unit=_("个工作日"))
rules.declare("hours.evidence_counts", True, law="R-VOL-06", label=_("看过证明材料的本人申报计认证时长"))
rules.declare("hours.fastest_kmh", 60, law="R-VOL-06", label=_("两地之间不可能快于"), unit=_("公里/小时"))
rules.declare("hours.round_in_a_row", 5, law="R-VOL-06", label=_("连续整点申报须先看"), unit=_("条"))


@dataclass(frozen=True)
class Limits:
    """All of them as plain values, for arithmetic and judgement that need no database."""

    shortest_minutes: int = 15
    look_twice_minutes: int = 480
    longest_day_minutes: int = 720
    late_days: int = 30
    oldest_days: int = 365
    least_share_pct: int = 60
    dispute_days: int = 30
    evidence_counts: bool = True
    fastest_kmh: int = 60
    round_in_a_row: int = 5


def on(day: date) -> Limits:
    return Limits(**{name: rules.value(f"hours.{name}", day) for name in Limits.__dataclass_fields__})
