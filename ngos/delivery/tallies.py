"""What stands behind a claim: units by item, and what they are worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Count, Q

from ngos.delivery import earning
from ngos.models import Claim, Contract, ContractMilestone, DeliveryRecord, WorkProduct

KINDS = (DeliveryRecord, WorkProduct)


def counted(contract: Contract, which: Q) -> Counter[int]:
    """Contract item → how many of its units `which` picks; what was struck never counts. Two queries."""
    found: Counter[int] = Counter()
    for kind in KINDS:
        rows = kind.objects.filter(which, contract=contract, item__isnull=False, struck_at=None)
        found.update(dict(rows.order_by().values_list("item").annotate(n=Count("pk"))))
    return found


def worth(contract: Contract, units: Counter[int]) -> int:
    return earning.earned(
        earning.Line(i.quantity, i.unit_price_fen, i.rest_fen, units[i.pk]) for i in contract.items.all()
    )


def held_by(claim: Claim) -> Counter[int]:
    return counted(claim.contract, Q(claim=claim))


def earned_with(claim: Claim | None, contract: Contract) -> int:
    """What accepted claims hold, and with them this one's, in fen."""
    which = Q(claim__decided_at__isnull=False)
    return worth(contract, counted(contract, which | Q(claim=claim) if claim else which))


def earned_at_all(contract: Contract) -> int:
    """What everything delivered so far is worth, claimed or not, in fen."""
    return worth(contract, Counter({i.pk: i.taken for i in contract.items.all()}))


def payable(milestone: ContractMilestone, contract: Contract, earned_fen: int) -> int:
    """What of the milestone is due when so much is earned; never beyond the contract with its supplements."""
    due = earning.payable(
        amount_fen=milestone.amount_fen, is_advance=milestone.is_advance, is_final=milestone.is_final,
        earned_fen=earned_fen, accepted_fen=contract.accepted_fen,
    )  # fmt: skip
    return min(due, contract.most_fen - contract.accepted_fen)


def unclaimed(contract: Contract, ids: Collection[int] | None = None) -> dict[type, list[int]]:
    """The sessions (of these ids, or all) and work products that no claim holds yet."""
    free = {"contract": contract, "claim": None, "struck_at": None, "item__isnull": False}
    sessions = DeliveryRecord.objects.filter(**free)
    if ids is not None:
        sessions = sessions.filter(pk__in=list(ids))
    products = WorkProduct.objects.filter(**free)
    return {
        DeliveryRecord: list(sessions.values_list("pk", flat=True)),
        WorkProduct: list(products.values_list("pk", flat=True)),
    }
