"""A provider claims a part of the price, by the sessions that the platform knows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit.moves import move
from desk.uploads import services as uploads
from kit import clock
from kit.errors import Refused
from kit.money import display
from kit.sentences import gettext as _
from ngos import policies
from ngos.contracts.guards import fresh
from ngos.contracts.states import SIGNED
from ngos.delivery import news, tallies
from ngos.models import Claim, Contract, ContractMilestone, DeliveryEvidence

CLAIMABLE = ("active", "completed", "terminated")


@transaction.atomic
def claim_milestone(
    milestone: ContractMilestone, *, by: User, records: Collection[int] | None = None, note: str = "",
    files: Sequence[tuple[str, Any]] = (),
) -> Claim:  # fmt: skip
    """Claim a milestone by ids of sessions, all that no claim holds unless told; work products go with it.

    `files` are (title, upload). Refused: claimed or accepted already; a session that is another contract's or in
    another claim; nothing earned beyond what was accepted; an advance without the signed plan; the last part while
    another is being checked.
    """
    policies.require(by, "claim_milestone", milestone)
    contract = fresh(milestone.contract, *(SIGNED if milestone.is_advance else ()), *CLAIMABLE)
    milestone = ContractMilestone.objects.select_for_update().get(pk=milestone.pk)
    if milestone.is_advance and not files:
        raise Refused(_("预付款凭双方签字的工作方案申请，附上方案。"), code="plan", at={"file": [_("附上方案。")]})
    if milestone.is_final and contract.claims.filter(decided_at=None).exists():
        raise Refused(_("还有付款节点等待验收，验收以后再申请尾款。"), code="open_claim")
    move(milestone, "claim", by=by)
    found = {} if milestone.is_advance else _found(contract, records)
    asked = _asked(milestone, contract, found)
    claim = Claim.objects.create(
        milestone=milestone, contract=contract, asked_fen=asked, note=note.strip()[:500], at=clock.now(), by=by,
        handler=contract.project.clerk,
    )  # fmt: skip
    _bind(claim, found)
    for title, upload in files:
        kept = uploads.keep(upload, by=by)
        DeliveryEvidence.objects.create(claim=claim, title=title[:80], file=kept, at=clock.now(), by=by)
    news.tell_checkers(claim)
    return claim


def _found(contract: Contract, records: Collection[int] | None) -> dict[type, list[int]]:
    found = tallies.unclaimed(contract, records)
    if records is not None and len(found[tallies.DeliveryRecord]) < len(set(records)):
        raise _held()
    return found


def _asked(milestone: ContractMilestone, contract: Contract, found: dict[type, list[int]]) -> int:
    units = tallies.counted(contract, Q(claim__decided_at__isnull=False))
    for kind, ids in found.items():
        for (item,) in kind.objects.filter(pk__in=ids).values_list("item"):  # type: ignore[attr-defined]
            units[item] += 1
    earned = tallies.worth(contract, units)
    asked = tallies.payable(milestone, contract, earned)
    if asked <= 0:
        raise Refused(
            _("已交付的服务折合%(earned)s，已验收%(accepted)s，现在没有可以申请的金额。")
            % {"earned": display(earned), "accepted": display(contract.accepted_fen)},
            code="nothing_earned",
        )
    return asked


def _bind(claim: Claim, found: dict[type, list[int]]) -> None:
    """Each of them into this claim, or none: a session that another claim took meanwhile is not paid twice."""
    for kind, ids in found.items():
        free = kind.objects.filter(pk__in=ids, contract=claim.contract, claim=None, struck_at=None)  # type: ignore[attr-defined]
        if free.update(claim=claim) < len(ids):
            raise _held()


def _held() -> Refused:
    return Refused(
        _("所选的服务记录有的不属于这份合同，或者已在别的申请里。一次服务只付一次，刷新后重新选择。"), code="held"
    )
