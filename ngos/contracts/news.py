"""The messages of contracts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from messaging import outbox
from ngos.models import Contract

KINDS = {
    "contract_to_agree": (_("请确认合同"), _("合同 %(number)s %(title)s。确认以后由采购负责人签订。")),
    "contract_to_sign": (_("合同等您签订"), _("合同 %(number)s %(title)s。请在 %(until)s 前签订。")),
    "contract_signed": (_("合同已签订"), _("合同 %(number)s %(title)s。请在 %(until)s 前公告。")),
    "contract_terminated": (_("合同已终止"), _("合同 %(number)s %(title)s。原因见合同页。")),
}
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell(kind: str, contract: Contract, *to: User, **params: Any) -> None:
    for user in to:
        outbox.put(
            kind, to=user, about=contract, url=reverse("ngos:contract", args=[contract.number]),
            number=contract.number, title=contract.project.title, **params,
        )  # fmt: skip
