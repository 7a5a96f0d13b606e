"""How payments stand on the page of a contract: paid, accepted and bought, each part with its clock."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kit.money import display
from ngos import policies
from ngos.models import Claim, Contract
from ngos.payment import queries


def panel(contract: Contract, user: Any) -> tuple[str, dict[str, Any]] | None:
    claims = list(
        contract.claims.filter(accepted_fen__gt=0)
        .select_related("milestone")
        .prefetch_related("payments")
        .order_by("pk")
    )
    if not claims:
        return None
    for claim in claims:
        claim.contract = contract
    return "ngos/panel_payment.html", {
        "facts": [
            (_("合同和补充合同"), display(contract.most_fen)),
            (_("已验收"), display(contract.accepted_fen)),
            (_("已支付"), display(contract.paid_fen)),
        ],
        "rows": [_row(claim, user) for claim in claims],
        "holds": list(queries.holds_of(contract.provider_id)),
    }


def _row(claim: Claim, user: Any) -> dict[str, Any]:
    live = next((p for p in claim.payments.all() if p.status != "returned"), None)
    days, limit = queries.days_of(claim), queries.limit()
    new = (
        "" if live or not policies.may(user, "submit_payment", claim) else reverse("ngos:new_payment", args=[claim.pk])
    )
    return {
        "title": claim.milestone.title, "amount": display(claim.accepted_fen), "new_url": new, "payment": live,
        "days": days, "is_late": days is not None and days > limit, "is_paid": claim.paid_on is not None,
    }  # fmt: skip
