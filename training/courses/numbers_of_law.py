"""The numbers of courses that law or local practice may change, each a dated rule with its source."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import ROLES
from kit import rules

OPENS = rules.declare("training.opens_minutes", 60, law="R-VOL-06", label=_("培训开始前多久可以签到"), unit=_("分钟"))
CLOSES = rules.declare("training.closes_minutes", 60, law="R-VOL-06", label=_("培训结束后多久停止签离"), unit=_("分钟"))
ENTRY = rules.declare("training.entry_days", 30, law="R-VOL-06", label=_("培训结束后可以登记出勤"), unit=_("天"))
REMIND = rules.declare(
    "training.reminder_days", [90, 60, 30, 7, 1], law="R-VOL-04", label=_("培训证明到期提醒"), unit=_("天前")
)
YEARLY = rules.declare(
    "training.yearly_minutes",
    {"VOL": 240, "NGA": 240, "NGC": 480, "OFF": 1440, "CBM": 1440, "MUN": 1440},
    law="R-VOL-04",
    label=_("每年必修学时（分钟）"),
    words={role: ROLES[role] for role in ("VOL", "NGA", "NGC", "OFF", "CBM", "MUN")},
)
