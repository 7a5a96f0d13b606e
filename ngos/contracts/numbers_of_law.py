"""How long a contract may run, and within how many days its parts are accepted and paid."""

from django.utils.translation import gettext_lazy as _

from kit import rules

USUAL_MONTHS = rules.declare("contracts.usual_months", 12, law="R-PUR-21", label=_("合同期一般最长"), unit=_("个月"))
MOST_MONTHS = rules.declare(
    "contracts.most_months", 36, law="R-PUR-21", label=_("内容稳定、预算有保障的合同期最长"), unit=_("个月")
)
ACCEPTANCE_WORKDAYS = rules.declare(
    "delivery.acceptance_workdays", 10, law="R-PUR-23", label=_("验收的期限"), unit=_("个工作日")
)
PAYMENT_DAYS = rules.declare("payment.days", 30, law="R-PUR-27", label=_("验收后支付款项的期限"), unit=_("天"))
