"""Drawing up a project, part by part, until its clerk hands it to the head. Only its clerk writes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts import access, roles
from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import born
from kit import clock, numbers, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from ngos import policies
from ngos.models import BudgetLine, CatalogueItem, Condition, Deliverable, Factor, Milestone, Project
from ngos.purchasing import checks, guards, numbers_of_law
from ngos.purchasing.boundary import not_enforcement
from ngos.purchasing.budget import PURCHASERS, county_of
from ngos.purchasing.readiness import lacking
from ngos.purchasing.splitting import method_for

COLUMNS = frozenset(
    ("title", "need", "standard", "category", "method", "method_reason", "budget_line", "budget_fen", "term_months")
    + ("deduction", "head", "forecast_reason")
)
outbox.template(
    "project_submitted",
    subject=gettext_lazy("采购项目等待批准"),
    body=gettext_lazy("项目 %(number)s 已编制完成，请审核。"),
)


@transaction.atomic
def draft_project(
    purchaser: OrgUnit, *, by: User, title: str, category: int, budget_fen: int, budget_line: BudgetLine | None = None,
    method: str = "", need: str = "", demand_n: int | None = None, **columns: Any,
) -> Project:  # fmt: skip
    """Begin a project; whoever begins it is its clerk. The method follows from the amount where none is given.

    Refused: the purchaser is no state organ; an act of enforcement in its words. Law: R-PUR-01, R-BND-01.
    """
    policies.require(by, "draft_project", purchaser)
    if purchaser.kind not in PURCHASERS:
        raise Refused(_("购买主体只能是市、县（市、区）司法局。"), code="purchaser")
    _known(columns)
    not_enforcement(title, need)
    project = Project(
        number=numbers.next_number("GP", period=str(clock.today().year), width=4),
        title=title.strip(),
        need=need,
        purchaser=purchaser,
        county_code=county_of(purchaser),
        category=category,
        method=method or method_for(budget_fen, rules.value("purchasing.limits")),
        budget_fen=budget_fen,
        budget_line=budget_line,
        clerk=by,
        demand_n=demand_n,
        **columns,
    )
    _sound(project)
    born(project, "draft", by=by)
    return project


@transaction.atomic
def edit_project(project: Project, *, by: User, **columns: Any) -> Project:
    """Change what a draft says; `columns` are those of COLUMNS.

    Refused: it was handed in or is no draft; an act of enforcement; a head who is its clerk or something else in it.
    """
    project = editable(project, by)
    _known(columns)
    for name, value in columns.items():
        setattr(project, name, value)
    _sound(project)
    project.save(update_fields=sorted(columns))
    trail.record("purchase_project.edit", project, by=by, fields=sorted(columns))
    return project


def editable(project: Project, by: User, *states: str) -> Project:
    """The project locked, when this clerk may write it now."""
    policies.require(by, "edit_project", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    guards.apart(project, by, guards.CLERK)
    if project.status not in (states or ("draft",)):
        raise Refused(
            _("项目现在是“%(state)s”，不能修改。需要修改的，先退回编制。") % {"state": project.status_label},
            code="state",
        )
    if project.status == "draft" and project.submitted_at:
        raise Refused(_("项目已送审，需要修改的先撤回。"), code="submitted")
    return project


def _known(columns: dict[str, Any]) -> None:
    if strange := set(columns) - COLUMNS:
        raise ValueError(f"a project has no {sorted(strange)} to edit")


def _sound(project: Project) -> None:
    """What must hold of each value by itself, at every step of the drawing up."""
    not_enforcement(project.title, project.need, project.standard)
    if project.budget_fen <= 0:
        raise Refused(_("预算金额必须大于零。"), code="amount")
    if not 1 <= project.term_months <= 36:
        raise Refused(_("服务期为1至36个月。"), code="term")
    low, high = rules.value("purchasing.deduction_range")
    if not low <= project.deduction <= high:
        raise Refused(
            _("小微企业价格扣除应在%(low)d%%至%(high)d%%之间。") % {"low": low // 10, "high": high // 10},
            code="deduction",
        )
    line = project.budget_line
    if line is not None and line.purchaser_id != project.purchaser_id:
        raise Refused(_("只能使用购买主体自己的预算。"), code="budget_line")
    if project.head is not None:
        _may_head(project, project.head)


def _may_head(project: Project, head: User) -> None:
    if head.pk == project.clerk_id:
        raise Refused(_("采购负责人不能由经办人自己担任。换一位人员。"), code="apart")
    own = (project.purchaser.division_id or "")[:6]
    if not any(s.role == roles.MUN or s.county_code == own for s in access.seats_as(head, roles.MUN, roles.CBM)):
        raise Refused(_("采购负责人应是购买主体或市司法局的管理人员。"), code="head")
    if project.pk:
        guards.apart(project, head, guards.HEAD)


# --- the parts -----------------------------------------------------------------------------------------------------
@transaction.atomic
def set_factors(project: Project, rows: Sequence[checks.Factor], *, by: User) -> Project:
    """Replace what is scored. Refused: not 100.00 together; the price outside its range. Law: R-PUR-14."""
    project = editable(project, by)
    weight = checks.check_factors(rows, rules.value("purchasing.price_weight_range"))
    project.factors.all().delete()
    Factor.objects.bulk_create(
        Factor(project=project, kind=r.kind, title=r.title, measure=r.measure, most=r.most, order=n)
        for n, r in enumerate(rows)
    )
    project.price_weight = weight
    project.save(update_fields=["price_weight"])
    return _written(project, "factors", by)


@transaction.atomic
def set_conditions(project: Project, rows: Sequence[tuple[str, str]], *, by: User) -> Project:
    """Replace the conditions: (text, kind of paper of the passport that proves it or ""). Numbered as clauses."""
    project = editable(project, by)
    not_enforcement(*(text for text, _paper in rows))
    project.conditions.all().delete()
    Condition.objects.bulk_create(
        Condition(project=project, clause=f"2.{n + 1}", text=text, paper=paper, order=n)
        for n, (text, paper) in enumerate(rows)
    )
    return _written(project, "conditions", by)


@transaction.atomic
def set_deliverables(project: Project, rows: Sequence[tuple[CatalogueItem, int]], *, by: User) -> Project:
    """Replace what the contract will ask for: (item, units). Refused: no longer offered; enforcement; named twice."""
    project = editable(project, by)
    not_enforcement(*(item.name for item, _n in rows))
    if any(item.is_enforcement or not item.is_active for item, _n in rows):
        raise Refused(_("服务目录中停用的项目和执法事项不能采购。"), code="enforcement")
    if len({item.pk for item, _n in rows}) < len(rows):
        raise Refused(_("同一项服务只写一次，数量合并。"), code="twice")
    if any(n < 1 for _item, n in rows):
        raise Refused(_("数量至少为1。"), code="quantity")
    project.deliverables.all().delete()
    Deliverable.objects.bulk_create(
        Deliverable(project=project, item=item, quantity=n, order=k) for k, (item, n) in enumerate(rows)
    )
    return _written(project, "deliverables", by)


@transaction.atomic
def set_milestones(project: Project, rows: Sequence[checks.Part], *, by: User) -> Project:
    """Replace when what part is paid. Refused: not 100.00 % together; an advance that is not the first."""
    project = editable(project, by)
    checks.check_parts(rows)
    project.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(
            project=project, title=r.title, condition=r.condition, share=r.share, is_advance=r.is_advance, order=n
        )
        for n, r in enumerate(rows)
    )
    return _written(project, "milestones", by)


@transaction.atomic
def set_dates(
    project: Project, *, by: User, documents_until_on: date, deadline_at: datetime,
    enquiries_until_at: datetime | None = None, opening_at: datetime | None = None,
) -> Project:  # fmt: skip
    """Plan the days as if the notice came out now; asked again at the publication. Also while approved.

    Questions are taken until the deadline and bids opened at it where nothing else is said.
    Refused: shorter than the law allows. Law: R-PUR-07, R-PUR-08.
    """
    project = editable(project, by, "draft", "approved")
    days = checks.Days(documents_until_on, enquiries_until_at or deadline_at, deadline_at, opening_at or deadline_at)
    checks.check_days(days, project.method, clock.now(), numbers_of_law.frozen())
    for name, value in vars(days).items():
        setattr(project, name, value)
    project.save(update_fields=list(vars(days)))
    return _written(project, "dates", by)


def _written(project: Project, what: str, by: User) -> Project:
    trail.record("purchase_project.edit", project, by=by, fields=[what])
    return project


# --- handing in ----------------------------------------------------------------------------------------------------
@transaction.atomic
def submit_project(project: Project, *, by: User) -> Project:
    """Hand the draft to its head. Refused, with all that is missing: a part lacks something."""
    project = editable(project, by)
    missing = [sentence for _part, said in lacking(project) for sentence in said]
    if missing:
        raise Refused(_("项目还不完整。"), code="incomplete", reasons=missing)
    project.submitted_at = clock.now()
    project.save(update_fields=["submitted_at"])
    trail.record("purchase_project.submit", project, by=by)
    if project.head is not None:
        url = reverse("ngos:project", args=[project.number])
        outbox.put("project_submitted", to=project.head, about=project, url=url, number=project.number)
    return project
