"""The messages of delivery: to those who check a claim, to the organisation, to the head when nobody answers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import queries, roles
from accounts.models import User
from messaging import outbox
from ngos.models import Claim

KINDS = {
    "claim_to_check": (_("请验收"), _("合同 %(number)s“%(title)s”申请验收。请在 %(until)s 前验收。")),
    "claim_accepted": (_("验收通过"), _("合同 %(number)s“%(title)s”已验收，可以申请支付。")),
    "claim_rejected": (_("验收未通过"), _("合同 %(number)s“%(title)s”未通过验收，理由见合同页，补正后可以再申请。")),
    "claim_silent": (_("验收已逾期"), _("合同 %(number)s“%(title)s”到期无人验收。请安排经办人以外的人员验收。")),
}
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell_checkers(claim: Claim) -> None:
    """Those of the purchaser who may accept: everybody but who handled the purchase."""
    for user in checkers(claim):
        _tell("claim_to_check", claim, user, until=claim.milestone.due_at)


def checkers(claim: Claim) -> QuerySet[User]:
    unit = claim.contract.project.purchaser
    role = roles.MUN if unit.kind == "municipal_bureau" else roles.CBM
    return queries.people_with(role, unit=unit).exclude(pk=claim.handler_id)


def tell_org(kind: str, claim: Claim) -> None:
    for user in queries.people_with(roles.NGA, unit=claim.contract.provider.org):
        _tell(kind, claim, user)


def tell_head(claim: Claim) -> None:
    if head := claim.contract.project.head:
        _tell("claim_silent", claim, head)


def _tell(kind: str, claim: Claim, user: User, **params: Any) -> None:
    number = claim.contract.number
    outbox.put(
        kind, to=user, about=claim, url=reverse("ngos:contract", args=[number]), number=number,
        title=claim.milestone.title, **params,
    )  # fmt: skip
