"""The register of complaints and incidents: the list, telling one by name, and one with what may be done now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role, visible_404
from accounts.models import OrgUnit, User
from audit.once import once
from desk.acts import done
from desk.paging import page
from ngos import hooks, policies
from ngos.concerns import forms, queries, services, showing
from ngos.concerns.rights import REPORTERS
from ngos.evaluation.acts import Act, bound, perform, refused
from ngos.models import Concern, Provider

SEES = (*REPORTERS, roles.MUN, roles.AUD)
SIZE = 30


@login_required
@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """What this person reported, answers or is told of, newest first."""
    if not has_role(request.user, *SEES):
        raise Http404
    rows = queries.visible_to(request.user).order_by("-on", "-pk")
    listed = page(rows, request, size=SIZE)
    context = {
        "page": listed, "rows": [showing.line(c, request.user) for c in listed.items],
        "may_report": policies.may(request.user, "report_concern"),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/concerns.html", context)


@login_required
@once
def report(request: HttpRequest) -> HttpResponse:
    """Tell of a complaint, an incident or a danger by name; with `case` about a request one works in."""
    if not policies.may(request.user, "report_concern"):
        raise Http404
    number = request.POST.get("case", request.GET.get("case", ""))
    case = hooks.case_of(request.user, number) if number else None
    data = request.POST if request.method == "POST" else None
    form = forms.CaseForm(data) if case else forms.ReportForm(data)
    if form.is_valid():
        said = _about_case(form.cleaned_data, case, number) if case else form.said()  # type: ignore[union-attr]
        if made := done(form, services.report_concern, by=request.user, **said):
            messages.success(request, _("已登记，%(n)s。安全事件已马上通知工作人员和县局。") % {"n": made.number}
                             if made.kind == "safety" else _("已登记，%(n)s。") % {"n": made.number})  # fmt: skip
            return redirect("ngos:concern", made.number)
    context = {"form": form, "case": number if case else "", "trail": [(_("投诉与事件"), reverse("ngos:concerns"))]}
    return TemplateResponse(request, "ngos/concern_report.html", context, status=409 if form.errors else 200)


def _about_case(data: dict[str, Any], case: tuple[int | None, int, int, str], number: str) -> dict[str, Any]:
    provider, office, officer, county = case
    return {
        "kind": data["kind"], "text": data["text"], "about": "provider" if provider else "other",
        "provider": Provider.objects.filter(pk=provider).first(), "office": OrgUnit.objects.get(pk=office),
        "officer": User.objects.get(pk=officer), "county_code": county, "ref": number,
    }  # fmt: skip


@login_required
@once
def concern(request: HttpRequest, number: str) -> HttpResponse:
    """One entry; what was written is shown only after asking, and each reading is in the log."""
    thing: Concern = visible_404(queries.visible_to(request.user), number=number)
    may_read = policies.may(request.user, "read_concern", thing)
    acts = _acts(request, thing)
    written: list[tuple[str, str]] = []
    if request.method == "POST" and request.POST.get("act") == "read":
        if not may_read:
            raise Http404
        written = showing.written(services.read_concern(thing, by=request.user))
    elif page := perform(request, acts, to=reverse("ngos:concern", args=[number])):
        return page
    form = refused(acts)
    context = {
        "c": thing, "acts": acts, "form": form, "written": written, "may_read": may_read,
        "facts": showing.facts(thing, request.user), "told": showing.told(thing, request.user),
        "tone": showing.TONES[thing.status], "steps": showing.steps(thing, request.user),
        "trail": [(_("投诉与事件"), reverse("ngos:concerns"))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/concern.html", context, status=409 if form else 200)


def _acts(request: HttpRequest, thing: Concern) -> list[Act]:
    by = request.user
    every = [
        ("answer_concern", ("open", "escalated"), Act("answer", _("答复"), _("已答复。"),
            lambda **said: services.answer_concern(thing, by=by, **said),
            bound(request, "answer", forms.AnswerForm, initial={"severity": thing.severity}))),
        ("appeal_concern", ("answered",), Act("appeal", _("申诉"), _("已提交申诉，由市司法局复核。"),
            lambda **said: services.appeal_concern(thing, by=by, **said),
            bound(request, "appeal", forms.AppealForm))),
        ("decide_concern", ("appealed",), Act("decide", _("作出申诉决定"), _("已作出决定。"),
            lambda **said: services.decide_concern(thing, by=by, **said),
            bound(request, "decide", forms.DecideForm, initial={"severity": thing.severity}))),
    ]  # fmt: skip
    return [
        act
        for right, states, act in every
        if thing.status in states
        and policies.may(by, right, thing)
        and not (right == "answer_concern" and thing.by_id == by.pk)
        and not (right == "appeal_concern" and thing.appealed_on)
    ]
