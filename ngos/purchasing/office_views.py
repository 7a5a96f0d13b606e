"""The screens of clerk, head and supervisor: the list, the task list of a draft, a project as it runs, and its acts."""

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

from accounts import roles
from accounts.access import has_role, visible_404
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.paging import page
from ngos import policies
from ngos.models import Clarification, Project
from ngos.purchasing import acts, checks, forms, parts, queries, showing
from ngos.purchasing import services as purchasing
from ngos.purchasing.readiness import lacking

SEES = (roles.CBM, roles.MUN, roles.AUD)
BUYS = (roles.CBM, roles.MUN)
SIZE, QUESTIONS = 30, 30
Trail = list[tuple[Any, str]]


def found(request: HttpRequest, number: str) -> Project:
    return visible_404(queries.projects_visible_to(request.user), number=number)


def trail_of(project: Project) -> Trail:
    return [(_("采购项目"), reverse("ngos:projects")), (project.title, reverse("ngos:project", args=[project.number]))]


@login_required
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects that this person sees, newest first."""
    if not has_role(request.user, *SEES):
        raise Http404
    form = forms.ProjectsForm(request.GET)
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    listed = page(queries.projects_visible_to(request.user).filter(**wanted), request, size=SIZE)
    context = {
        "filters": form,
        "filtered": bool(wanted),
        "page": listed,
        "rows": [{"project": p, "tone": showing.TONES[p.status]} for p in listed.items],
        "may_begin": has_role(request.user, *BUYS),
    }
    return TemplateResponse(request, "ngos/projects.html", context)


@login_required
@once
def new_project(request: HttpRequest) -> HttpResponse:
    """Begin a project; from the purchase plan its category and the count of unmet needs come along."""
    if not has_role(request.user, *BUYS):
        raise Http404
    asked = {name: request.GET.get(name, "") for name in ("category", "demand")}
    initial = {"category": asked["category"]} if asked["category"] else {}
    data = request.POST if request.method == "POST" else None
    form = forms.NewProjectForm(data, initial=initial, purchasers=queries.purchasers_of(request.user))
    if form.is_valid():
        demand = int(asked["demand"]) if asked["demand"].isdecimal() and len(asked["demand"]) < 8 else None
        made = done(form, purchasing.draft_project, by=request.user, demand_n=demand, **form.cleaned_data)
        if made:
            messages.success(request, _("已立项。逐项填写后送审。"))
            return redirect("ngos:project", made.number)
    trail = [(_("采购项目"), reverse("ngos:projects"))]
    return _form(request, form, _("立项"), trail, verb=_("立项"))


def _form(
    request: HttpRequest, form: Any, title: Any, trail: Trail, *, verb: Any, rows: Any = None, text: str = ""
) -> HttpResponse:
    wrong = bool((form is not None and form.errors) or (rows is not None and rows.total_error_count()))
    context = {
        "form": form, "rows": rows, "title": title, "trail": trail, "back": trail[-1][1], "verb": verb, "text": text,
    }  # fmt: skip
    return TemplateResponse(request, "ngos/project_form.html", context, status=409 if wrong else 200)


# --- one project ---------------------------------------------------------------------------------------------------
@login_required
@require_safe
def project(request: HttpRequest, number: str) -> HttpResponse:
    """A draft as a task list; from its notice on what runs: questions, notices, days, and what may be done now."""
    thing = found(request, number)
    drawing_up = thing.status in ("draft", "approved")
    questions = list(thing.clarifications.order_by("answered_at", "pk")[:QUESTIONS]) if not drawing_up else []
    context = {
        "project": thing,
        "tone": showing.TONES[thing.status],
        "facts": showing.facts(thing) + showing.people(thing),
        "days": showing.days(thing),
        "tasks": _tasks(thing, request.user) if drawing_up else [],
        "tables": [] if drawing_up else showing.documents(thing),
        "forecast": queries.forecast(thing) if drawing_up else thing.forecast,
        "drawing_up": drawing_up,
        "questions": questions,
        "may_answer": policies.may(request.user, "answer_clarification", thing) and thing.status == "published",
        "notices": [showing.notice_row(n) for n in thing.notices.all()],
        "buttons": acts.buttons(thing, request.user),
        "openers": showing.openers(thing),
        "is_own": request.user.pk in (thing.clerk_id, thing.head_id),
        "warns": thing.published_at is not None and not thing.external_url,
        "is_public": thing.published_at is not None,
        "before": thing.retender_of,
        "again": thing.retenders.first(),
        "moves": [showing.step(thing, move) for move in history(thing)],
        "trail": [(_("采购项目"), reverse("ngos:projects"))],
    }
    return TemplateResponse(request, "ngos/project.html", context)


def _tasks(thing: Project, user: Any) -> list[dict[str, Any]]:
    missing: dict[str, list[str]] = {}
    for part, said in lacking(thing):
        missing.setdefault(part, []).extend(said)
    writes = _may_write(thing, user)
    return [
        {
            "label": label,
            "url": reverse("ngos:project_part", args=[thing.number, part]) if writes(part) else "",
            "note": (missing.get(part) or [""])[0],
            "state": _("待完善") if part in missing else _("已完成"),
            "tone": "wait" if part in missing else "ok",
        }
        for part, label in checks.PARTS.items()
    ]


def _may_write(thing: Project, user: Any) -> Any:
    """Part → whether this person may write it now; days and openers may be set anew while a notice waits."""
    if not policies.may(user, "edit_project", thing):
        return lambda part: False
    if thing.status == "draft":
        return lambda part: thing.submitted_at is None
    return lambda part: thing.status == "approved" and part in (checks.DATES, checks.OFFICERS)


@login_required
@once
def project_part(request: HttpRequest, number: str, part: str) -> HttpResponse:
    """One part of the task list."""
    thing = found(request, number)
    if part not in parts.BUILDERS or not _may_write(thing, request.user)(part):
        raise Http404
    shown = parts.BUILDERS[part](thing, request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and shown.is_valid():
        carrier = shown.form or Form(request.POST)
        if done(carrier, parts.keep, shown) is not None:
            messages.success(request, _("已保存。"))
            return redirect("ngos:project", number)
        shown = parts.Page(carrier, shown.rows, shown.keep, shown.text)
    title = checks.PARTS[part]
    return _form(request, shown.form, title, trail_of(thing), verb=_("保存"), rows=shown.rows, text=shown.text)


@login_required
@once
def project_act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One act with what it asks for, after a look at what it means."""
    thing = found(request, number)
    if act not in acts.open_to(thing, request.user):
        raise Http404
    wanted = acts.ACTS[act]
    form = wanted.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = done(form, wanted.service, thing, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, str(wanted.said))
            return redirect("ngos:project", made.number)
    return _form(request, form, wanted.label, trail_of(thing), verb=wanted.label, text=acts.hint(wanted))


@login_required
@once
def answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The clerk answers a question to everybody; who asked is shown to nobody."""
    thing = found(request, number)
    row: Clarification = visible_404(thing.clarifications.filter(answered_at=None), pk=pk)
    if not policies.may(request.user, "answer_clarification", thing) or thing.status != "published":
        raise Http404
    form = forms.AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, purchasing.answer, row, by=request.user, **form.cleaned_data):
        messages.success(request, _("已答复并公开。"))
        return redirect("ngos:project", number)
    return _form(request, form, _("答复提问"), trail_of(thing), verb=_("答复"), text=row.question)
