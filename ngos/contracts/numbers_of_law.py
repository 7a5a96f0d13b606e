"""How long a contract may run."""

from django.utils.translation import gettext_lazy as _

from kit import rules

USUAL_MONTHS = rules.declare("contracts.usual_months", 12, law="R-PUR-21", label=_("合同期一般最长"), unit=_("个月"))
MOST_MONTHS = rules.declare(
    "contracts.most_months", 36, law="R-PUR-21", label=_("内容稳定、预算有保障的合同期最长"), unit=_("个月")
)
