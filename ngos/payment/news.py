"""The messages of payments."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import queries, roles
from accounts.models import User
from messaging import outbox
from ngos.models import PaymentRequest

KINDS = {
    "payment_to_check": (_("请核对支付申请"), _("支付 %(number)s，合同 %(contract)s。")),
    "payment_to_approve": (_("支付等您批准"), _("支付 %(number)s，合同 %(contract)s。")),
    "payment_to_pay": (_("请支付并登记凭证"), _("支付 %(number)s，合同 %(contract)s。")),
    "payment_paid": (_("款项已支付"), _("支付 %(number)s，合同 %(contract)s，凭证号 %(voucher)s。")),
    "payment_returned": (_("支付申请已退回"), _("支付 %(number)s，合同 %(contract)s。原因：%(why)s")),
}
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell(kind: str, payment: PaymentRequest, *to: User, **params: Any) -> None:
    for user in to:
        outbox.put(
            kind, to=user, about=payment, url=reverse("ngos:contract", args=[payment.contract.number]),
            number=payment.number, contract=payment.contract.number, **params,
        )  # fmt: skip


def org(payment: PaymentRequest) -> list[User]:
    return list(queries.people_with(roles.NGA, unit=payment.contract.provider.org))


def finance(payment: PaymentRequest) -> list[User]:
    """The finance people of the purchaser."""
    return list(queries.people_with(roles.FIN, unit=payment.contract.project.purchaser))
