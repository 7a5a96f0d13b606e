"""Service orders under contracts, and the sessions delivered on them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.moves import born, move
from kit import clock
from kit.claims import claim, release
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.contracts.states import IN_FORCE
from ngos.models import Contract, DeliveryRecord, Provider, ServiceOrder


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
    if provider.status != "listed":
        raise Refused(_("这家社会组织现在不能接新的服务单。"), code="provider_suspended")
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
def record(*, ref: str, order_ref: str, on: date, minutes: int, client_code: str, worker: User) -> DeliveryRecord:
    """Record one delivered session on the order behind `order_ref`; the same `ref` is one record."""
    order = ServiceOrder.objects.get(ref=order_ref)
    row, _made = DeliveryRecord.objects.get_or_create(
        ref=ref, defaults={"order": order, "on": on, "minutes": minutes, "client_code": client_code, "worker": worker}
    )
    return row
