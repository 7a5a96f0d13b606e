"""Entering what a person showed on paper, and what they sign here themselves."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from desk.dates import day
from desk.uploads import services as uploads
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.credentials import terms
from training.credentials.timeline import standing
from training.models import Credential
from training.queries import spans_of, undertaking


@dataclass(frozen=True)
class Where:
    """The county whose officers answer for the holder; rights are judged by it."""

    county_code: str


@transaction.atomic
def enter_credential(
    holder: User,
    *,
    by: User,
    county_code: str,
    kind: str,
    valid_from: date,
    valid_to: date,
    number: str = "",
    issuer: str = "",
    level: int = 1,
    scan: Any = None,
) -> Credential:
    """Enter a credential seen on paper, valid on both end days; `scan` is the paper as it was kept.

    Refused: not this county's officer; days out of order; own credential; the same one entered before.
    Law: R-VOL-04 (qualification verified before the work that needs it).
    """
    policies.require(by, "enter_credential", Where(county_code))
    if by.pk == holder.pk:
        raise Refused(_("不能登记自己的资格证明。让同事办理。"), code="own_credential")
    if valid_to < valid_from:
        raise Refused(_("有效期止不能早于有效期起。"), code="days")
    if Credential.objects.filter(holder=holder, kind=kind, valid_from=valid_from, withdrawn_at__isnull=True).exists():
        raise Refused(_("这份证明已经登记过。"), code="twice")
    credential = Credential.objects.create(
        holder=holder,
        kind=kind,
        number=number,
        issuer=issuer,
        level=level,
        scan=scan,
        valid_from=valid_from,
        valid_to=valid_to,
        entered_by=by,
        entered_at=clock.now(),
    )
    trail.record("credential.enter", credential, by=by, detail={"kind": kind, "holder": holder.pk}, county=county_code)
    return credential


@transaction.atomic
def record_credential(
    holder: User, *, by: User, county_code: str, kind: str, met_on: date, valid_to: date | None = None, **more: Any
) -> Credential:
    """Enter what was signed, passed or looked up on a day, for as long as the rule of that day says.

    `valid_to` is the last day that stands on the paper itself. Renewed within the window it follows on what is held.
    Refused: a day to come; neither rule nor paper says until when; as `enter_credential`, which takes `more`.
    """
    if met_on > clock.today():
        raise Refused(_("日期不能晚于今天。"), code="met_on", at={"met_on": [_("日期不能晚于今天。")]})
    rule = terms.term(kind, met_on)
    held = standing(kind, spans_of([holder.pk]).get(holder.pk, {}).get(kind, ()), rule, met_on)
    start, end = terms.span(rule, met_on, held_until=held.until, paper_until=valid_to)
    return enter_credential(holder, by=by, county_code=county_code, kind=kind, valid_from=start, valid_to=end, **more)


@transaction.atomic
def sign_undertaking(holder: User, *, by: User, county_code: str, text_version: int, signed_name: str) -> Credential:
    """Sign the confidentiality undertaking with one's own name, for as long as the rule of the day says.

    Signed anew within the days of renewal, it follows on the last day of the old one, so that no day is lost.
    Refused: by somebody else; another name than one's own; the old one still holds and its window is shut.
    Law: R-VOL-09 (what a helper learns of clients is kept secret).
    """
    policies.require(by, "sign_undertaking", holder)
    User.objects.select_for_update().get(pk=holder.pk)  # two taps at once sign once
    if _plain(signed_name) != _plain(holder.display_name):
        raise Refused(_("签名要和登记的姓名一样。"), code="signed_name")
    today, held = clock.today(), undertaking(holder.pk, clock.today())
    if held.state == "met":
        raise Refused(
            _("现在的承诺书到 %(until)s 还有效，%(day)s 起可以续签。")
            % {"until": day(held.until), "day": day(held.renew_from)},
            code="in_force",
        )
    start, end = terms.span(terms.term("undertaking", today), today, held_until=held.until)
    credential = Credential.objects.create(
        holder=holder,
        kind="undertaking",
        valid_from=start,
        valid_to=end,
        text_version=text_version,
        signed_name=signed_name.strip(),
        entered_by=by,
        entered_at=clock.now(),
    )
    detail = {"kind": "undertaking", "holder": holder.pk, "version": text_version}
    trail.record("credential.sign", credential, by=by, detail=detail, county=county_code)
    return credential


@transaction.atomic
def write_earned(holder: User, *, kind: str, months: int, number: str, issuer: str, county_code: str) -> Credential:
    """What somebody earned here by passing a course, written by the house, for as long as the rule of the day says.

    `months` stand in where the course says for how long. Earned anew within the days of renewal, it follows on the last
    day of the old one, so that no day is lost. Law: R-VOL-04.
    """
    today = clock.today()
    rule = terms.term(kind, today)
    rule = replace(rule, months=months, days=0) if months else rule
    held = standing(kind, spans_of([holder.pk]).get(holder.pk, {}).get(kind, ()), rule, today)
    start, end = terms.span(rule, today, held_until=held.until)
    known = Credential.objects.filter(holder=holder, kind=kind, valid_from=start, withdrawn_at=None).first()
    if known is not None and known.valid_to >= end:
        return known
    if known is not None:  # entered from paper for the same day, for a shorter time
        start = known.valid_to + timedelta(days=1)
    credential = Credential.objects.create(
        holder=holder, kind=kind, number=number, issuer=issuer, valid_from=start, valid_to=end, entered_by=None,
        entered_at=clock.now(),
    )  # fmt: skip
    trail.record("credential.earn", credential, by=None, detail={"kind": kind, "holder": holder.pk}, county=county_code)
    return credential


@transaction.atomic
def withdraw_earned(holder: User, number: str, *, by: User, county_code: str, reason: str) -> int:
    """Take back what the house wrote for the certificate with this number; how many. The right is the caller's."""
    rows = Credential.objects.filter(holder=holder, number=number, entered_by=None, withdrawn_at=None)
    found = list(rows.order_by("pk"))
    for credential in found:
        Credential.objects.filter(pk=credential.pk).update(withdrawn_at=clock.now())
        trail.record("credential.withdraw", credential, by=by, purpose=reason, county=county_code)
    return len(found)


def refuse_own(holder_id: int | None, by: User) -> None:
    """Refused: nobody decides about their own papers."""
    if holder_id == by.pk:
        raise Refused(_("不能办理自己的证明。让同事办理。"), code="own_credential")


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


@transaction.atomic
def withdraw_credential(credential: Credential, *, by: User, county_code: str, reason: str) -> Credential:
    """Withdraw a credential that should not have counted; it closes its gates at once."""
    policies.require(by, "withdraw_credential", Where(county_code))
    if not reason.strip():
        raise Refused(_("写明作废的原因。"), code="reason")
    Credential.objects.filter(pk=credential.pk, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
    trail.record("credential.withdraw", credential, by=by, purpose=reason, county=county_code)
    credential.refresh_from_db()
    return credential


@transaction.atomic
def hand_over(old: User, new: User, *, by: User, county_code: str) -> int:
    """Give what was entered for one account of a person to their other one; how many. The right is the caller's.

    The same paper entered with both counts once, for the longer time; the other one is withdrawn.
    """
    there = {(row.kind, row.valid_from): row for row in Credential.objects.filter(holder=new, withdrawn_at=None)}
    for row in Credential.objects.filter(holder=old, withdrawn_at=None):
        if twin := there.get((row.kind, row.valid_from)):
            shorter = min(twin, row, key=lambda paper: paper.valid_to)
            Credential.objects.filter(pk=shorter.pk).update(withdrawn_at=clock.now())
            trail.record("credential.withdraw", shorter, by=by, detail={"why": "accounts_merged"}, county=county_code)
    count = Credential.objects.filter(holder=old).update(holder=new)
    detail = {"from": old.pk, "to": new.pk, "count": count}
    trail.record("credential.hand_over", new, by=by, detail=detail, county=county_code)
    return count


@transaction.atomic
def forget_credentials(holder: User) -> int:
    """Take away what was entered for somebody who came to nothing here, scans too; how many."""
    papers = list(Credential.objects.filter(holder=holder).select_related("scan"))
    for paper in papers:
        scan = paper.scan
        paper.delete()
        if scan:
            uploads.throw_away(scan)
    if papers:
        trail.record("credential.forget", holder, by=None, detail={"count": len(papers)})
    return len(papers)
