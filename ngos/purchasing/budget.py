"""Budget lines and the catalogue: what money there is, and what may be bought with it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Sum

from accounts.models import OrgUnit, User
from audit import trail
from kit import money
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.models import BudgetLine, CatalogueItem, Project, SmallPurchase
from ngos.purchasing.boundary import not_enforcement

# A draft binds nothing yet; what failed or was cancelled gives its money back.
BINDING = (
    "approved", "published", "closed", "opened", "scoring", "ranked", "proposed", "awarded", "contracted", "ended"
)  # fmt: skip
PURCHASERS = ("municipal_bureau", "county_bureau")


@transaction.atomic
def enter_budget_line(purchaser: OrgUnit, *, by: User, year: int, code: str, title: str, amount_fen: int) -> BudgetLine:
    """Enter what a purchaser may spend in a year, or change the amount of a line that is there.

    Refused: the unit is no state organ; less than what projects and orders have bound. Law: R-PUR-01.
    """
    policies.require(by, "enter_budget_line", purchaser)
    if purchaser.kind not in PURCHASERS:
        raise Refused(_("购买主体只能是市、县（市、区）司法局。"), code="purchaser")
    if amount_fen <= 0:
        raise Refused(_("预算金额必须大于零。"), code="amount")
    line, made = BudgetLine.objects.select_for_update().get_or_create(
        purchaser=purchaser,
        year=year,
        code=code.strip(),
        defaults={"title": title, "amount_fen": amount_fen, "county_code": county_of(purchaser)},
    )
    if not made:
        bound = bound_fen(line)
        if amount_fen < bound:
            raise Refused(_("已有项目占用%(sum)s，预算不能低于此数。") % {"sum": money.display(bound)}, code="bound")
        line.title, line.amount_fen = title, amount_fen
        line.save(update_fields=["title", "amount_fen"])
    trail.record("budget_line.enter", line, by=by, fields=["amount_fen"], detail={"amount_fen": amount_fen})
    return line


def county_of(purchaser: OrgUnit) -> str:
    """The county whose managers see it; "" for the city's own."""
    return "" if purchaser.kind == "municipal_bureau" else purchaser.county_code


def bound_fen(line: BudgetLine, *, but: Project | None = None) -> int:
    """What approved projects and small purchases take of the line. Two queries."""
    projects = Project.objects.filter(budget_line=line, status__in=BINDING).exclude(pk=but.pk if but else None)
    small = SmallPurchase.objects.filter(budget_line=line, called_off_at=None)
    return sum(
        rows.aggregate(n=Sum(name))["n"] or 0 for rows, name in ((projects, "budget_fen"), (small, "amount_fen"))
    )


def free_fen(line: BudgetLine, *, but: Project | None = None) -> int:
    return line.amount_fen - bound_fen(line, but=but)


def enough(line: BudgetLine, fen: int, *, but: Project | None = None) -> BudgetLine:
    """Lock the line and make sure that the sum is free; the next one who asks waits. Refused: it is not."""
    line = BudgetLine.objects.select_for_update().get(pk=line.pk)
    free = free_fen(line, but=but)
    if fen > free:
        raise Refused(
            _("预算“%(line)s”可用%(free)s，不足%(sum)s。调整金额或选用其他预算。")
            % {"line": line.title, "free": money.display(free), "sum": money.display(fen)},
            code="budget",
        )
    return line


@transaction.atomic
def keep_catalogue_item(
    code: str, *, by: User, name: str, category: int, unit: str, is_enforcement: bool = False, **said: Any
) -> CatalogueItem:
    """Enter a service of the catalogue, or change one. `said`: about, with_sessions, is_active.

    Refused: it is, or by its words names, an act of enforcement. Law: R-BND-01.
    """
    policies.require(by, "keep_catalogue_item")
    if is_enforcement:
        raise Refused(_("执法事项不得列入服务目录。"), code="enforcement")
    not_enforcement(name, said.get("about", ""))
    values = {"name": name, "category": category, "unit": unit, **said}
    item, _made = CatalogueItem.objects.update_or_create(code=code, defaults=values)
    trail.record("catalogue.keep", item, by=by, fields=sorted(values))
    return item
