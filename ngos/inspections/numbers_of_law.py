"""The numbers of inspections that local practice may change."""

from django.utils.translation import gettext_lazy as _

from kit import rules

SHARE_PCT = rules.declare(
    "inspections.spot_share_pct", 30, law="R-PUR-25", label=_("每年抽查履行中合同的最低比例"), unit="%"
)
REPORT_WORKDAYS = rules.declare(
    "inspections.report_workdays", 5, law="R-PUR-25", label=_("开始检查后写完结果"), unit=_("个工作日")
)
