"""What may be asked about delivery: how far each contract is, and what a provider delivered in a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts import access, roles
from kit import clock
from ngos.contracts.queries import contracts_visible_to
from ngos.contracts.states import SIGNED
from ngos.delivery import earning
from ngos.models import Claim, Contract, ContractItem, DeliveryRecord, WorkProduct

COUNTED = (*SIGNED, "completed", "terminated")


@dataclass(frozen=True)
class Tally:
    """Of one item of a contract: how many units fall due in a time, and how many were delivered in it."""

    contract_id: int
    item_id: int
    quantity: int
    delivered: int


def fulfilment(provider_id: int, a: date, b: date) -> list[Tally]:
    """The items of the provider's contracts that run in the days from `a` to `b`; over a part of a contract its
    number is shared out evenly, rounded down, so that nobody is behind with what is not due yet. Three queries."""
    items = ContractItem.objects.filter(
        contract__provider_id=provider_id, contract__status__in=COUNTED, contract__starts_on__lte=b,
        contract__ends_on__gte=a,
    ).select_related("contract")  # fmt: skip
    done: Counter[int] = Counter()
    for kind in (DeliveryRecord, WorkProduct):
        rows = kind.objects.filter(provider_id=provider_id, on__range=(a, b), item__isnull=False, struck_at=None)
        done.update(dict(rows.order_by().values_list("item").annotate(n=Count("pk"))))
    return [
        Tally(i.contract_id, i.pk, earning.due_share(i.capacity, i.contract.starts_on, i.contract.ends_on, a, b),
              done[i.pk])
        for i in items.order_by("contract_id", "order", "pk")
    ]  # fmt: skip


def deliveries_of(provider_id: int, a: date, b: date) -> QuerySet[DeliveryRecord]:
    """Sessions of the provider in the days from `a` to `b`, without those struck out."""
    return DeliveryRecord.objects.filter(provider_id=provider_id, on__range=(a, b), struck_at=None)


# --- one contract ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Drawn:
    """How far one item of a contract is."""

    item: ContractItem
    share: str
    earned_fen: int
    forecast: earning.Forecast


def drawn(contract: Contract) -> list[Drawn]:
    """Each item with what is delivered, what that is worth, and how long the rest lasts. One query."""
    today = clock.today()
    return [
        Drawn(
            i,
            earning.share(i.taken, i.capacity),
            earning.earned([earning.Line(i.quantity, i.unit_price_fen, i.rest_fen, i.taken)]),
            earning.forecast(
                capacity=i.capacity, delivered=i.taken, starts_on=contract.starts_on, ends_on=contract.ends_on,
                today=today,
            ),
        )
        for i in contract.items.select_related("item")
    ]  # fmt: skip


def sessions_of(contract: Contract) -> QuerySet[DeliveryRecord]:
    return contract.deliveryrecords.select_related("item__item", "order", "worker", "claim__milestone")


# --- who sees what ---------------------------------------------------------------------------------------------
def claims_visible_to(user: Any) -> QuerySet[Claim]:
    """The city's and the auditors' all, a county's its own, an organisation's its own."""
    rows = Claim.objects.select_related("milestone", "contract__project__purchaser", "contract__provider__org", "by")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    counties = [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]
    orgs = [s.unit_id for s in access.seats_as(user, roles.NGA) if s.unit_id]
    return rows.filter(Q(contract__county_code__in=counties) | Q(contract__provider__org_id__in=orgs))


def contracts_seen_by(user: Any) -> QuerySet[Contract]:
    """Those whose page the user sees, and for an organisation's people all of its contracts."""
    orgs = [s.unit_id for s in access.seats_as(user, roles.NGC) if s.unit_id]
    return contracts_visible_to(user) | Contract.objects.select_related("project", "provider__org").filter(
        provider__org_id__in=orgs
    )


def contracts_served_by(user: Any) -> QuerySet[Contract]:
    """Contracts in force of the user's organisations that count group sessions."""
    orgs = [s.unit_id for s in access.seats_as(user, roles.NGA, roles.NGC) if s.unit_id]
    with_groups = ContractItem.objects.filter(kind=ContractItem.Kind.GROUP).values("contract")
    rows = Contract.objects.filter(provider__org_id__in=orgs, status="active", pk__in=with_groups)
    return rows.select_related("provider__org", "project").order_by("-pk")
