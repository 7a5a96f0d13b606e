"""The screens of handing over in bulk: where it is due, and one handover with every case, its target and its reason."""

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

from accounts.access import visible_404
from accounts.models import OrgUnit, User
from audit.once import once
from desk.acts import done
from desk.paging import page
from kit import clock
from matching import words
from matching.models import Reassignment
from matching.reassigning import forms, queries, services

TONES = {"draft": "wait", "running": "run", "done": "ok", "undone": "off", "dropped": "off"}


@login_required
@once
def reassignments(request: HttpRequest) -> HttpResponse:
    """What is to be handed over in the county, and what was; a list of cases begins here."""
    counties = queries.counties_of(request.user)
    if not counties:
        raise Http404
    due = queries.due_for(counties)
    form = forms.BeginForm(request.POST if request.method == "POST" else None, due=due)
    if form.is_valid():
        made = _begun(form, request.user)
        if made is not None:
            return redirect("matching:reassignment", made.pk)
    found = page(queries.visible_to(request.user), request)
    context = {
        "due": due, "form": form, "page": found,
        "rows": [{"r": r, "tone": TONES[r.status]} for r in found.items],
    }  # fmt: skip
    return TemplateResponse(request, "matching/reassignments.html", context, status=409 if form.errors else 200)


def _begun(form: forms.BeginForm, by: Any) -> Any:
    row = form.chosen()
    worker = User.objects.filter(pk=row["worker"]).first() if row["worker"] else None
    org = OrgUnit.objects.get(pk=row["org"])
    reason = form.cleaned_data["reason"]
    return done(form, services.begin, org, by=by, county_code=row["county"], reason=reason, worker=worker)


@login_required
@once
def reassignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Every case with its proposed targets; saved, confirmed as one act, undone within a day."""
    thing: Reassignment = visible_404(queries.visible_to(request.user), pk=pk)
    lines = list(thing.lines.select_related("request__client", "request__helper", "request__officer", "place"))
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _acted(request, thing, lines, form):
        return redirect("matching:reassignment", pk)
    context = {
        "r": thing, "tone": TONES[thing.status], "form": form, "lines": [_line(line) for line in lines],
        "owing": queries.owing(thing.org_id, thing.county_code) if thing.worker_id is None else 0,
        "is_draft": thing.status == "draft",
        "may_undo": thing.status == "done" and bool(thing.due_at and clock.now() <= thing.due_at),
        "trail": [(_("集中移交"), reverse("matching:reassignments"))],
    }  # fmt: skip
    return TemplateResponse(request, "matching/reassignment.html", context, status=409 if form.errors else 200)


def _line(line: Any) -> dict[str, Any]:
    chosen = queries.target_of(line)
    return {
        "line": line,
        "need": words.need(line.request.need),
        "options": [(code, name, code == chosen) for code, name in queries.targets(line).items()],
        "none": not chosen,
    }


def _acted(request: HttpRequest, thing: Reassignment, lines: list[Any], form: Form) -> Any:
    act, by = request.POST.get("act", ""), request.user
    if act in ("save", "confirm") and thing.status == "draft":
        choices = {line.pk: _chosen(request, line.pk) for line in lines}
        if done(form, services.choose, thing, by=by, choices=choices) is None:
            return None
        if act == "save":
            messages.success(request, _("已保存，还没有移交。"))
            return thing
        return _said(request, _("已确认移交。24 小时内可以撤销。"), done(form, services.confirm, thing, by=by))
    if act == "drop" and thing.status == "draft":
        return _said(request, _("没有移交，一切照旧。"), done(form, services.drop, thing, by=by))
    if act == "undo" and thing.status == "done":
        return _said(request, _("已撤销，逐件的结果见下表。"), done(form, services.undo, thing, by=by))
    raise Http404


def _chosen(request: HttpRequest, pk: int) -> tuple[str, str]:
    return request.POST.get(f"target_{pk}", ""), request.POST.get(f"reason_{pk}", "")


def _said(request: HttpRequest, text: str, thing: Any) -> Any:
    if thing is not None:
        messages.success(request, text)
    return thing
