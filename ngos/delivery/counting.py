"""Filling the numbers of a contract: a unit of an item for each session, the same time counted once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from kit.claims import claim
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.models import Contract, ContractItem, DeliveryRecord, GroupAttendance, ServiceOrder

LONGEST = timedelta(hours=12)  # law: R-VOL-12, the longest session there is
Kind = ContractItem.Kind


def take_unit(contract: Contract | None) -> ContractItem | None:
    """One unit of the contract's individual service, of the first that has any. None: it counts no such service.

    Refused: all are used up.
    """
    items = list(contract.items.filter(kind=Kind.INDIVIDUAL).select_related("item")) if contract else []
    for item in items:
        if claim(item):
            return item
    if items:
        raise used_up(items[-1])
    return None


def take(item: ContractItem) -> None:
    """One unit of this item. Refused: all are used up."""
    if not claim(item):
        raise used_up(item)


def used_up(item: ContractItem) -> Refused:
    return Refused(
        _("合同约定的“%(item)s”%(n)d%(unit)s已经用完。采购单位签订补充合同以后，再约定和记录。")
        % {"item": item.item.name, "n": item.capacity, "unit": item.item.unit},
        code="quota",
    )


def refuse_twice(client_code: str, orders: Iterable[ServiceOrder], starts_at: datetime, minutes: int) -> None:
    """Refused: the same person, known by code or by case, was served at this time already (half-open)."""
    ends_at = starts_at + timedelta(minutes=minutes)
    near = {"starts_at__gt": starts_at - LONGEST, "starts_at__lt": ends_at, "struck_at": None}
    people = DeliveryRecord.objects.filter(order__in=orders) | DeliveryRecord.objects.filter(
        client_code=client_code, kind=Kind.INDIVIDUAL
    )
    groups = GroupAttendance.objects.filter(order__in=orders, **{f"record__{k}": v for k, v in near.items()})
    found = [*people.filter(**near).values_list("starts_at", "minutes")]
    found += groups.values_list("record__starts_at", "record__minutes")
    if any(at + timedelta(minutes=n) > starts_at for at, n in found):
        raise twice()


def twice() -> Refused:
    return Refused(_("同一对象在这个时间已有服务记录，不能重复计入。核对时间后再记。"), code="twice")
