"""The files of delivery: evidence of a session, work products that no session stands for, and reading either."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse

from accounts.models import User
from audit import trail
from desk.uploads import services as uploads
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.contracts.states import IN_FORCE
from ngos.delivery.counting import Kind, take
from ngos.models import Contract, ContractItem, DeliveryEvidence, DeliveryRecord, WorkProduct

MOST_A_SESSION = 6


@transaction.atomic
def add_evidence(record: DeliveryRecord, *, by: User, title: str, file: Any) -> DeliveryEvidence:
    """Put a file beside a session. Refused: it is claimed already; six are there."""
    policies.require(by, "add_evidence", record)
    if record.claim_id:
        raise Refused(_("这次服务已经申请验收，不能再加佐证。"), code="claimed")
    if record.evidence.count() >= MOST_A_SESSION:
        raise Refused(_("一次服务最多六份佐证。"), code="many")
    row = DeliveryEvidence.objects.create(
        record=record, title=title.strip()[:80], file=uploads.keep(file, by=by), at=clock.now(), by=by
    )
    trail.record("delivery.evidence", record, by=by, detail={"evidence": row.pk})
    return row


@transaction.atomic
def hand_in_product(contract: Contract, *, by: User, item: ContractItem, title: str, file: Any) -> WorkProduct:
    """Hand in one unit of a deliverable that is no session. Refused: none such in the contract, or all handed in."""
    policies.require(by, "hand_in_product", contract)
    if item.contract_id != contract.pk or item.kind != Kind.DOCUMENT:
        raise Refused(_("这份合同没有这项成果文件。"), code="item")
    if contract.status not in (*IN_FORCE, "completed"):
        raise Refused(_("合同履行期间提交成果文件。"), code="contract_not_in_force")
    take(item)
    row = WorkProduct.objects.create(
        provider=contract.provider, contract=contract, item=item, on=clock.today(), title=title.strip()[:80],
        file=uploads.keep(file, by=by), at=clock.now(), by=by,
    )  # fmt: skip
    trail.record("delivery.product", row, by=by, detail={"contract": contract.pk, "item": item.pk})
    return row


def read_paper(paper: DeliveryEvidence | WorkProduct, *, by: User) -> HttpResponse:
    """Hand a file out; the log says who read it."""
    thing = paper if isinstance(paper, WorkProduct) else paper.record or paper.claim
    policies.require(by, "see_delivery", thing)
    trail.record("delivery.read_paper", paper, by=by, fields=["file"])
    return uploads.hand_out(paper.file, paper.title)
