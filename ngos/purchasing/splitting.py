"""Which method the amount asks for, and whether a purchase was cut up to stay below it (law: R-PUR-05, R-PUR-06)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, Sum

from kit import clock, money, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.models import Project, SmallPurchase
from ngos.purchasing.budget import BINDING

OPEN, CONSULTATION, COMPARISON = Project.Method.OPEN_TENDER, Project.Method.CONSULTATION, Project.Method.COMPARISON


def method_for(budget_fen: int, limits: Mapping[str, int]) -> str:
    """The method that the amount asks for; another one needs a reason."""
    if budget_fen >= limits["open_from_fen"]:
        return OPEN
    return CONSULTATION if budget_fen >= limits["consultation_from_fen"] else COMPARISON


@dataclass(frozen=True)
class Splitting:
    """What one purchaser buys of one category in one year without open tender, this project with it; fen."""

    before_fen: int
    sum_fen: int
    limit_fen: int

    @property
    def is_over(self) -> bool:
        return self.before_fen > 0 and self.sum_fen >= self.limit_fen


def splitting(project: Project) -> Splitting:
    """The sum over the fiscal year of the project's budget line, this year without one. Two queries."""
    year = project.budget_line.year if project.budget_line else clock.today().year
    same = Project.objects.filter(purchaser_id=project.purchaser_id, category=project.category, status__in=BINDING)
    same = same.filter(budget_line__year=year).exclude(pk=project.pk).exclude(method=OPEN)
    small = SmallPurchase.objects.filter(
        Q(purchaser_id=project.purchaser_id, item__category=project.category, budget_line__year=year),
        called_off_at=None,
    )
    before = (same.aggregate(n=Sum("budget_fen"))["n"] or 0) + (small.aggregate(n=Sum("amount_fen"))["n"] or 0)
    return Splitting(before, before + project.budget_fen, rules.value("purchasing.limits")["open_from_fen"])


def not_split(project: Project) -> None:
    """Refused: with what was bought before, this purchase reaches the limit of open tender and is none."""
    found = splitting(project)
    if project.method != OPEN and found.is_over:
        raise Refused(
            _(
                "本年度同类服务非公开招标的采购已有%(before)s，加上本项目共%(sum)s，达到公开招标限额%(limit)s。"
                "改用公开招标。"
            )
            % {
                "before": money.display(found.before_fen),
                "sum": money.display(found.sum_fen),
                "limit": money.display(found.limit_fen),
            },
            code="splitting",
        )
