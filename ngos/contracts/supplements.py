"""What is bought on top of a contract: more of its services or another sum, all together within a tenth."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.money import display
from kit.sentences import gettext as _
from ngos import policies
from ngos.contracts import terms
from ngos.contracts.guards import fresh, project_of
from ngos.contracts.states import SIGNED
from ngos.models import Contract, ContractItem, Supplement, SupplementItem
from ngos.purchasing import guards


@transaction.atomic
def add_supplement(
    contract: Contract, *, by: User, amount_fen: int, text: str, quantities: Mapping[int, int] | None = None
) -> Supplement:
    """Buy more of the same, all supplements together at most a tenth of the contract (law: R-PUR-20).

    `quantities` are units added by contract item, at the contract's prices. Refused: over the tenth; not signed or
    ended; nothing said; no sum; a sum that is not that of the units.
    """
    policies.require(by, "supplement_contract", project_of(contract))
    contract = fresh(contract, *SIGNED)
    guards.apart(contract.project, by, guards.HEAD)
    if amount_fen <= 0 or not text.strip():
        raise Refused(_("写明补充的内容和金额。"), code="text")
    per_mille = int(contract.project.rules["supplement_per_mille"])
    if not terms.within_supplements(contract.amount_fen, contract.added_fen + amount_fen, per_mille):
        raise Refused(_("补充合同合计不能超过原合同金额的 %(n)s%%。") % {"n": per_mille // 10}, code="over_a_tenth")
    units = _units(contract, quantities or {}, amount_fen)
    row = Supplement.objects.create(
        contract=contract, amount_fen=amount_fen, text=text.strip()[:500], at=clock.now(), by=by
    )
    Contract.objects.filter(pk=contract.pk).update(added_fen=F("added_fen") + amount_fen)
    for item, n in units:
        SupplementItem.objects.create(supplement=row, item=item, quantity=n)
        ContractItem.objects.filter(pk=item.pk).update(capacity=F("capacity") + n)
    trail.record("contract.supplement", contract, by=by, detail={"supplement": row.pk})
    return row


def _units(contract: Contract, quantities: Mapping[int, int], amount_fen: int) -> list[tuple[ContractItem, int]]:
    items = {item.pk: item for item in contract.items.all()}
    found = [(items[pk], n) for pk, n in quantities.items() if pk in items and n > 0]
    if not found:
        return []
    worth = sum(item.unit_price_fen * n for item, n in found)
    if worth != amount_fen:
        raise Refused(
            _("增加的数量按合同单价是%(worth)s，补充金额要与它一致。") % {"worth": display(worth)}, code="units_sum"
        )
    return found


def supplements_fen(contract: Contract) -> int:
    return Contract.objects.values_list("added_fen", flat=True).get(pk=contract.pk)
