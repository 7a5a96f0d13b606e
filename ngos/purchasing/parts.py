"""The parts of the task list: each with its form, its rows, and the services that keep what was filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import queries as people
from accounts import roles
from accounts.models import User
from desk.dates import day
from kit import calendar, clock
from ngos.bidding import keys
from ngos.models import OfficerKey, Project, TenderKey
from ngos.purchasing import checks, drafting, forms, numbers_of_law, queries


@dataclass(frozen=True)
class Page:
    """What the page of a part shows: one form, a set of rows, or both; `keep` writes it, all or nothing."""

    form: django_forms.Form | None
    rows: Any
    keep: Callable[[], Any]
    text: str = ""

    def is_valid(self) -> bool:
        kept = [part.is_valid() for part in (self.form, self.rows) if part is not None]
        return all(kept)


Builder = Callable[[Project, User, Any], Page]


def _rows(row: type[django_forms.Form], data: Any, initial: list[dict[str, Any]], extra: int = 2) -> Any:
    made = django_forms.formset_factory(row, extra=extra, max_num=forms.MOST_ROWS, can_delete=False)
    return made(data, initial=initial, prefix="r")


def _filled(rows: Any) -> list[dict[str, Any]]:
    """The rows that say something, in order; a row that was emptied is gone."""
    return [row.cleaned_data for row in rows if row.cleaned_data]


def _basics(project: Project, by: User, data: Any) -> Page:
    names = ("title", "category", "budget_line", "budget_fen", "method", "method_reason", "term_months", "deduction")
    form = forms.BasicsForm(
        data,
        initial={name: getattr(project, name) for name in names},
        lines=queries.budget_lines_of(project.purchaser),
    )
    return Page(form, None, lambda: drafting.edit_project(project, by=by, **form.cleaned_data))


def _need(project: Project, by: User, data: Any) -> Page:
    form = forms.NeedForm(data, initial={"need": project.need, "standard": project.standard})
    there = [{"item": d.item_id, "quantity": d.quantity} for d in project.deliverables.all()]
    rows = _rows(forms.DeliverableRow, data, there)

    def keep() -> Project:
        drafting.edit_project(project, by=by, **form.cleaned_data)
        found = [(row["item"], row["quantity"]) for row in _filled(rows)]
        return drafting.set_deliverables(project, found, by=by)

    return Page(form, rows, keep, _("写明为谁做什么、达到什么标准，再列出服务和数量。"))


def _factors(project: Project, by: User, data: Any) -> Page:
    there = [{"kind": f.kind, "title": f.title, "most": f.most, "measure": f.measure} for f in project.factors.all()]
    rows = _rows(forms.FactorRow, data, there)

    def keep() -> Project:
        found = [checks.Factor(r["kind"], r["title"], r["most"], r["measure"]) for r in _filled(rows)]
        return drafting.set_factors(project, found, by=by)

    return Page(None, rows, keep, _("各项分值合计100.00；价格最多一项，10至30分。不得以地区或行业奖项加分。"))


def _conditions(project: Project, by: User, data: Any) -> Page:
    form = forms.ForecastForm(data, initial={"forecast_reason": project.forecast_reason})
    there = [{"text": c.text, "paper": c.paper} for c in project.conditions.all()]
    rows = _rows(forms.ConditionRow, data, there)

    def keep() -> Project:
        drafting.edit_project(project, by=by, **form.cleaned_data)
        return drafting.set_conditions(project, [(r["text"], r["paper"]) for r in _filled(rows)], by=by)

    found = queries.forecast(project)
    text = _("按已保存的条件，在库机构%(listed)d家，符合%(qualified)d家，其中%(room)d家有承接名额。") % {
        "listed": found["listed"], "qualified": found["qualified"], "room": found["with_room"],
    }  # fmt: skip
    return Page(form, rows, keep, text)


def _milestones(project: Project, by: User, data: Any) -> Page:
    there = [
        {"title": m.title, "share": m.share, "condition": m.condition, "is_advance": m.is_advance}
        for m in project.milestones.all()
    ]
    rows = _rows(forms.MilestoneRow, data, there)

    def keep() -> Project:
        found = [checks.Part(r["title"], r["condition"], r["share"], r["is_advance"]) for r in _filled(rows)]
        return drafting.set_milestones(project, found, by=by)

    return Page(None, rows, keep, _("比例合计100.00%。只有第一个节点可以是预付款。"))


def _dates(project: Project, by: User, data: Any) -> Page:
    names = ("documents_until_on", "enquiries_until_at", "deadline_at", "opening_at")
    law = numbers_of_law.frozen()
    papers = calendar.add_workdays(clock.today(), law["documents_workdays"])
    deadline = calendar.add_days(clock.today(), law["notice_days"][project.method])
    hints = {
        "documents_until_on": _("今天公告的，最早为%(day)s") % {"day": day(papers)},
        "deadline_at": _("今天公告的，最早为%(day)s") % {"day": day(deadline)},
        "enquiries_until_at": _("空着即到响应截止"),
        "opening_at": _("空着即响应截止时"),
    }
    form = forms.DatesForm(data, initial={name: getattr(project, name) for name in names}, hints=hints)
    return Page(form, None, lambda: drafting.set_dates(project, by=by, **form.cleaned_data))


def _officers(project: Project, by: User, data: Any) -> Page:
    """The head, and who opens the bids; the latter also while an approved project waits for its notice."""
    managers = people.people_with(roles.MUN) | people.people_with(roles.CBM, unit=project.purchaser)
    managers = managers.exclude(pk=project.clerk_id).distinct()
    key = TenderKey.objects.filter(project=project).first()
    there = {o.user_id for o in key.officers.all()} if key else set()
    form = forms.OfficersForm(
        data,
        initial={"head": project.head_id, "openers": sorted(there), "k": key.k if key else keys.FEWEST},
        people=managers,
        keyed=managers.filter(pk__in=OfficerKey.objects.filter(retired_at=None).values("user_id")),
    )
    form.fields["head"].disabled = project.status != "draft"

    def keep() -> Project:
        said = form.cleaned_data
        kept = drafting.edit_project(project, by=by, head=said["head"]) if project.status == "draft" else project
        chosen = {user.pk for user in said["openers"]}
        if chosen and (chosen != there or key is None or said["k"] != key.k):
            keys.appoint_openers(kept, said["openers"], by=by, k=said["k"])
        return kept

    return Page(form, None, keep, _("经办人、负责人、开标人和评审小组成员各由不同的人担任。换开标人以后须重新演练。"))


BUILDERS: dict[str, Builder] = {
    checks.BASICS: _basics,
    checks.NEED: _need,
    checks.FACTORS: _factors,
    checks.CONDITIONS: _conditions,
    checks.MILESTONES: _milestones,
    checks.DATES: _dates,
    checks.OFFICERS: _officers,
}


def keep(page: Page) -> Any:
    """All of a page or nothing of it."""
    with transaction.atomic():
        return page.keep()
