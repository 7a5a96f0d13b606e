"""What the house itself sees wrong with an opened bid: each finding with its clause and a reason for the bidder."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from kit.clock import SHANGHAI
from kit.sentences import gettext as _
from ngos.bidding.states import READABLE
from ngos.models import Bid, Condition, Project

# What a refusal may rest on besides the project's own conditions.
CLAUSES = {
    "R-PUR-03": lazy("资格证明材料"),
    "R-PUR-04": lazy("供应商之间的关联关系"),
    "R-PUR-09": lazy("报价超过预算"),
    "R-PUR-14": lazy("未响应采购文件的实质要求"),
    "R-PUR-17": lazy("报价明显偏低且不能说明"),
}


@dataclass(frozen=True)
class Finding:
    """`clause` is a key of CLAUSES or the clause of a condition."""

    clause: str
    reason: str


def content_of(bid: Bid) -> dict[str, Any]:
    """What the envelope said; empty where nothing can be read."""
    try:
        found = json.loads(bid.content or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def findings(bid: Bid) -> list[Finding]:
    """All of them; prices are compared with the budget and never told (law: R-PUR-03, R-PUR-04, R-PUR-09)."""
    found = []
    if bid.price_fen is None or bid.price_fen > bid.project.budget_fen:
        found.append(Finding("R-PUR-09", _("报价超过公布的预算金额。")))
    if bid.pk in shared_hands(bid.project):
        found.append(Finding("R-PUR-04", _("与本项目另一家供应商的负责人为同一人。")))
    content = content_of(bid)
    if not content.get("statement", {}).get("no_violation"):
        found.append(Finding("R-PUR-03", _("没有提交三年内无重大违法记录的声明。")))
    papers = content.get("papers", [])
    day = bid.project.deadline_at.astimezone(SHANGHAI).date() if bid.project.deadline_at else None
    for condition in bid.project.conditions.all():
        if not is_proved(condition, papers, day):
            found.append(Finding(condition.clause, _("缺少或已过期的证明材料：%(text)s") % {"text": condition.text}))
    return found


def is_proved(condition: Condition, papers: Iterable[dict[str, Any]], day: date | None) -> bool:
    """Whether a paper of the kind lies in the bid and held on the day of the deadline."""
    if not condition.paper:
        return True
    return any(p.get("kind") == condition.paper and _held(p.get("until"), day) for p in papers)


def _held(until: str | None, day: date | None) -> bool:
    return not until or day is None or date.fromisoformat(until) >= day


def shared_hands(project: Project) -> set[int]:
    """Bids whose providers have the same responsible person: all of them are refused (law: R-PUR-04)."""
    bids = Bid.objects.filter(project=project, status__in=READABLE).select_related("provider")
    by_person: dict[str, list[int]] = {}
    for bid in bids:
        if person := _plain(bid.provider.legal_representative if bid.provider else ""):
            by_person.setdefault(person, []).append(bid.pk)
    return {pk for pks in by_person.values() if len(pks) > 1 for pk in pks}


def _plain(name: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", name or "").split()).casefold()


def clauses_of(project: Project) -> dict[str, Any]:
    """Clause → what it asks: what a refusal may name in this project."""
    own = {c.clause: c.text for c in project.conditions.all()}
    return {**own, **CLAUSES}
