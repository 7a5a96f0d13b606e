"""The numbers of attendance that local practice may change."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kit import rules

OPENS = rules.declare("attendance.opens_minutes", 60, law="R-VOL-06", label=_("开始前多久可以签到"), unit=_("分钟"))
CLOSES = rules.declare("attendance.closes_minutes", 120, law="R-VOL-06", label=_("结束后多久自动签离"), unit=_("分钟"))
LATE_OUT = rules.declare(
    "attendance.late_out_minutes", 15, law="R-VOL-12", label=_("晚于结束多久签离须先看"), unit=_("分钟")
)
OFFLINE = rules.declare("attendance.offline_days", 7, law="R-VOL-06", label=_("离线签到最迟同步"), unit=_("天"))
BACK_FILL = rules.declare("attendance.back_fill_days", 30, law="R-VOL-06", label=_("结束后可以补登"), unit=_("天"))
SKEW = rules.declare("attendance.skew_minutes", 2, law="R-VOL-06", label=_("设备时钟相差多少须先看"), unit=_("分钟"))
FAR = rules.declare("attendance.far_metres", 500, law="R-VOL-06", label=_("离集合点多远须先看"), unit=_("米"))
GEODATA = rules.declare("attendance.geodata_days", 90, law="R-PI-09", label=_("签到位置保留"), unit=_("天"))
