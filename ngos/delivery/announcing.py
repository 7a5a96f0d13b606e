"""The public note of an acceptance: counts, and how content those were who were served, where five or more said so."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as lazy

from accounts.models import User
from kit import clock
from kit.sentences import gettext as _
from kit.suppression import LEAST
from ngos import hooks
from ngos.delivery import tallies
from ngos.models import Claim, Notice
from ngos.purchasing import notices


def publish_acceptance(claim: Claim, *, by: User) -> Notice:
    """Only counts and the mean satisfaction: no names, no money, never fewer than five voices (law: R-PUR-23)."""
    contract = claim.contract
    now = tallies.counted(contract, Q(claim=claim))
    whole = tallies.counted(contract, Q(claim__decided_at__isnull=False))
    items = list(contract.items.select_related("item"))
    result = claim.milestone.status_label
    facts = [
        (lazy("合同编号"), contract.number),
        (lazy("付款节点"), claim.milestone.title),
        (lazy("验收结果"), result),
        (lazy("服务对象满意度"), satisfaction(contract)),
    ]
    heads = (lazy("服务项目"), lazy("合同数量"), lazy("本次验收"), lazy("累计验收"))
    rows = [(i.item.name, i.capacity, now[i.pk], whole[i.pk]) for i in items]
    tables = [(lazy("服务数量"), heads, rows)] if rows else []
    data = {"contract": contract.number, "milestone": claim.milestone_id}
    return notices.publish(contract.project, "acceptance", by=by, facts=facts, tables=tables, data=data)


def satisfaction(contract: Any) -> Any:
    """The mean of stars with one decimal, or that there are too few; nobody to ask is the same as nobody asked."""
    found = None
    if hooks.satisfaction.is_answered:
        found = hooks.satisfaction(contract.provider_id, contract.starts_on, clock.today())
    if found is None or found.n < LEAST or found.mean is None:
        return lazy("不足5份，不公布")
    return _("平均%(mean)s分（满分5分，%(n)d份）") % {"mean": one_decimal(found.mean), "n": found.n}


def one_decimal(mean: Fraction | float) -> str:
    """Half up, exactly: 23/5 → "4.6"."""
    tenths = int(Fraction(mean) * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"
