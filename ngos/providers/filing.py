"""The file of a social organisation: registering it, its credit code, what it says of itself, who may be called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts import queries as people
from accounts import roles
from accounts.models import Division, OrgUnit, User
from audit import trail
from audit.moves import born
from desk.uploads import services as uploads
from kit import identity
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies, states
from ngos.models import Provider, ProviderContact, ServiceArea, ServiceLine

COLUMNS = (
    "kind", "registrar", "legal_representative", "founded_on", "staff_n", "social_workers_n", "counsellors_n", "about",
    "capacity",
)  # fmt: skip
# What the certificate says: once listed, an officer changes it, who has seen the new certificate.
ON_CERTIFICATE = ("kind", "registrar", "legal_representative", "founded_on")
CATEGORIES = range(1, 8)
# What the first two characters of a credit code say, for each kind; a professional firm may be registered anywhere.
PREFIXES = {
    "social_service": ("social_service",),
    "association": ("association",),
    "foundation": ("foundation",),
    "enterprise": ("enterprise", "individual_business"),
    "institution": ("institution",),
    "university": ("institution", "social_service"),
    "village_committee": ("village_committee",),
}


@transaction.atomic
def register_provider(
    *, by: User, code: str, org: OrgUnit | None = None, name: str = "", county: Division | None = None,
    code_reason: str = "", code_scan: Any = None, **said: Any,
) -> Provider:  # fmt: skip
    """Begin the file of an organisation: its own manager for the own `org`, or an office for a new one by `name`.

    Refused: a code that is wrong or known already, or that of an organ; another organisation of this name in the
    county. Law: R-PUR-01.
    """
    code = checked_code(code, may_fail=bool(code_reason.strip() and code_scan))
    org = org or _named(name, county, code)
    provider = Provider(org=org, county_code=org.county_code, capacity=0)
    policies.require(by, "register_provider", provider)
    if org.pk and Provider.objects.filter(org=org).exists():
        raise Refused(_("这家机构已经登记。"), code="registered")
    if org.pk is None:
        org.save()
        provider.org = org
        trail.record("accounts.enter_unit", org, by=by, fields=["name", "credit_code"], county=org.county_code)
    _take_code(provider, code, by=by, reason=code_reason, scan=code_scan)
    born(provider, "enter", by=by)
    return _written(provider, by=by, said=said)


@transaction.atomic
def edit_file(provider: Provider, *, by: User, **said: Any) -> Provider:
    """Change what the file says: columns, `areas` (county codes), `categories` (1–7), `contact_name`, `phone`,
    `bank_account`; what is not named stays.

    Refused: an application that is being looked at; by the organisation itself, what stands on its certificate
    once it is listed.
    """
    role = policies.require(by, "edit_provider", provider)
    provider = Provider.objects.select_for_update(of=("self",)).select_related("org").get(pk=provider.pk)
    if provider.status == "delisted" or (role == roles.NGA and provider.status not in states.EDITABLE):
        raise Refused(_("现在是“%(state)s”，资料不能修改。") % {"state": provider.status_label}, code="file_closed")
    if role == roles.NGA and provider.status in states.PUBLIC:
        changed = [f for f in on_certificate(provider) if f in said and said[f] != getattr(provider, f)]
        if changed:
            raise Refused(_("证书上的事项变更，把新证书传到材料里，由司法局修改。"), code="on_certificate")
    return _written(provider, by=by, said=said)


def on_certificate(provider: Provider) -> tuple[str, ...]:
    """What stands on the file as on the certificate; a gap the organisation fills itself."""
    return tuple(name for name in ON_CERTIFICATE if getattr(provider, name))


@transaction.atomic
def change_code(provider: Provider, code: str, *, by: User, reason: str = "", scan: Any = None) -> Provider:
    """Correct the credit code; one that fails its check character needs the reason and the certificate.

    Refused: as `register_provider`; the check fails and nobody answers for it. Law: R-PUR-01.
    """
    policies.require(by, "accept_code", provider)
    code = checked_code(code, may_fail=bool(reason.strip() and scan))
    _take_code(provider, code, by=by, reason=reason, scan=scan)
    provider.save(update_fields=["credit_code", "code_reason", "code_scan", "code_by"])
    return provider


@transaction.atomic
def name_finance(provider: Provider, member: User | None, *, by: User) -> Provider:
    """Name the member who handles payment requests; None is nobody. Refused: somebody of another organisation."""
    policies.require(by, "edit_provider", provider)
    members = people.people_with(roles.NGA, roles.NGC, unit=provider.org)
    if member is not None and not members.filter(pk=member.pk).exists():
        raise Refused(_("财务经办人须是本机构的成员。"), code="not_a_member")
    provider.finance = member
    provider.save(update_fields=["finance"])
    trail.record("provider.name_finance", provider, by=by, fields=["finance"])
    return provider


@transaction.atomic
def set_tier(provider: Provider, *, by: User, tier: str) -> Provider:
    """Put the organisation on a tier: incubating, listed, contracted, key."""
    policies.require(by, "set_tier", provider)
    if tier not in Provider.Tier.values:
        raise Refused(_("没有这个层级。"), code="tier")
    provider.tier = tier
    provider.save(update_fields=["tier"])
    trail.record("provider.set_tier", provider, by=by, fields=["tier"])
    return provider


def read_contact(provider: Provider, *, by: User, purpose: str) -> ProviderContact | None:
    """Telephone and bank account for a purpose; the log says who asked for them and why."""
    policies.require(by, "read_provider_contact", provider)
    if not purpose.strip():
        raise Refused(_("写明用途。"), code="purpose")
    fields = ["phone", "bank_account"]
    trail.record("provider.read_contact", provider, by=by, fields=fields, purpose=purpose.strip())
    return ProviderContact.objects.filter(provider=provider).first()


# --- the code --------------------------------------------------------------------------------------------------
def checked_code(text: str, *, may_fail: bool = False) -> str:
    """The normalised code of an organisation that may be paid for services. Refused: as kit.identity; organs."""
    code = identity.credit_code(text, check=not may_fail)
    if identity.credit_code_kind(code) == "organ":
        raise Refused(_("机关不能作为购买服务的承接主体。"), code="organ")  # law: R-PUR-01
    return code


def prefix_fits(code: str, kind: str) -> bool:
    """Whether the first two characters of a code go with the kind; of those that say nothing, yes."""
    begins = identity.credit_code_kind(code)
    return not begins or kind not in PREFIXES or begins in PREFIXES[kind]


def code_warnings(code: str, kind: str) -> list[Any]:
    """What is odd about a code without being wrong, each a sentence."""
    said = []
    if not prefix_fits(code, kind):
        said.append(_("代码开头两位与机构类型不符，核对证书。"))
    if not identity.organisation_code_fits(code):
        said.append(_("代码第9至17位的校验不符，核对证书。"))
    return said


def _take_code(provider: Provider, code: str, *, by: User, reason: str, scan: Any) -> None:
    if Provider.objects.filter(credit_code=code).exclude(pk=provider.pk).exists():
        raise Refused(_("这个统一社会信用代码已经登记在另一家机构名下。"), code="code_known")
    provider.credit_code = code
    provider.code_reason, provider.code_scan, provider.code_by = "", None, None
    fails = not identity.credit_code_passes(code)
    if fails:
        policies.require(by, "accept_code", provider)
        provider.code_reason, provider.code_by = reason.strip()[:200], by
        provider.code_scan = uploads.keep(scan, by=by)
    OrgUnit.objects.filter(pk=provider.org_id).update(credit_code=code)
    provider.org.credit_code = code
    detail = {"check_failed": fails}
    trail.record("provider.credit_code", provider.org, by=by, fields=["credit_code"], detail=detail)


def _named(name: str, county: Division | None, code: str) -> OrgUnit:
    if not name.strip() or county is None or county.level == "town":
        raise Refused(_("填写机构名称和登记所在的县区。"), code="name")
    known = OrgUnit.objects.filter(kind="provider", division=county, name=name.strip()[:80]).first()
    if known is not None and known.credit_code not in ("", code):
        raise Refused(_("这个县区已有同名的机构，核对后写全称。"), code="namesake")
    return known or OrgUnit(kind="provider", division=county, name=name.strip()[:80], credit_code=code)


# --- what it says ----------------------------------------------------------------------------------------------
def _written(provider: Provider, *, by: User | None, said: dict[str, Any]) -> Provider:
    fields = [name for name in COLUMNS if name in said]
    for name in fields:
        setattr(provider, name, said[name])
    if provider.capacity < provider.taken:
        raise Refused(_("现有 %(n)d 件在办，承接名额不能少于这个数。") % {"n": provider.taken}, code="capacity")
    if fields:
        provider.save(update_fields=fields)
    if "areas" in said:
        _areas(provider, said["areas"])
    if "categories" in said:
        _lines(provider, said["categories"])
    _contact(provider, said)
    names = sorted(said)
    trail.record("provider.edit", provider, by=by, fields=names)
    return provider


def _areas(provider: Provider, codes: Iterable[str]) -> None:
    wanted = set(codes)
    known = set(Division.objects.filter(level="county", pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        raise Refused(_("服务区域只能是本市的县(市、区)。"), code="areas")
    provider.areas.exclude(county_code__in=wanted).delete()
    there = set(provider.areas.values_list("county_code", flat=True))
    ServiceArea.objects.bulk_create(ServiceArea(provider=provider, county_code=c) for c in sorted(wanted - there))


def _lines(provider: Provider, categories: Iterable[int]) -> None:
    wanted = {int(c) for c in categories}
    if not wanted <= set(CATEGORIES):
        raise Refused(_("没有这个服务类别。"), code="categories")
    provider.lines.exclude(category__in=wanted).delete()
    there = set(provider.lines.values_list("category", flat=True))
    ServiceLine.objects.bulk_create(ServiceLine(provider=provider, category=c) for c in sorted(wanted - there))


def _contact(provider: Provider, said: dict[str, Any]) -> None:
    wanted = {"name": "contact_name", "phone": "phone", "bank_account": "bank_account"}
    given = {column: said[key] for column, key in wanted.items() if key in said}
    if not given:
        return
    if given.get("phone"):
        given["phone"] = identity.mobile(given["phone"])
    contact = ProviderContact.objects.filter(provider=provider).first() or ProviderContact(provider=provider)
    for column, value in given.items():
        setattr(contact, column, value or ("" if column == "name" else None))
    contact.save()
