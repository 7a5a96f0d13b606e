"""Service orders under contracts, and the sessions delivered on them."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit import clock
from kit.claims import claim, release
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import queries as standing
from ngos.contracts.states import IN_FORCE
from ngos.delivery.accepting import accept_claim, escalate_silent, reject_claim, strike
from ngos.delivery.claiming import claim_milestone
from ngos.delivery.counting import refuse_twice, take_unit, twice, used_up
from ngos.delivery.groups import record_group
from ngos.delivery.papers import add_evidence, hand_in_product, read_paper
from ngos.models import Contract, ContractItem, DeliveryRecord, Provider, ServiceOrder

__all__ = [
    "accept_claim",
    "add_evidence",
    "change_worker",
    "check_room",
    "claim_milestone",
    "end_order",
    "escalate_silent",
    "hand_in_product",
    "open_order",
    "read_paper",
    "record",
    "record_group",
    "reject_claim",
    "reopen_order",
    "strike",
]


@transaction.atomic
def open_order(
    provider: Provider, *, by: User, ref: str, worker: User, contract: Contract | None, county_code: str
) -> ServiceOrder:
    """Open a case with a provider and count it against its cap and the contract's funded cases.

    Refused: the provider is not listed or full; the contract is not in force or used up. The same `ref` again
    is the same order. Law: R-CC-08.
    """
    known = ServiceOrder.objects.filter(ref=ref).first()
    if known:
        return known
    provider.refresh_from_db()
    if reasons := standing.in_the_way(provider, standing.ORDER):
        raise Refused(_("这家社会组织现在不能接新的服务单。"), code="provider_suspended", reasons=reasons)
    if contract and not (contract.status in IN_FORCE and contract.starts_on <= clock.today() <= contract.ends_on):
        raise Refused(_("合同不在有效期内。"), code="contract_not_in_force")
    if contract and not claim(contract):
        raise Refused(_("合同的名额已用完。"), code="contract_full")
    if not claim(provider):
        raise Refused(_("这家社会组织的承接名额已满。"), code="provider_full")
    order = ServiceOrder(
        provider=provider,
        contract=contract,
        ref=ref,
        worker=worker,
        county_code=county_code,
        opened_at=clock.now(),
    )
    born(order, "open", by=by)
    return order


@transaction.atomic
def end_order(ref: str, *, by: User | None) -> None:
    """End the order behind `ref`, if it is open. The provider's place is free again; a funded case stays used
    once a session was delivered on it."""
    order = ServiceOrder.objects.filter(ref=ref, status="open").select_related("provider", "contract").first()
    if order is None:
        return
    move(order, "end", by=by)
    ServiceOrder.objects.filter(pk=order.pk).update(ended_at=clock.now())
    # The contract before the provider, as when they were taken: two cases at once must not wait for each other.
    if order.contract and not order.deliveries.exists():
        release(order.contract)
    release(order.provider)


@transaction.atomic
def reopen_order(ref: str, *, by: User | None) -> ServiceOrder | None:
    """Open the order behind `ref` again as it was before its end, because the end itself was undone.

    Refused: the place was given to another case meanwhile.
    """
    order = ServiceOrder.objects.filter(ref=ref, status="ended").select_related("provider", "contract").first()
    if order is None:
        return None
    if order.contract and not order.deliveries.exists() and not claim(order.contract):
        raise Refused(_("合同的名额已用完。"), code="contract_full")
    if not claim(order.provider):
        raise Refused(_("这家社会组织的承接名额已满。"), code="provider_full")
    move(order, "reopen", by=by)
    ServiceOrder.objects.filter(pk=order.pk).update(ended_at=None)
    return order


def change_worker(ref: str, *, by: User | None, worker: User) -> None:
    """Let a colleague of the same organisation carry on with the open case behind `ref`."""
    for order in ServiceOrder.objects.filter(ref=ref, status="open").exclude(worker=worker):
        ServiceOrder.objects.filter(pk=order.pk).update(worker=worker)
        trail.record("service_order.change_worker", order, by=by, detail={"worker": worker.pk})


@transaction.atomic
def record(
    *, ref: str, order_ref: str, starts_at: datetime, minutes: int, client_code: str, worker: User
) -> DeliveryRecord:
    """Record one delivered session on the order behind `order_ref`; the same `ref` is one record.

    It takes one unit of the contract's individual service. Refused: no order, that is no request of an officer; it
    began after the order ended; the same person at the same time twice; the contract's units are used up.
    """
    if known := DeliveryRecord.objects.filter(ref=ref).first():
        return known
    order = _order(order_ref, starts_at)
    refuse_twice(client_code, [order], starts_at, minutes)
    item = take_unit(order.contract)
    said = {
        "kind": DeliveryRecord.Kind.INDIVIDUAL, "order": order, "provider": order.provider, "contract": order.contract,
        "item": item, "on": starts_at.astimezone(clock.SHANGHAI).date(), "starts_at": starts_at,
        "minutes": minutes, "client_code": client_code, "worker": worker,
    }  # fmt: skip
    try:
        row, made = DeliveryRecord.objects.get_or_create(ref=ref, defaults=said)
    except IntegrityError as clash:  # the same person and time, sent in the same moment under another ref
        raise twice() from clash
    if not made and item:
        release(item)
    return row


def check_room(order_ref: str, *, booked: int) -> None:
    """Asked before another session is booked. Refused: with `booked` to come, the contract's units are used up.

    An order without a contract, or a contract that counts no individual services, has room.
    """
    items = ContractItem.objects.filter(contract__orders__ref=order_ref, kind=ContractItem.Kind.INDIVIDUAL)
    found = list(items.select_related("item"))
    if found and sum(item.free for item in found) <= booked:
        raise used_up(found[-1])


def _order(ref: str, starts_at: datetime) -> ServiceOrder:
    order = ServiceOrder.objects.select_related("contract", "provider").filter(ref=ref).first()
    if order is None:
        raise Refused(
            _("这次服务没有司法所提出的帮扶需求，不能计入合同。请司法所先提出需求并分派。"), code="no_request"
        )
    if order.ended_at and starts_at > order.ended_at:
        raise Refused(_("这份需求已经结束，之后的服务不能计入合同。请司法所重新提出需求。"), code="order_ended")
    return order
