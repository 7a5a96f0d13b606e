"""What may be asked about purchases: whose projects a person sees, what the public sees, what waits."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum

from accounts import access, roles
from accounts.models import OrgUnit, User
from ngos.models import BudgetLine, Clarification, Notice, Project, SmallPurchase
from ngos.purchasing.budget import BINDING
from ngos.purchasing.clarifying import mark
from ngos.purchasing.forecasting import forecast
from ngos.purchasing.splitting import splitting

__all__ = [
    "budget_lines_of",
    "budget_lines_visible_to",
    "forecast",
    "notices",
    "own_questions",
    "projects_visible_to",
    "public_projects",
    "purchasers_of",
    "splitting",
    "to_answer",
    "with_free",
]


def projects_visible_to(user: Any) -> QuerySet[Project]:
    """The city's people and the auditors see all, a county's its own; whoever is clerk or head sees theirs."""
    rows = Project.objects.select_related("purchaser", "clerk", "head")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    counties = [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]
    if not counties:
        return rows.none()
    return rows.filter(Q(county_code__in=counties) | Q(clerk=user) | Q(head=user))


def public_projects() -> QuerySet[Project]:
    """Everything that was ever announced, cancelled ones too."""
    return Project.objects.filter(published_at__isnull=False).select_related("purchaser")


def notices() -> QuerySet[Notice]:
    return Notice.objects.select_related("project", "corrects")


def to_answer(user: Any) -> QuerySet[Clarification]:
    """Questions that this clerk has not answered yet, of projects that still run."""
    return Clarification.objects.filter(
        project__clerk=user, project__status="published", answered_at=None
    ).select_related("project")


def own_questions(project: Project, org: OrgUnit) -> QuerySet[Clarification]:
    return project.clarifications.filter(asker=mark(project, org))


def purchasers_of(user: User) -> QuerySet[OrgUnit]:
    """The bureaus for which this person may buy."""
    units = [s.unit_id for s in access.seats_as(user, roles.MUN, roles.CBM) if s.unit_id]
    return OrgUnit.objects.filter(pk__in=units, kind__in=("municipal_bureau", "county_bureau"))


def budget_lines_of(purchaser: OrgUnit) -> QuerySet[BudgetLine]:
    return BudgetLine.objects.filter(purchaser=purchaser).order_by("-year", "code")


def budget_lines_visible_to(user: Any) -> QuerySet[BudgetLine]:
    rows = BudgetLine.objects.select_related("purchaser")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    return rows.filter(purchaser__in=purchasers_of(user))


def with_free(lines: list[BudgetLine]) -> list[dict[str, Any]]:
    """Each line with what projects and orders bound of it; two queries for all of them."""
    bound: dict[int, int] = dict.fromkeys([line.pk for line in lines], 0)
    for rows, name in (
        (Project.objects.filter(budget_line__in=lines, status__in=BINDING), "budget_fen"),
        (SmallPurchase.objects.filter(budget_line__in=lines, called_off_at=None), "amount_fen"),
    ):
        for pk, fen in rows.values_list("budget_line").annotate(n=Sum(name)).order_by():
            bound[pk] += fen
    return [{"line": line, "bound": bound[line.pk], "free": line.amount_fen - bound[line.pk]} for line in lines]
