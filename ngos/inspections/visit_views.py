"""One visit: its checklist as it is filled in at the place, what was found, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.forms import ReasonForm
from desk.page_acts import Act, answer, offered
from ngos.inspections import forms, noticing, queries, services, showing
from ngos.inspections.views import SEES
from ngos.models import CheckItem, Finding, Inspection
from ngos.policies import policies


@login_required
@once
def inspection(request: HttpRequest, number: str) -> HttpResponse:
    if not has_role(request.user, *SEES):
        raise Http404
    thing: Inspection = visible_404(queries.inspections_visible_to(request.user), number=number)
    items = list(thing.items.prefetch_related("evidence"))
    findings = list(thing.findings.select_related("confirmed_by"))
    open_acts = offered(request, thing, _acts(thing, items, findings, request.user), policies)
    gone_on, form = answer(request, open_acts, reverse("ngos:inspection", args=[number]))
    if gone_on:
        return gone_on
    lines = [{**showing.line(item), "act": open_acts.pop(f"answer-{item.pk}", None)} for item in items]
    found = [{**showing.finding(row), "acts": _of(open_acts, row.pk)} for row in findings]
    context = {
        "i": thing, "tone": showing.TONES[thing.status], "facts": showing.facts(thing), "lines": lines,
        "left": sum(not item.answer for item in items), "findings": found, "form": form or forms.FinishForm(),
        "acts": list(open_acts.values()), "trail": showing.trail(), "plan_url": _plan_url(request, thing),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/inspection.html", context, status=409 if form else 200)


def _of(open_acts: dict[str, Any], pk: int) -> list[Any]:
    """The acts on one finding, taken out of those of the page."""
    return [open_acts.pop(name) for name in list(open_acts) if name.endswith(f"-f{pk}")]


def _plan_url(request: HttpRequest, thing: Inspection) -> str:
    seen = thing.plan_id and has_role(request.user, roles.CBM, roles.MUN, roles.AUD)
    return reverse("ngos:inspection_plan", args=[thing.plan_id]) if seen else ""


def _acts(thing: Inspection, items: list[CheckItem], findings: list[Finding], by: Any) -> Iterator[Act]:
    if thing.status == "planned":
        yield Act("begin", _("开始检查"), "inspect", partial(services.begin_inspection, thing, by=by),
                  _("检查表已打开。"), is_primary=True)  # fmt: skip
        yield Act("assign", _("安排检查人"), "assign_inspector", partial(services.assign_inspector, thing, by=by),
                  _("已安排，检查人会收到通知。"), forms.AssignForm, (("county", thing.county_code),))  # fmt: skip
    if thing.status in ("planned", "under_way"):
        yield Act("cancel", _("取消检查"), "cancel_inspection", partial(services.cancel_inspection, thing, by=by),
                  _("已取消。"), ReasonForm, (("hint", _("写入检查记录")),))  # fmt: skip
    if thing.status == "under_way":
        yield from _at_the_place(thing, items, by)
    if thing.status == "done":
        yield from _afterwards(findings, by)


def _at_the_place(thing: Inspection, items: list[CheckItem], by: Any) -> Iterator[Act]:
    for item in items:
        yield Act(f"answer-{item.pk}", _("保存"), "inspect", partial(_answer, item, by), _("已保存。"),
                  forms.ItemForm, _so_far(item))  # fmt: skip
    yield Act("finding", _("另记一个问题"), "inspect", partial(services.note_finding, thing, by=by), _("已记下。"),
              forms.FindingForm)  # fmt: skip
    yield Act("finish", _("完成检查"), "inspect", partial(services.finish_inspection, thing, by=by),
              _("检查已完成，被检查单位能看到结果。"), forms.FinishForm)  # fmt: skip


def _so_far(item: CheckItem) -> Any:
    return (("initial", {"answer": item.answer, "note": item.note}),)


def _answer(item: CheckItem, by: Any, *, file: Any, **said: Any) -> CheckItem:
    return services.answer_item(item, by=by, files=[file] if file else [], **said)


def _afterwards(findings: list[Finding], by: Any) -> Iterator[Act]:
    for row in findings:
        if row.severity == "red_line" and row.confirmed_at is None and row.found_by_id != by.pk:
            yield Act(f"confirm-f{row.pk}", _("听取陈述后认定"), "confirm_red_line",
                      partial(services.confirm_red_line, row, by=by), _("已认定为红线问题。"),
                      forms.HearingForm)  # fmt: skip
        if not row.notice_ref:
            yield Act(f"notice-f{row.pk}", _("发整改通知"), "issue_from_finding",
                      partial(noticing.issue_from_finding, row, by=by), _("整改通知已发出。"))  # fmt: skip


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """A photograph or paper of a line, for whoever sees the visit."""
    if not has_role(request.user, *SEES):
        raise Http404
    thing = visible_404(queries.evidence_visible_to(request.user), pk=pk)
    return services.read_evidence(thing, by=request.user)
