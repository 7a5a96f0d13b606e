"""Entering, listing and suspending providers and their contracts, as far as the main job needs them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import born, move
from kit import clock, numbers
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.models import Contract, Provider


@transaction.atomic
def enter_provider(org: OrgUnit, *, by: User | None, capacity: int, licence_until_on: date | None = None) -> Provider:
    """Make the provider file of an organisation; `capacity` is the number of cases it will carry at once."""
    provider = Provider(org=org, county_code=org.county_code, capacity=capacity, licence_until_on=licence_until_on)
    born(provider, "enter", by=by)
    return provider


@transaction.atomic
def list_provider(provider: Provider, *, by: User) -> Provider:
    """List a provider after its papers were checked (R-PUR-03)."""
    policies.require(by, "list_provider", provider)
    move(provider, "list", by=by)
    return provider


@transaction.atomic
def suspend_provider(provider: Provider, *, by: User, reason: str) -> Provider:
    """Suspend a provider: no new offer or order reaches it from this moment (R-PUR-25)."""
    policies.require(by, "suspend_provider", provider)
    if not reason.strip():
        raise Refused(_("写明暂停的原因。"), code="reason")
    move(provider, "suspend", by=by, note=reason)
    return provider


@transaction.atomic
def restore_provider(provider: Provider, *, by: User) -> Provider:
    policies.require(by, "restore_provider", provider)
    move(provider, "restore", by=by)
    return provider


@transaction.atomic
def enter_contract(
    provider: Provider,
    *,
    by: User,
    category: int,
    starts_on: date,
    ends_on: date,
    amount_fen: int,
    cases: int,
    grant_fields: list[str],
) -> Contract:
    """Enter a signed contract: `cases` funded cases of a category, and the fields its work may use (R-PI-03)."""
    policies.require(by, "enter_contract", provider)
    if ends_on < starts_on:
        raise Refused(_("合同结束日期不能早于开始日期。"), code="days")
    contract = Contract.objects.create(
        number=numbers.next_number("HT", period=str(clock.today().year), width=4),
        provider=provider,
        category=category,
        starts_on=starts_on,
        ends_on=ends_on,
        amount_fen=amount_fen,
        capacity=cases,
        grant_fields=grant_fields,
    )
    trail.record("contract.enter", contract, by=by, detail={"provider": provider.pk})
    return contract
