"""What may be asked about purchases: whose projects a person sees, what the public sees, what waits."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from accounts.models import OrgUnit, User
from ngos.models import BudgetLine, Clarification, Notice, Project
from ngos.purchasing.clarifying import mark
from ngos.purchasing.forecasting import forecast
from ngos.purchasing.splitting import splitting

__all__ = [
    "budget_lines_of",
    "forecast",
    "notices",
    "own_questions",
    "projects_visible_to",
    "public_projects",
    "purchasers_of",
    "splitting",
    "to_answer",
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
