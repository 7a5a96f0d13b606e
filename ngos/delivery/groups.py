"""Group sessions: recorded by whoever led them, from the cases open under the contract, once for each time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.contracts.states import IN_FORCE
from ngos.delivery.counting import LONGEST, Kind, refuse_twice, take
from ngos.models import Contract, ContractItem, DeliveryRecord, GroupAttendance, ServiceOrder


@transaction.atomic
def record_group(
    contract: Contract, *, by: User, item: ContractItem, starts_at: datetime, minutes: int, where: str, heads: int,
    orders: Collection[ServiceOrder],
) -> DeliveryRecord:  # fmt: skip
    """Record a group session that took place, with the cases that were there; `heads` counts everybody present.

    Refused: not a group service of this contract, or outside its days; not over yet; nobody of an open case; a case
    that was served elsewhere at this time; the same worker at the same time twice; the contract's units are used up.
    """
    policies.require(by, "record_group", contract)
    _check(contract, item, starts_at, minutes, heads, orders)
    refuse_twice("", orders, starts_at, minutes)
    _refuse_worker_twice(by, starts_at, minutes)
    take(item)
    day = starts_at.astimezone(clock.SHANGHAI).date()
    try:
        with transaction.atomic():
            row = DeliveryRecord.objects.create(
                kind=Kind.GROUP, provider=contract.provider, contract=contract, item=item, on=day, minutes=minutes,
                starts_at=starts_at, where=where.strip()[:80], heads_n=heads, worker=by,
                ref=f"group:{contract.pk}:{by.pk}:{int(starts_at.timestamp())}",
            )  # fmt: skip
    except IntegrityError as clash:
        raise _again() from clash
    GroupAttendance.objects.bulk_create(GroupAttendance(record=row, order=order) for order in orders)
    trail.record("delivery.group", row, by=by, detail={"contract": contract.pk, "heads": heads, "cases": len(orders)})
    return row


def _check(
    contract: Contract, item: ContractItem, starts_at: datetime, minutes: int, heads: int,
    orders: Collection[ServiceOrder],
) -> None:  # fmt: skip
    day = starts_at.astimezone(clock.SHANGHAI).date()
    if item.contract_id != contract.pk or item.kind != Kind.GROUP:
        raise Refused(_("这份合同没有这项团体活动。"), code="item")
    if contract.status not in IN_FORCE or not contract.starts_on <= day <= contract.ends_on:
        raise Refused(_("这一天不在合同有效期内。"), code="contract_not_in_force")
    if not 0 < minutes <= LONGEST / timedelta(minutes=1):
        raise Refused(_("实际分钟数应在 1 到 720 之间。"), code="minutes")
    if starts_at + timedelta(minutes=minutes) > clock.now():
        raise Refused(_("活动结束以后再记录。"), code="too_early")
    if not orders or not all(o.contract_id == contract.pk and _open_on(o, day) for o in orders):
        raise Refused(_("到场的须是本合同在办的个案，至少一件。"), code="no_request")
    if heads < len(orders):
        raise Refused(_("到场人数不能少于勾选的个案数。"), code="heads")


def _open_on(order: ServiceOrder, day: date) -> bool:
    opened, ended = (at.astimezone(clock.SHANGHAI).date() if at else None for at in (order.opened_at, order.ended_at))
    return opened is not None and opened <= day and (ended is None or day <= ended)


def _refuse_worker_twice(by: User, starts_at: datetime, minutes: int) -> None:
    ends_at = starts_at + timedelta(minutes=minutes)
    near = DeliveryRecord.objects.filter(
        worker=by, kind=Kind.GROUP, struck_at=None, starts_at__gt=starts_at - LONGEST, starts_at__lt=ends_at
    )
    if any(at + timedelta(minutes=n) > starts_at for at, n in near.values_list("starts_at", "minutes")):
        raise _again()


def _again() -> Refused:
    return Refused(_("您在这个时间已经记录过一场团体活动，不能重复计入。"), code="twice")
