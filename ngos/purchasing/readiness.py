"""Whether a draft is complete, part by part: what the task list shows and what stops the hand-in and the approval."""

from __future__ import annotations

from functools import partial

from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.models import Project
from ngos.purchasing import checks, numbers_of_law
from ngos.purchasing.boundary import not_enforcement
from ngos.purchasing.splitting import method_for, not_split


def lacking(project: Project) -> list[tuple[str, list[str]]]:
    """(part, sentences that say what is missing); empty for a draft that may be approved. About eight queries."""
    return checks.refusals(
        (checks.BASICS, partial(_basics, project)),
        (checks.BASICS, partial(not_split, project)),
        (checks.NEED, partial(_need, project)),
        (checks.FACTORS, partial(_factors, project)),
        (checks.CONDITIONS, partial(_conditions, project)),
        (checks.MILESTONES, partial(_milestones, project)),
        (checks.DATES, partial(check_dates, project)),
        (checks.OFFICERS, partial(_officers, project)),
    )


def failures(project: Project) -> int:
    """How many projects in a row failed before this one, of which it is the repetition."""
    n, before = 0, project.retender_of
    while before is not None and before.status == "failed":
        n, before = n + 1, before.retender_of
    return n


def needs_other_method(project: Project) -> bool:
    return failures(project) >= int(rules.value(numbers_of_law.CHANGE_METHOD_AFTER))


def _basics(project: Project) -> None:
    if project.budget_line is None:
        raise Refused(_("选择预算。"), code="budget_line")
    due = method_for(project.budget_fen, rules.value("purchasing.limits"))
    if project.method != due and not project.method_reason.strip():
        raise Refused(
            _("按预算金额应采用%(due)s，选用%(method)s须写明理由。")
            % {"due": Project.Method(due).label, "method": Project.Method(project.method).label},
            code="method_reason",
        )
    if needs_other_method(project):
        _other_method(project)


def _other_method(project: Project) -> None:
    before = project.retender_of
    if before is not None and project.method == before.method:
        raise Refused(_("同一项目已连续废标，须改变采购方式。"), code="same_method")
    if not project.method_agreed_at:
        raise Refused(_("连续废标后改变采购方式，须先经监督人员同意。"), code="method_agreed")


def _need(project: Project) -> None:
    if not project.need.strip():
        raise Refused(_("写明采购需求。"), code="need")
    names = list(project.deliverables.values_list("item__name", flat=True))
    if not names:
        raise Refused(_("至少写一项服务和数量。"), code="deliverables")
    not_enforcement(project.title, project.need, project.standard, *names)


def _factors(project: Project) -> None:
    rows = [checks.Factor(f.kind, f.title, f.most) for f in project.factors.all()]
    weight = checks.check_factors(rows, rules.value("purchasing.price_weight_range"))
    if weight != project.price_weight:
        raise Refused(_("价格权重与评审因素不一致，重新保存评审因素。"), code="price_weight")


def _conditions(project: Project) -> None:
    if not project.conditions.exists():
        raise Refused(_("至少写一条资格条件。"), code="conditions")


def _milestones(project: Project) -> None:
    checks.check_parts([checks.Part(m.title, m.condition, m.share, m.is_advance) for m in project.milestones.all()])


def check_dates(project: Project) -> None:
    """As if published now."""
    until, enquiries, deadline, opening = (
        project.documents_until_on,
        project.enquiries_until_at,
        project.deadline_at,
        project.opening_at,
    )
    if until is None or enquiries is None or deadline is None or opening is None:
        raise Refused(_("填写时间安排。"), code="days")
    days = checks.Days(until, enquiries, deadline, opening)
    checks.check_days(days, project.method, clock.now(), numbers_of_law.frozen())


def _officers(project: Project) -> None:
    if project.head_id is None:
        raise Refused(_("指定采购负责人，由其批准。"), code="head")
