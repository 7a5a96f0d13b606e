"""The trainer's screens of blueprints: the list, one with its parts and what came of it, the editor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import visible_404
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.paging import page
from training import policies
from training.quizzes import analysis, queries, showing
from training.quizzes import blueprints as services
from training.quizzes.forms import BlueprintForm
from training.quizzes.models import Blueprint

MOST = 1_000  # questions


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("试卷"), reverse("training:blueprints")), *more]


def _keeper(request: HttpRequest) -> None:
    if not policies.may(request.user, "keep_blueprint"):
        raise Http404


@login_required
@require_safe
def blueprints(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "see_bank"):
        raise Http404
    found = page(queries.blueprints(request.user), request)
    context = {
        "page": found,
        "rows": [{"b": b, "tone": showing.TONES[b.status]} for b in found.items],
        "may_write": policies.may(request.user, "keep_blueprint"),
    }
    return TemplateResponse(request, "training/blueprints.html", context)


@login_required
@once
def blueprint(request: HttpRequest, pk: int) -> HttpResponse:
    """One blueprint: its parts, what the bank lacks for it, how often it was sat; open it, close it."""
    thing: Blueprint = visible_404(queries.blueprints(request.user), pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        act = {"open": services.open_blueprint, "close": services.close_blueprint}.get(request.POST.get("act", ""))
        if act is None or not policies.may(request.user, "keep_blueprint"):
            raise Http404
        form.is_valid()
        if done(form, act, thing, by=request.user):
            messages.success(request, _("已开放。") if act is services.open_blueprint else _("已停用，正在答的照常。"))
            return redirect("training:blueprint", pk)
    context = {
        "b": thing,
        "tone": showing.TONES[thing.status],
        "facts": [*showing.facts(thing, None), (_("谁可以参加"), thing.get_audience_display())],
        "parts": thing.parts.select_related("topic").order_by("position", "pk"),
        "lacking": services.lacking(thing) if thing.status != "closed" else "",
        "outcome": queries.outcome(thing),
        "moves": [showing.step(thing, move) for move in history(thing)],
        "may_write": policies.may(request.user, "keep_blueprint"),
        "form": form,
        "trail": _trail(),
    }
    return TemplateResponse(request, "training/blueprint.html", context, status=409 if form.errors else 200)


@login_required
@require_safe
def exam_analysis(request: HttpRequest, pk: int) -> HttpResponse:
    """How the questions do that this quiz draws, for whoever keeps the bank and for whoever teaches its course."""
    thing: Blueprint = visible_404(Blueprint.objects, pk=pk)
    if not policies.may(request.user, "see_analysis", thing):
        raise Http404
    shut = showing.why_shut(thing, request.user)
    found = [] if shut else analysis.worst_first(queries.drawn_by(thing).order_by("code")[:MOST])
    context = {
        "b": thing, "shut": shut, "enough": analysis.ENOUGH, "may_open": policies.may(request.user, "see_bank"),
        "rows": [{"q": q, "read": read, "said": analysis.VERDICTS[read.verdict]} for q, read in found],
        "trail": _trail((str(thing), reverse("training:blueprint", args=[pk])))
        if policies.may(request.user, "see_bank") else [],
    }  # fmt: skip
    return TemplateResponse(request, "training/exam_analysis.html", context)


@login_required
@once
def new_blueprint(request: HttpRequest) -> HttpResponse:
    _keeper(request)
    form = BlueprintForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = done(form, services.draft_blueprint, by=request.user, parts=form.parts(), **form.columns())
        if made:
            messages.success(request, _("已存为草稿，开放以后学员才能看到。"))
            return redirect("training:blueprint", made.pk)
    return _editor(request, form, _("新建试卷"), _trail())


@login_required
@once
def edit_blueprint(request: HttpRequest, pk: int) -> HttpResponse:
    _keeper(request)
    thing: Blueprint = visible_404(queries.blueprints(request.user), pk=pk)
    form = BlueprintForm(request.POST if request.method == "POST" else None, blueprint=thing)
    if form.is_valid():
        changed = done(form, services.change_blueprint, thing, by=request.user, parts=form.parts(), **form.columns())
        if changed:
            messages.success(request, _("已保存。"))
            return redirect("training:blueprint", pk)
    back = reverse("training:blueprint", args=[pk])
    return _editor(request, form, _("修改试卷"), _trail((str(thing), back)))


def _editor(request: HttpRequest, form: BlueprintForm, title: str, trail: list[tuple[str, str]]) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "trail": trail, "back": trail[-1][1]}
    return TemplateResponse(request, "training/blueprint_edit.html", context, status=409 if form.errors else 200)
