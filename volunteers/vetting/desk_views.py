"""The vetting desk: applications that wait, one applicant, what is read for a purpose, scans."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.acts import done
from desk.paging import page
from training import queries as training
from volunteers import policies
from volunteers import queries as volunteers
from volunteers.models import Application, Volunteer
from volunteers.vetting import conflicts, desk_acts, lines, papers, queries, reading, services
from volunteers.vetting.acts import answer, offered
from volunteers.vetting.forms import ApplicationFilter, PurposeForm

VETTERS = (roles.OFF, roles.CBM, roles.MUN)
SIZE = 50
TONES = {"applied": "wait", "returned": "run", "admitted": "ok", "rejected": "off"}
Thing = Application | Volunteer


# --- the queue -------------------------------------------------------------------------------------------------
@login_required
@once
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first, with the odd ones on top; ticked rows can be done together."""
    if not has_role(request.user, *VETTERS):
        raise Http404
    rows = queries.applications_visible_to(request.user)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        result = done(form, _together, request, rows)
        if result is not None:
            return redirect("volunteers:vetting")
    filters = ApplicationFilter(request.GET, states=Application.machine.states)
    filters.is_valid()
    context = {"form": form, "filters": filters, **_shown(request, rows, filters.cleaned_data)}
    return TemplateResponse(request, "volunteers/vetting.html", context, status=409 if form.errors else 200)


def _shown(request: HttpRequest, rows: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    status = wanted.get("status") or "applied"
    found = rows.filter(status=status)
    if text := (wanted.get("q") or "").strip():
        found = found.filter(full_name__contains=text)
    first: list[Application] = []
    if status == "applied":
        strange = queries.odd(found)
        first = list(strange.order_by("due_at", "pk")[:SIZE])
        listed = page(found.exclude(pk__in=strange.values("pk")), request, size=SIZE, ascending=True, by="due_at")
    else:
        listed = page(found, request, size=SIZE)
    shown = lines.lines([*first, *listed.items])
    return {"page": listed, "waits": status == "applied", "odd": shown[: len(first)], "rows": shown[len(first) :]}


def _together(request: HttpRequest, rows: Any) -> bool:
    """Do one act with all that were ticked, and tell of each that could not be done why."""
    by, reason = request.user, request.POST.get("reason", "")
    acts: dict[str, tuple[Callable[[Application], Any], str]] = {
        "identity": (partial(services.verify_applicant, by=by), _("已核验身份 %(n)d 人。")),
        "conflict": (partial(conflicts.ask_conflict, by=by, purpose=_("审核志愿者申请")), _("已询问 %(n)d 人。")),
        "admit": (partial(services.admit_applicant, by=by), _("已通过 %(n)d 人。")),
        "return": (partial(services.return_application, by=by, reason=reason), _("已退回 %(n)d 人，请其补充。")),
    }
    if (name := request.POST.get("act", "")) not in acts:
        raise Http404
    ticked = [int(pk) for pk in request.POST.getlist("application") if pk.isdecimal() and len(pk) < 19]
    chosen = rows.filter(status="applied", pk__in=ticked[: services.MOST_AT_ONCE]).order_by("pk")
    act, said = acts[name]
    managed, refused = services.each(chosen, act)
    if managed:
        messages.success(request, said % {"n": len(managed)})
    for application, why in refused:
        messages.warning(request, _("%(name)s：%(why)s") % {"name": application.full_name, "why": why})
    return True


# --- one applicant ---------------------------------------------------------------------------------------------
@login_required
@once
def applicant(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts with the number masked, who else has it, the steps of looking, the decision."""
    thing = visible_404(queries.applications_visible_to(request.user), pk=pk)
    acts = offered(request, thing, desk_acts.acts_of(thing, request.user))
    gone_on, form = answer(request, acts, reverse("volunteers:applicant", args=[pk]))
    if gone_on:
        return gone_on
    context = {
        "a": thing,
        "tone": TONES[thing.status],
        "facts": lines.facts(thing),
        "steps": lines.steps(thing),
        "twins": lines.twins(thing, request.user),
        "papers": reading.papers(thing.user_id),
        "acts": acts.values(),
        "form": form,
        "moves": reading.story(thing),
        "trail": [(_("审核台"), reverse("volunteers:vetting"))],
    }
    return TemplateResponse(request, "volunteers/applicant.html", context, status=409 if form and form.errors else 200)


# --- read for a purpose ----------------------------------------------------------------------------------------
@login_required
def applicant_details(request: HttpRequest, pk: int) -> HttpResponse:
    thing = visible_404(queries.applications_visible_to(request.user), pk=pk)
    trail = [
        (_("审核台"), reverse("volunteers:vetting")),
        (thing.full_name, reverse("volunteers:applicant", args=[pk])),
    ]
    return _details(request, thing, trail)


@login_required
def volunteer_details(request: HttpRequest, number: str) -> HttpResponse:
    thing = visible_404(volunteers.visible_to(request.user), number=number)
    there = reverse("volunteers:volunteer", args=[number])
    return _details(request, thing, [(_("志愿者"), reverse("volunteers:list")), (thing.user.display_name, there)])


@never_cache
def _details(request: HttpRequest, thing: Thing, trail: list[tuple[str, str]]) -> HttpResponse:
    """Shown once, on the answer to this very form; the address alone shows nothing."""
    if not policies.may(request.user, "read_details", thing):
        raise Http404
    form = PurposeForm(request.POST if request.method == "POST" else None)
    facts = done(form, services.read_details, thing, by=request.user, **form.cleaned_data) if form.is_valid() else None
    context = {"form": form, "facts": facts, "trail": trail}
    return TemplateResponse(request, "volunteers/details.html", context, status=409 if form.errors else 200)


@login_required
@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of a paper, for whoever looks after its holder."""
    paper = training.paper_with_scan(pk)
    if paper is None:
        raise Http404
    file = (
        volunteers.visible_to(request.user).filter(user_id=paper.holder_id).first()
        or queries.applications_visible_to(request.user).filter(user_id=paper.holder_id).last()
    )
    if file is None or not policies.may(request.user, "read_paper", file):
        raise Http404
    return papers.read_scan(file, paper, by=request.user)
