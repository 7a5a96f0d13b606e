"""The way of a social organisation through the register: entered, submitted, recommended, listed, suspended, out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts import queries as people
from accounts import roles
from accounts.models import OrgUnit, User
from audit.moves import born, history, move
from desk.imports.kinds import Row
from kit import clock, numbers
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from ngos import policies
from ngos.contracts import tiers
from ngos.models import Contract, Provider
from ngos.providers import expiry, filing, lacking, papers, roster


@transaction.atomic
def enter_provider(org: OrgUnit, *, by: User | None, capacity: int, licence_until_on: date | None = None) -> Provider:
    """Make the provider file of an organisation; `capacity` is the number of cases it will carry at once."""
    provider = Provider(org=org, county_code=org.county_code, capacity=capacity, licence_until_on=licence_until_on)
    born(provider, "enter", by=by)
    return provider


@transaction.atomic
def take_over_provider(org: OrgUnit, *, by: User | None, capacity: int = 0, **columns: Any) -> Provider:
    """Take in an organisation that the city had listed before; its passport is completed afterwards (R-PUR-03)."""
    provider = Provider(org=org, county_code=org.county_code, capacity=capacity, **columns)
    if by is not None:
        policies.require(by, "list_provider", provider)
    born(provider, "take_over", by=by)
    return provider


@transaction.atomic
def complete_file(provider: Provider, row: dict[str, str], *, by: User) -> Provider:
    """Fill the file from one row of the city's list as offices keep it, by the names of its columns; what cannot be
    read of it is left out."""
    reading = roster.read(Row(1, row), roster.Counties(), clock.today())
    filing.edit_file(provider, by=by, **roster.said(reading))
    provider.refresh_from_db()
    papers.take_over_certificate(provider, reading.until, by=by)
    return provider


# --- to the list ----------------------------------------------------------------------------------------------
@transaction.atomic
def submit_provider(provider: Provider, *, by: User) -> Provider:
    """Hand the file in. One whose papers are not complete is returned at once, with what lacks.

    Refused: the file itself has gaps, each named. Law: R-PUR-03.
    """
    policies.require(by, "submit_provider", provider)
    provider = _locked(provider)
    if gaps := lacking.of_file(provider):
        said = _("资料还不完整，补上以后再提交。")
        raise Refused(said, code="file_incomplete", reasons=[lacking.words(g) for g in gaps])
    move(provider, "submit", by=by)
    if items := lacking.of_papers(provider, clock.today()):
        return _return(provider, by=None, items=items, reason="")
    _note_returned(provider, [], "")
    return provider


@transaction.atomic
def recommend_provider(provider: Provider, *, by: User) -> Provider:
    """Recommend a submitted organisation to the city, once each of its papers was looked at.

    Refused: papers that lack or that nobody checked, each named. Law: R-PUR-03.
    """
    policies.require(by, "recommend_provider", provider)
    provider = _locked(provider)
    _refuse_incomplete(provider)
    move(provider, "recommend", by=by)
    return provider


@transaction.atomic
def return_provider(provider: Provider, *, by: User, items: Iterable[str], reason: str = "") -> Provider:
    """Send an application back, with all that is to be mended at once; the organisation is told.

    Refused: nothing is named, or something that no application has.
    """
    policies.require(by, "return_provider", provider)
    provider = _locked(provider)
    wanted = [item for item in lacking.ITEMS if item in set(items)]
    if len(wanted) != len(set(items)):
        raise Refused(_("没有这一项材料或资料。"), code="items")
    if not wanted and not reason.strip():
        raise Refused(_("写明要补正的事项。"), code="items")
    return _return(provider, by=by, items=wanted, reason=reason.strip())


@transaction.atomic
def list_provider(provider: Provider, *, by: User) -> Provider:
    """List a recommended provider, when every paper the rule of today asks for is checked and in date.

    Refused: what lacks or was not checked, each named; whoever recommended it. Law: R-PUR-03.
    """
    policies.require(by, "list_provider", provider)
    provider = _locked(provider)
    _refuse_incomplete(provider)
    last = history(provider).filter(verb="recommend").last()
    if last is not None and last.by_id == by.pk:
        raise Refused(_("推荐和入库由两人分别办理。"), code="two_persons")
    move(provider, "list", by=by)
    _tell(provider, "provider_listed")
    return provider


# --- on the list ------------------------------------------------------------------------------------------------
@transaction.atomic
def suspend_provider(provider: Provider, *, by: User | None, reason: str) -> Provider:
    """Suspend a provider: no new offer or order reaches it from this moment (R-PUR-25)."""
    if by is not None:
        policies.require(by, "suspend_provider", provider)
    if not reason.strip():
        raise Refused(_("写明暂停的原因。"), code="reason")
    move(provider, "suspend", by=by, note=reason)
    _tell(provider, "provider_suspended", reason=reason.strip())
    return provider


@transaction.atomic
def restore_provider(provider: Provider, *, by: User) -> Provider:
    """Let a suspended provider work again; with a paper run out meanwhile it comes back restricted."""
    policies.require(by, "restore_provider", provider)
    move(provider, "restore", by=by)
    tell_restored(provider)
    expiry.settle(provider, clock.today())
    return provider


def tell_restored(provider: Provider) -> None:
    _tell(provider, "provider_restored")


@transaction.atomic
def delist_provider(provider: Provider, *, by: User, reason: str) -> Provider:
    """Take a provider off the list for good. Refused: cases are still open with it; no reason (R-PUR-25)."""
    policies.require(by, "delist_provider", provider)
    if not reason.strip():
        raise Refused(_("写明移出名录的原因。"), code="reason")
    provider = _locked(provider)
    if provider.taken:
        raise Refused(_("还有 %(n)d 件在办，先移交再移出名录。") % {"n": provider.taken}, code="caseload")
    move(provider, "delist", by=by, note=reason)
    _tell(provider, "provider_delisted", reason=reason.strip())
    return provider


# --- steps that others share --------------------------------------------------------------------------------------
def _locked(provider: Provider) -> Provider:
    return Provider.objects.select_for_update(of=("self",)).select_related("org").get(pk=provider.pk)


def _refuse_incomplete(provider: Provider) -> None:
    today = clock.today()
    lacks, waiting = lacking.of_papers(provider, today), lacking.unchecked(provider, today)
    if lacks or waiting:
        reasons = [lacking.words(kind) for kind in lacks] + [lacking.to_check(kind) for kind in waiting]
        raise Refused(_("材料还不齐，不能往下办。"), code="papers", reasons=reasons)


def _return(provider: Provider, *, by: User | None, items: list[str], reason: str) -> Provider:
    move(provider, "return", by=by, reason=",".join(items)[:40], note=reason)
    _note_returned(provider, items, reason)
    _tell(provider, "provider_returned", items=lacking.listed(items), reason=reason or "—")
    return provider


def _note_returned(provider: Provider, items: list[str], reason: str) -> None:
    provider.returned_items, provider.returned_reason = items, reason[:300]
    provider.save(update_fields=["returned_items", "returned_reason"])


def _tell(provider: Provider, kind: str, **params: Any) -> None:
    """Tell the managers of the organisation; where they read of it is their own page."""
    for person in people.people_with(roles.NGA, unit=provider.org):
        outbox.put(kind, to=person, about=provider, url=reverse("ngos:mine"), urgent=True, **params)


# --- contracts ----------------------------------------------------------------------------------------------------
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
    contract = Contract(
        number=numbers.next_number("HT", period=str(clock.today().year), width=4),
        provider=provider,
        category=category,
        starts_on=starts_on,
        ends_on=ends_on,
        amount_fen=amount_fen,
        capacity=cases,
        grant_fields=grant_fields,
        county_code=provider.county_code,
    )
    born(contract, "enter", by=by)
    tiers.settle(provider.pk)
    return contract
