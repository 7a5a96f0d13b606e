"""Certificates: asked for by the volunteer, issued by whoever recorded, kept as printed, voided with a reason."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.bureau import city_bureau
from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import born, move
from kit import clock, numbers
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from volunteers import policies
from volunteers.certificates import contents, queries
from volunteers.models import Certificate, CertifiedLog, StarApplication, Volunteer

Kind = Certificate.Kind
CODE_LENGTH = 6

outbox.template(
    "certificate_issued",
    subject=gettext_lazy("证明已出具"),
    body=gettext_lazy("%(issuer)s出具的证明 %(number)s 可以下载。"),
)
outbox.template(
    "certificate_refused",
    subject=gettext_lazy("证明没有出具"),
    body=gettext_lazy("%(issuer)s没有出具您申请的证明，原因：%(reason)s"),
)
outbox.template(
    "certificate_voided",
    subject=gettext_lazy("证明已作废"),
    body=gettext_lazy("证明 %(number)s 已作废，原因：%(reason)s"),
)


@transaction.atomic
def request_certificate(
    volunteer: Volunteer,
    *,
    by: User,
    kind: str,
    issuer: OrgUnit | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    purpose: str = "",
) -> Certificate:
    """Ask for a certificate of `issuer`, or for the city's summary or the county's sheet of training. It is free.

    Refused: identity not verified; the unit recorded nothing of this person in those days; the same is asked already.
    Law: R-VOL-07, R-VOL-08.
    """
    policies.require(by, "request_certificate", volunteer)
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    if not volunteer.is_identity_verified or not volunteer.id_number:
        raise Refused(_("证明要印姓名和证件号码。先到司法所核验身份，再申请。"), code="identity")
    if from_on and to_on and from_on > to_on:
        raise Refused(_("开始日期不能晚于结束日期。"), code="days", at={"to_on": [_("早于开始日期")]})
    issuer = _issuer(volunteer, kind, issuer)
    if Certificate.objects.filter(volunteer=volunteer, kind=kind, issuer=issuer, status="requested").exists():
        raise Refused(_("这份证明已经申请过，等%(issuer)s出具。") % {"issuer": issuer.name}, code="twice")
    certificate = Certificate(
        volunteer=volunteer,
        kind=kind,
        issuer=issuer,
        county_code=issuer.county_code,
        from_on=from_on,
        to_on=to_on,
        purpose=purpose.strip(),
        requested_at=clock.now(),
    )
    contents.require_any(certificate)
    born(certificate, "request", by=by)
    return certificate


@transaction.atomic
def withdraw_certificate(certificate: Certificate, *, by: User) -> Certificate:
    policies.require(by, "withdraw_certificate", certificate)
    move(certificate, "withdraw", by=by)
    return certificate


@transaction.atomic
def issue_certificate(certificate: Certificate, *, by: User, in_charge: str, contact: str) -> Certificate:
    """Print what was asked for. Only hours that the issuer recorded can stand on it (R-VOL-08).

    Refused: not the recorder; one's own; nothing is left to certify.
    """
    policies.require(by, "issue_certificate", certificate)
    _not_own(certificate, by)
    Volunteer.objects.select_for_update().get(pk=certificate.volunteer_id)  # no record changes while it is printed
    used = _fill(certificate, by=by, in_charge=in_charge, contact=contact)
    certificate.save()
    move(certificate, "issue", by=by)
    _keep(certificate, used)
    return certificate


@transaction.atomic
def issue_star(star: StarApplication, *, by: User, issuer: OrgUnit) -> Certificate:
    """The certificate that goes with a star; it is made when the star is granted."""
    last = queries.last_words(issuer)
    certificate = Certificate(
        volunteer=star.volunteer, kind=Kind.STAR, issuer=issuer, county_code=issuer.county_code, star=star
    )
    policies.require(by, "issue_certificate", certificate)
    return _issue_at_once(certificate, by=by, in_charge=last.get("in_charge", ""), contact=last.get("contact", ""))


@transaction.atomic
def refuse_certificate(certificate: Certificate, *, by: User, reason: str) -> Certificate:
    policies.require(by, "issue_certificate", certificate)
    _not_own(certificate, by)
    _reason(certificate, reason, _("写明不出具的原因，志愿者会看到。"))
    move(certificate, "refuse", by=by, note=reason)
    _tell(certificate, "certificate_refused", issuer=certificate.issuer.name, reason=reason.strip()[:200])
    return certificate


@transaction.atomic
def void_certificate(certificate: Certificate, *, by: User, reason: str) -> Certificate:
    """Make a sheet worthless: whoever verifies it reads so at once, without the reason."""
    policies.require(by, "issue_certificate", certificate)
    _not_own(certificate, by)
    _reason(certificate, reason, _("写明作废的原因，志愿者会看到。"))
    move(certificate, "void", by=by, note=reason)
    _tell(certificate, "certificate_voided", number=certificate.number, reason=reason.strip()[:200])
    return certificate


@transaction.atomic
def reissue_certificate(
    certificate: Certificate, *, by: User, reason: str, in_charge: str, contact: str
) -> Certificate:
    """Void the sheet and print it anew from the records as they stand now, in one step."""
    void_certificate(certificate, by=by, reason=reason)
    Volunteer.objects.select_for_update().get(pk=certificate.volunteer_id)
    kept = ("volunteer", "kind", "issuer", "county_code", "star", "from_on", "to_on", "purpose")
    again = Certificate(**{name: getattr(certificate, name) for name in kept}, replaces=certificate)
    return _issue_at_once(again, by=by, in_charge=in_charge, contact=contact)


@transaction.atomic
def note_download(certificate: Certificate, *, by: User) -> None:
    """A sheet with an ID number left the house: who took it stands in the log."""
    policies.require(by, "download_certificate", certificate)
    trail.record("certificate.download", certificate, by=by, fields=["snapshot"])


# --- pieces --------------------------------------------------------------------------------------------------------
def _issuer(volunteer: Volunteer, kind: str, issuer: OrgUnit | None) -> OrgUnit:
    """Who answers for this kind: the recorder that was named, the city for its summary, the county for training."""
    if kind == Kind.SUMMARY:
        issuer = city_bureau()
    elif kind == Kind.TRAINING:
        issuer = queries.county_bureau(volunteer.county_code)
    elif kind != Kind.SERVICE:
        raise Refused(_("星级证书在授予时出具，不用申请。"), code="kind")
    if issuer is None:
        raise Refused(_("选出由哪家单位出具。"), code="issuer")
    return issuer


def _issue_at_once(certificate: Certificate, *, by: User, in_charge: str, contact: str) -> Certificate:
    used = _fill(certificate, by=by, in_charge=in_charge, contact=contact)
    born(certificate, "issue_at_once", by=by)
    _keep(certificate, used)
    return certificate


def _fill(certificate: Certificate, *, by: User, in_charge: str, contact: str) -> list[CertifiedLog]:
    """Number, code and what is printed, on the object; hands back the records that were counted."""
    now = clock.now()
    certificate.number = numbers.next_number("ZM", str(now.year), 6)
    certificate.code = numbers.random_code(CODE_LENGTH)
    certificate.in_charge, certificate.contact = in_charge.strip(), contact.strip()
    certificate.issued_by, certificate.issued_at = by, now
    sheet, used = contents.sheet_of(certificate)
    certificate.minutes = sheet["minutes"]
    certificate.snapshot = json.dumps(sheet, ensure_ascii=False)
    return used


def _keep(certificate: Certificate, used: list[CertifiedLog]) -> None:
    CertifiedLog.objects.bulk_create(used)
    _tell(certificate, "certificate_issued", issuer=certificate.issuer.name, number=certificate.number)


def _reason(certificate: Certificate, reason: str, asked: str) -> None:
    if not reason.strip():
        raise Refused(asked, code="reason")
    certificate.reason = reason.strip()[:200]
    Certificate.objects.filter(pk=certificate.pk).update(reason=certificate.reason)


def _not_own(certificate: Certificate, by: User) -> None:
    if certificate.volunteer.user_id == by.pk:
        raise Refused(_("自己的证明由同事出具。"), code="own_certificate")


def _tell(certificate: Certificate, kind: str, **params: Any) -> None:
    url = reverse("volunteers:certificate", args=[certificate.pk])
    outbox.put(kind, to=certificate.volunteer.user, about=certificate, url=url, **params)
