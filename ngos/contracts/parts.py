"""What a contract buys and in which parts it is paid, taken over from its project when it is drafted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from audit.moves import born
from kit.errors import Refused
from kit.money import display
from kit.sentences import gettext as _
from ngos.contracts import terms
from ngos.models import Contract, ContractItem, ContractMilestone, Deliverable, Project

Kind = ContractItem.Kind
GROUP_UNITS = ("场", "期", "班")  # what is counted by the meeting, not by the person


@dataclass(frozen=True)
class Priced:
    """What the parties agree for one service: the price of a unit, and how units are counted."""

    unit_price_fen: int
    kind: str


def likely_kind(deliverable: Deliverable) -> str:
    if not deliverable.item.with_sessions:
        return Kind.DOCUMENT
    return Kind.GROUP if deliverable.item.unit in GROUP_UNITS else Kind.INDIVIDUAL


def deliverables(project: Project) -> list[Deliverable]:
    return list(project.deliverables.select_related("item"))


def enter_items(contract: Contract, priced: Mapping[int, Priced] | None) -> list[ContractItem]:
    """An item for each deliverable of the project, at `priced` by catalogue item; without it one price for all units.

    Refused: a deliverable without a price; the items do not come to the contract to the fen.
    """
    wanted = deliverables(contract.project)
    if not wanted:
        return []
    priced = priced if priced is not None else _alike(contract, wanted)
    if missing := [d.item.name for d in wanted if d.item_id not in priced]:
        raise Refused(_("还没有单价：%(items)s。") % {"items": "、".join(missing)}, code="unpriced")
    lines = [(d.quantity, priced[d.item_id].unit_price_fen) for d in wanted]
    left = terms.rest(contract.amount_fen, lines)
    if left is None:
        raise _uneven(contract.amount_fen, sum(q * p for q, p in lines))
    rows = [
        ContractItem(
            contract=contract, item=d.item, quantity=d.quantity, capacity=d.quantity, order=n,
            unit_price_fen=priced[d.item_id].unit_price_fen, kind=priced[d.item_id].kind,
            rest_fen=left if d is wanted[-1] else 0,
        )
        for n, d in enumerate(wanted)
    ]  # fmt: skip
    return ContractItem.objects.bulk_create(rows)


def _alike(contract: Contract, wanted: list[Deliverable]) -> dict[int, Priced]:
    prices = terms.even_price(contract.amount_fen, [d.quantity for d in wanted])
    return {d.item_id: Priced(price, likely_kind(d)) for d, price in zip(wanted, prices, strict=True)}


def _uneven(whole: int, found: int) -> Refused:
    said = {"found": display(found), "whole": display(whole), "off": display(abs(whole - found))}
    return Refused(
        _("各项合计%(found)s，合同金额%(whole)s，相差%(off)s。调整单价，使两者一致。") % said, code="items_sum"
    )


def enter_milestones(contract: Contract, *, by: User) -> list[ContractMilestone]:
    """The project's milestones in money: by their shares, the last takes the rounding."""
    planned = list(contract.project.milestones.all())
    sums = terms.parts(contract.amount_fen, [m.share for m in planned])
    rows = [
        ContractMilestone(
            contract=contract, title=m.title, condition=m.condition, amount_fen=fen, order=n,
            is_advance=m.is_advance, is_final=m is planned[-1],
        )
        for n, (m, fen) in enumerate(zip(planned, sums, strict=True))
    ]  # fmt: skip
    for row in rows:
        born(row, "schedule", by=by)
    return rows


def adds_up(contract: Contract) -> bool:
    """Whether items and milestones, where there are any, come to the contract to the fen."""
    items, milestones = list(contract.items.all()), list(contract.milestones.all())
    return all(not rows or sum(row.amount_fen for row in rows) == contract.amount_fen for rows in (items, milestones))
