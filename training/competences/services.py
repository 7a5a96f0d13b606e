"""Entering what a colleague can do from the paper that was shown, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.models import Competence


@dataclass(frozen=True)
class Where:
    """The county whose managers answer for the colleague; rights are judged by it."""

    county_code: str


@transaction.atomic
def enter_competence(
    holder: User,
    *,
    by: User,
    county_code: str,
    area: str,
    level: int,
    kind: str,
    title: str,
    obtained_on: date,
    valid_to: date | None = None,
    issuer: str = "",
) -> Competence:
    """Enter a degree, qualification or title seen on paper, valid to the day that stands on it or for good.

    Refused: not this county's manager; one's own; days out of order or to come; the same one entered before.
    Law: R-VOL-04 (qualifications are verified before the work that needs them).
    """
    policies.require(by, "keep_competences", Where(county_code))
    if holder.pk == by.pk:
        raise Refused(_("不能登记自己的专业能力。让同事办理。"), code="own")
    if not title.strip():
        raise Refused(_("写明证书名称。"), code="title")
    _check_days(obtained_on, valid_to)
    User.objects.select_for_update().get(pk=holder.pk)  # two taps at once enter once
    known = Competence.objects.filter(holder=holder, area=area, kind=kind, title=title.strip(), withdrawn_at=None)
    if known.exists():
        raise Refused(_("这份证书已经登记过。"), code="twice")
    row = Competence.objects.create(
        holder=holder, area=area, level=level, kind=kind, title=title.strip(), issuer=issuer.strip(),
        obtained_on=obtained_on, valid_to=valid_to, entered_by=by, entered_at=clock.now(),
    )  # fmt: skip
    detail = {"holder": holder.pk, "area": area, "kind": kind}
    trail.record("competence.enter", row, by=by, detail=detail, county=county_code)
    return row


def _check_days(obtained_on: date, valid_to: date | None) -> None:
    if obtained_on > clock.today():
        said = _("日期不能晚于今天。")
        raise Refused(said, code="days", at={"obtained_on": [said]})
    if valid_to is not None and valid_to < obtained_on:
        said = _("有效期不能早于取得日期。")
        raise Refused(said, code="days", at={"valid_to": [said]})


@transaction.atomic
def withdraw_competence(row: Competence, *, by: User, county_code: str, reason: str) -> Competence:
    """Take back what was entered by mistake; it counts no more from this moment. Refused: no reason; one's own."""
    policies.require(by, "keep_competences", Where(county_code))
    if row.holder_id == by.pk:
        raise Refused(_("不能办理自己的专业能力。让同事办理。"), code="own")
    if not reason.strip():
        raise Refused(_("写明作废的原因。"), code="reason")
    gone = Competence.objects.filter(pk=row.pk, withdrawn_at=None)
    if not gone.update(withdrawn_at=clock.now(), reason=reason.strip()[:200]):
        raise Refused(_("这一条已经作废。"), code="gone")
    trail.record("competence.withdraw", row, by=by, purpose=reason, county=county_code)
    row.refresh_from_db()
    return row
