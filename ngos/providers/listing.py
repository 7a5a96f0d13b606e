"""Taking the rows of the city's list into the register, renewing what is there, and taking both back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Membership, OrgUnit, User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.models import Provider, ProviderContact, ProviderPaper
from ngos.providers import expiry, filing, papers, roster, services
from ngos.providers.roster import Reading

CAPACITY = 20  # cases an organisation may carry at once until it says otherwise


def known(codes: Iterable[str]) -> dict[str, Provider]:
    """The files with these credit codes, with what a row is compared to."""
    rows = Provider.objects.filter(credit_code__in=list(codes)).select_related("org", "contact")
    return {str(p.credit_code): p for p in rows.prefetch_related("areas", "lines")}


def namesake(reading: Reading) -> Any:
    """A sentence when another organisation of the county bears this name, "" else."""
    there = OrgUnit.objects.filter(kind="provider", division=reading.county, name=reading.name).first()
    if there is None or (there.credit_code in ("", reading.code) and not Provider.objects.filter(org=there).exists()):
        return ""
    return _("这个县区已有同名的机构，核对后写全称。")


@transaction.atomic
def take_in(reading: Reading, *, by: User) -> Provider:
    """A new file, listed; restricted at once when its certificate has run out. Law: R-PUR-03."""
    policies.require(by, "import_providers")
    if said := namesake(reading):
        raise Refused(said, code="namesake")
    org, made = OrgUnit.objects.get_or_create(kind="provider", division=reading.county, name=reading.name)
    org.credit_code = reading.code
    org.save(update_fields=["credit_code"])
    if made:
        trail.record("accounts.enter_unit", org, by=by, fields=["name", "credit_code"], county=org.county_code)
    provider = services.take_over_provider(org, by=by, capacity=CAPACITY, credit_code=reading.code)
    filing.edit_file(provider, by=by, **roster.said(reading))
    provider.refresh_from_db()
    papers.take_over_certificate(provider, reading.until, by=by)
    return provider


@transaction.atomic
def renew(provider: Provider, reading: Reading, *, by: User) -> dict[str, Any]:
    """Write what the list says otherwise; comes back with what was, as JSON, for the way back."""
    policies.require(by, "import_providers")
    changes = differences(provider, reading)
    was = {name: value for name, value in _now(provider).items() if name in changes}
    until = changes.pop("licence_until_on", None)
    filing.edit_file(provider, by=by, **changes)
    provider.refresh_from_db()
    paper = papers.take_over_certificate(provider, until, by=by)
    return {"was": _plain(was), "paper": paper.pk if paper else None}


@transaction.atomic
def take_out(provider: Provider, *, by: User) -> None:
    """Take a file out that came in by mistake, as if it had never been; the log keeps that it was.

    Refused: it has been used since.
    """
    policies.require(by, "import_providers")
    if said := in_use(provider):
        raise Refused(said, code="in_use")
    trail.record("provider.take_out", provider, by=by, detail={"org": provider.org_id})
    org = provider.org
    provider.delete()
    if not Membership.objects.filter(unit=org).exists():
        org.delete()


@transaction.atomic
def put_back(provider: Provider, before: dict[str, Any], *, by: User) -> None:
    """Give a file the values it had before the list changed them."""
    policies.require(by, "import_providers")
    was = dict(before["was"])
    if before["paper"]:
        ProviderPaper.objects.filter(pk=before["paper"]).delete()
    if "licence_until_on" in was:
        provider.licence_until_on = _day(was.pop("licence_until_on"))
        provider.save(update_fields=["licence_until_on"])
    if "founded_on" in was:
        was["founded_on"] = _day(was["founded_on"])
    filing.edit_file(provider, by=by, **was)
    provider.refresh_from_db()
    expiry.settle(provider, clock.today())


def in_use(provider: Provider) -> Any:
    """A sentence that says what hangs on the file already, "" while nothing does."""
    if Membership.objects.filter(unit=provider.org).exists():
        return _("机构已有成员登录使用。")
    if provider.contracts.exists() or provider.taken:
        return _("机构已有合同或在办的服务。")
    return ""


# --- comparing --------------------------------------------------------------------------------------------------
def differences(provider: Provider, reading: Reading) -> dict[str, Any]:
    said = roster.said(reading)
    if reading.until:
        said["licence_until_on"] = reading.until
    now = _now(provider)
    return {name: value for name, value in said.items() if now.get(name) != value}


def _now(provider: Provider) -> dict[str, Any]:
    contact: ProviderContact | None = getattr(provider, "contact", None)
    return {
        **{name: getattr(provider, name) for name in (*filing.COLUMNS, "licence_until_on")},
        "areas": sorted(a.county_code for a in provider.areas.all()),
        "categories": sorted(line.category for line in provider.lines.all()),
        "contact_name": contact.name if contact else "",
        "phone": (contact.phone or "") if contact else "",
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
