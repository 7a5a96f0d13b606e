"""The machine of a payment request: submitted by the provider, checked, approved, paid."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

BUYERS = ("CBM", "MUN")

PAYMENT = Machine(
    name="payment_request",
    label=_("支付申请"),
    start="submitted",
    states={
        "submitted": _("待核对"),
        "checked": _("待批准"),
        "approved": _("待支付"),
        "paid": _("已支付"),
        "returned": _("已退回"),
    },
    ends=frozenset({"paid", "returned"}),
    steps=(
        Step("submit", _("申请支付"), ("",), "submitted", ("NGA",), "R-PUR-27", Clock(workdays=5), "MUN"),
        Step("check", _("核对"), ("submitted",), "checked", BUYERS, "R-PUR-27", Clock(workdays=5), "MUN"),
        Step("approve", _("批准支付"), ("checked",), "approved", BUYERS, "R-PUR-27", Clock(workdays=5), "FIN"),
        Step("pay", _("登记支付"), ("approved",), "paid", ("FIN",), "R-PUR-27"),
        Step("return", _("退回"), ("submitted", "checked", "approved"), "returned", (*BUYERS, "FIN"), "R-PUR-27"),
    ),
)
