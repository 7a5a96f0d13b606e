"""How long a paper holds: dated rules, changed by two persons, one for each kind.

`training.term.<kind>` says how long one holds from the day it was signed, passed or looked up, how early it may be
renewed, and how long it still counts after its last day. How long a paper holds is settled when it is entered, by the
rule of that day: a change of the rule never shortens what somebody holds already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils.functional import lazy as read_late  # "lazy" is a keyword of the catalogues
from django.utils.translation import gettext_lazy as _

from kit import rules
from kit.errors import Refused
from kit.sentences import gettext as _now
from training.models import Credential

PARTS = {
    "months": _("有效（月）"),
    "days": _("有效（天）"),
    "renewal_days": _("到期前可续（天）"),
    "grace_days": _("到期后宽限（天）"),
}
LABELS = dict(Credential.KINDS)


@dataclass(frozen=True)
class Term:
    """Without months and days a paper holds until the day that stands on it."""

    months: int
    days: int
    renewal_days: int
    grace_days: int


_of_paper = read_late(lambda kind: _now("%(paper)s的期限") % {"paper": LABELS[kind]}, str)


def _holds(kind: str, law: str, *, months: int = 0, days: int = 0, renewal_days: int = 0, grace_days: int = 0) -> None:
    parts = {"months": months, "days": days, "renewal_days": renewal_days, "grace_days": grace_days}
    rules.declare(f"training.term.{kind}", parts, law=law, label=_of_paper(kind), words=PARTS)


_holds("undertaking", "R-VOL-09", months=12, renewal_days=30)
_holds("induction", "R-VOL-04")
_holds("refresher", "R-VOL-04", months=12, renewal_days=60)
# No early renewal: its age is counted from the day of the record, whatever was held before.
_holds("background_check", "R-MIN-05", days=365)
_holds("no_record", "R-VOL-03", months=12, renewal_days=30)
_holds("interview", "R-VOL-03", months=24, renewal_days=60)
_holds("lawyer", "R-VOL-04")
_holds("psychologist", "R-VOL-04")
_holds("social_worker", "R-VOL-04")
_holds("lecturer", "R-VOL-04")
_holds("insurance", "R-VOL-05")


# Who has just passed the induction is refreshed for a year as well.
GIVES_TOO = {"induction": ("refresher",)}  # law: R-VOL-04


def gives(kind: str) -> tuple[str, ...]:
    """All that whoever passes a course for this kind of paper holds, that kind first."""
    return (kind, *GIVES_TOO.get(kind, ()))


def term(kind: str, on: date) -> Term:
    return Term(**rules.value(f"training.term.{kind}", on))


def grace(kinds: Iterable[str], on: date) -> dict[str, int]:
    """Kind → days it still counts after its last one; those without any are left out."""
    return {kind: days for kind in kinds if (days := term(kind, on).grace_days)}


def span(
    rule: Term, met_on: date, *, held_until: date | None = None, paper_until: date | None = None
) -> tuple[date, date]:
    """From which to which day a paper met on `met_on` holds, both included.

    Renewed within the window nothing is lost: the new time follows on the last day of the old. A day that stands on
    the paper itself ends it earlier. Refused: neither the rule nor the paper says until when.
    """
    base, start = met_on, met_on
    if held_until and held_until - timedelta(days=rule.renewal_days) <= met_on <= held_until:
        base, start = held_until, held_until + timedelta(days=1)
    by_rule = base + relativedelta(months=rule.months, days=rule.days) if rule.months or rule.days else None
    ends = [day for day in (by_rule, paper_until) if day]
    if not ends:
        said = _now("填写证明上的最后有效日。")
        raise Refused(said, code="until", at={"valid_to": [said]})
    return start, min(ends)
