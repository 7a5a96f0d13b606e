"""Two pages of an organisation, for itself and for its offices: the plan of incubation, and its own years."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts import access
from audit.once import once
from desk.dates import day
from desk.page_acts import Act, answer, offered
from kit import clock
from ngos.growth import forms as f
from ngos.growth import services
from ngos.models import IncubationPlan, IncubationStep, Provider, SelfAssessment
from ngos.policies import policies
from ngos.providers import queries


def _file(request: HttpRequest, pk: int) -> Provider:
    """The own organisation, or one whose file this office looks after; officers have no part in either page."""
    own = queries.own(request.user)
    if own is not None and own.pk == pk:
        return own
    provider = access.visible_404(queries.visible_to(request.user), pk=pk)
    if not policies.may(request.user, "read_provider_paper", provider):
        raise Http404
    return provider


def _page(request: HttpRequest, provider: Provider, acts: Iterator[Act], name: str, **shown: Any) -> HttpResponse:
    open_acts = offered(request, provider, acts, policies)
    gone_on, form = answer(request, open_acts, reverse(f"ngos:{name}", args=[provider.pk]))
    if gone_on:
        return gone_on
    mine = queries.own(request.user) == provider
    above = (
        [(_("我的机构"), reverse("ngos:mine"))]
        if mine
        else [
            (pgettext("more than one", "社会组织"), reverse("ngos:registry")),
            (provider.org.name, reverse("ngos:provider", args=[provider.pk])),
        ]
    )
    context = {"p": provider, "acts": open_acts.values(), "form": form, "trail": above, "mine": mine, **shown}
    return TemplateResponse(request, f"ngos/{name}.html", context, status=409 if form and form.errors else 200)


# --- incubation ---------------------------------------------------------------------------------------------------
@login_required
@once
def incubation(request: HttpRequest, pk: int) -> HttpResponse:
    provider = _file(request, pk)
    plans = list(provider.incubations.prefetch_related("steps"))
    running = next((p for p in plans if p.ended_on is None), None)
    shown = {
        "running": running,
        "tasks": [_task(step) for step in running.steps.all()] if running else [],
        "ended": [p for p in plans if p.ended_on],
    }
    return _page(request, provider, _incubation_acts(provider, running, request.user), "incubation", **shown)


def _task(step: IncubationStep) -> dict[str, Any]:
    late = step.done_on is None and step.due_on < clock.today()
    state, tone = (_("已完成"), "ok") if step.done_on else (_("已逾期"), "bad") if late else (_("进行中"), "run")
    return {"label": step.text, "note": _("到 %(day)s") % {"day": day(step.due_on)}, "state": state, "tone": tone}


def _incubation_acts(provider: Provider, running: IncubationPlan | None, by: Any) -> Iterator[Act]:
    if running is None:
        do: Any = partial(services.plan_incubation, provider, by=by)
        yield Act("plan", _("制定培育计划"), "plan_incubation", do, _("已制定，机构能看到。"), f.PlanForm)
        return
    for step in running.steps.all():
        if step.done_on is None:
            do = partial(services.finish_step, step, by=by)
            label = _("已完成：%(step)s") % {"step": step.text}
            yield Act(f"step-{step.pk}", label, "plan_incubation", do, _("已登记。"))
    do = partial(services.end_incubation, running, by=by)
    yield Act("end", _("结束培育"), "plan_incubation", do, _("培育已结束。"), f.ResultForm)


# --- the own year --------------------------------------------------------------------------------------------------
@login_required
@once
def years(request: HttpRequest, pk: int) -> HttpResponse:
    provider = _file(request, pk)
    rows = list(provider.assessments.select_related("read_by"))
    shown = {"years": [{"a": row, "facts": _marks(row)} for row in rows]}
    return _page(request, provider, _year_acts(provider, rows, request.user), "years", **shown)


def _marks(row: SelfAssessment) -> list[tuple[Any, str]]:
    said = [(SelfAssessment._meta.get_field(m).verbose_name, f"{getattr(row, m)} / 5") for m in SelfAssessment.MARKS]
    if row.improve_by_on:
        said.append((_("改进期限"), day(row.improve_by_on)))
    return said


def _year_acts(provider: Provider, rows: list[SelfAssessment], by: Any) -> Iterator[Act]:
    do: Any = partial(services.hand_in_year, provider, by=by)
    yield Act("year", _("提交年度自评"), "assess_own_year", do, _("已提交。"), f.YearForm)
    for row in rows:
        if row.read_at is None:
            do = partial(services.read_year, row, by=by)
            label = _("已阅 %(year)d 年自评") % {"year": row.year}
            yield Act(f"read-{row.pk}", label, "recommend_provider", do, _("已登记。"), f.AnswerForm)
