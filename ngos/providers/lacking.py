"""What an application lacks, as codes and as the words people read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.functional import lazy as read_late
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy

from kit import rules
from kit.sentences import gettext as _
from ngos.models import Provider, ProviderContact, ProviderPaper
from ngos.providers import passport
from ngos.providers.numbers_of_law import LISTING_PAPERS, PAPER_KINDS

FILE = {
    "credit_code": gettext_lazy("统一社会信用代码"),
    "kind": gettext_lazy("机构类型"),
    "registrar": gettext_lazy("登记机关"),
    "legal_representative": gettext_lazy("法定代表人"),
    "founded_on": gettext_lazy("成立日期"),
    "areas": gettext_lazy("服务区域"),
    "categories": gettext_lazy("服务类别"),
    "phone": gettext_lazy("联系电话"),
}
LABELS: dict[str, Any] = {**FILE, **dict(PAPER_KINDS)}
ITEMS = tuple(LABELS)  # what an application may be returned for


def of_file(provider: Provider) -> list[str]:
    """What the file itself does not say yet, by code."""
    contact = ProviderContact.objects.filter(provider=provider).first()
    there = {
        "areas": provider.areas.exists(),
        "categories": provider.lines.exists(),
        "phone": bool(contact and contact.phone),
    }
    return [code for code in FILE if not (there[code] if code in there else getattr(provider, code))]


def items(provider: Provider, on: date, papers: Iterable[ProviderPaper] | None = None) -> list[passport.Item]:
    """What the rule of this day asks for, each with how it stands."""
    rows = ProviderPaper.objects.filter(provider=provider) if papers is None else papers
    return passport.standing(rows, rules.value(LISTING_PAPERS, on), on)


def of_papers(provider: Provider, on: date) -> list[str]:
    """The papers that are not there, were returned or have run out, by kind (R-PUR-03)."""
    return passport.missing(items(provider, on))


def unchecked(provider: Provider, on: date) -> list[str]:
    return passport.unchecked(items(provider, on))


def words(code: str) -> Any:
    return _("缺%(item)s") % {"item": LABELS[code]}


def to_check(kind: str) -> Any:
    return _("%(item)s还没有核对") % {"item": LABELS[kind]}


def _listed(codes: Iterable[str]) -> str:
    return said_now("、").join(str(LABELS[code]) for code in codes) or "—"


listed = read_late(_listed, str)  # the items in one line, in the language of whoever reads it
