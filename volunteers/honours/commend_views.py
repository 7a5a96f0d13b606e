"""The register of commendations: who was proposed and for what, one entry with its acts, a new proposal."""

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

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.acts import done
from desk.dates import day
from desk.forms import ReasonForm
from desk.paging import page
from kit import clock, rules
from volunteers import policies
from volunteers.honours import commending, objections, queries
from volunteers.honours.forms import READ, AnswerForm, CommendForm
from volunteers.honours.views import Act, decided_page, row_of
from volunteers.models import Commendation

SIZE = 30
LOOK_AFTER = (roles.OFF, roles.NGA, roles.CBM, roles.MUN, roles.AUD)
PROPOSE = (roles.OFF, roles.NGA, roles.CBM, roles.MUN)


@login_required
def commendations(request: HttpRequest) -> HttpResponse:
    if not has_role(request.user, *LOOK_AFTER):
        raise Http404
    found = page(queries.commendations_visible_to(request.user), request, size=SIZE)
    now = clock.now()
    context = {
        "page": found,
        "rows": [row_of(thing, now) for thing in found.items],
        "may_propose": has_role(request.user, *PROPOSE),
    }
    return TemplateResponse(request, "volunteers/commendations.html", context)


@login_required
@once
def commend(request: HttpRequest) -> HttpResponse:
    """Propose a commendation for a volunteer, an organisation or a colleague."""
    if not has_role(request.user, *PROPOSE):
        raise Http404
    form = CommendForm(request.POST if request.method == "POST" else None, initial={"kind": "volunteer"})
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "deeds")}
        thing = done(form, commending.propose_commendation, form.cleaned_data["nominee"], by=request.user, **said)
        if thing is not None:
            messages.success(request, _("已推荐，由县局或市局决定。"))
            return redirect("volunteers:commendation", thing.number)
    context = {"form": form, "trail": _trail(request)}
    return TemplateResponse(request, "volunteers/commend.html", context, status=409 if form.non_field_errors() else 200)


@login_required
@once
def commendation(request: HttpRequest, number: str) -> HttpResponse:
    thing = visible_404(queries.commendations_visible_to(request.user), number=number)
    context = {"facts": _facts(thing), "trail": _trail(request), "title": thing.title}
    context["notice_days"] = rules.value("honours.notice_workdays")
    return decided_page(request, thing, _acts(request, thing), "volunteers/commendation.html", context)


def _acts(request: HttpRequest, thing: Commendation) -> dict[str, Act]:
    by, data, act = request.user, request.POST, request.POST.get("act", "")

    def form(kind: type[Form], name: str, **more: Any) -> Form:
        return kind(data if act == name else None, prefix=name, **more)

    open_ = ("proposed", *queries.ON_NOTICE)
    every: dict[str, tuple[str, bool, Act]] = {
        "award": ("decide_commendation", thing.status == "proposed" or queries.notice_is_over(thing), (
            form(Form, "award"), lambda d: commending.award(thing, by=by), _("已表彰，记入记录。"))),
        "publish": ("decide_commendation", thing.status == "proposed", (
            form(Form, "publish"), lambda d: commending.publish_commendation(thing, by=by), _("已公示。"))),
        "dismiss": ("answer_objection", thing.status == "objected", (
            form(AnswerForm, "dismiss"), lambda d: objections.dismiss(thing, by=by, **d), _("已答复，公示继续。"))),
        "refuse": ("decide_commendation", thing.status in open_, (
            form(ReasonForm, "refuse", **READ), lambda d: commending.refuse_commendation(thing, by=by, **d),
            _("没有采纳。"))),
        "revoke": ("decide_commendation", thing.status == "awarded", (
            form(ReasonForm, "revoke", **READ), lambda d: commending.revoke_commendation(thing, by=by, **d),
            _("表彰已撤销。"))),
    }  # fmt: skip
    return {name: entry for name, (verb, fits, entry) in every.items() if fits and policies.may(by, verb, thing)}


def _facts(thing: Commendation) -> list[tuple[str, Any]]:
    found = [
        (_("表彰对象"), thing.who),
        (_("主要事迹"), thing.deeds),
        (_("推荐单位"), thing.unit.name),
        (_("推荐日期"), day(thing.proposed_at)),
    ]
    if thing.decided_at:
        found.append((_("决定日期"), day(thing.decided_at)))
    if thing.reason:
        found.append((_("原因"), thing.reason))
    return found


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    if has_role(request.user, *LOOK_AFTER):
        return [(_("表彰奖励"), reverse("volunteers:commendations"))]
    return [(_("证书与荣誉"), reverse("volunteers:honours"))]
