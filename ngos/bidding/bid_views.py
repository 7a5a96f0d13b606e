"""The bidder's screens: one page to bid on, what was sealed, its receipt. For others they are not there."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.access import visible_404
from accounts.models import OrgUnit
from desk import qr
from desk.acts import done
from desk.dates import day_time
from kit import clock
from ngos.bidding import queries, services
from ngos.bidding.forms import BidForm
from ngos.evaluation.findings import is_proved
from ngos.evaluation.queries import own_bid as opened_bid
from ngos.evaluation.showing import objecting
from ngos.models import Bid, Project, Provider
from ngos.purchasing.states import PUBLIC

ACTS = {
    "withdraw": (services.withdraw_bid, lazy("已撤回，任何人都不能再开启。")),
    "confirm": (services.confirm_bid, lazy("已确认，响应继续有效。")),
}


def bidder_404(request: HttpRequest, number: str) -> tuple[Project, OrgUnit, Provider]:
    """A public project, and the organisation for which this person bids."""
    seats = access.seats_as(request.user, roles.NGA)
    provider = Provider.objects.filter(org_id__in=[s.unit_id for s in seats]).select_related("org").first()
    if provider is None:
        raise Http404
    projects = Project.objects.filter(status__in=PUBLIC).select_related("purchaser")
    return visible_404(projects, number=number), provider.org, provider


@login_required
@never_cache
def bid(request: HttpRequest, number: str) -> HttpResponse:
    """Bid, replace or withdraw. Not `@once`: its row would keep who sent the form; sealing twice harms nobody."""
    project, org, provider = bidder_404(request, number)
    act, refusal = request.POST.get("act", ""), Form(request.POST)  # without fields: only carries a refusal
    form = BidForm(
        request.POST if act == "submit" else None,
        request.FILES if act == "submit" else None,
        project=project,
        provider=provider,
    )
    if act == "submit" and form.is_valid():
        content, papers = form.content(), form.cleaned_data["papers"]
        sealed = done(form, services.submit_bid, project, org, by=request.user, content=content, papers=papers)
        if sealed:
            return TemplateResponse(request, "ngos/bid_sealed.html", shown(project, sealed) | {"fresh": True})
    elif act in ACTS and refusal.is_valid():
        service, said_after = ACTS[act]
        if done(refusal, service, project, org, by=request.user):
            messages.success(request, said_after)
            return redirect("ngos:bid", project.number)
    context = {
        "project": project,
        "form": form,
        "refusal": refusal,
        "own": own(project, org),
        "open": is_open(project),
        "conditions": conditions(project, provider),
        "trail": [(project.number, reverse("tenders:tender", args=[project.number]))],
        **objecting(project, opened_bid(project, org)),
    }
    status = 409 if (form.errors and form.is_bound) or refusal.errors else 200
    return TemplateResponse(request, "ngos/bid.html", context, status=status)


def conditions(project: Project, provider: Provider) -> list[dict[str, Any]]:
    """What is asked of a bidder, and whether the passport proves it on the last day; None where no paper is asked."""
    papers, day = queries.carried(provider), project.deadline_at.astimezone(clock.SHANGHAI).date()
    return [
        {"clause": c.clause, "text": c.text, "ok": is_proved(c, papers, day) if c.paper else None}
        for c in project.conditions.all()
    ]


def is_open(project: Project) -> bool:
    return project.status == "published" and not project.held_at and clock.now() < project.deadline_at


def own(project: Project, org: OrgUnit) -> dict[str, Any] | None:
    found = queries.own_bid(project, org)
    return shown(project, found) if found else None


def shown(project: Project, sealed: Bid) -> dict[str, Any]:
    """A sealed bid as its bidder sees it: that it is there, never what is in it."""
    return {
        "project": project,
        "bid": sealed,
        "facts": [
            (_("版本"), sealed.version),
            (_("收到时间"), day_time(sealed.received_at)),
            (_("密封件校验值"), sealed.digest),
            (_("承诺值"), sealed.commitment),
            (_("审计记录序号"), sealed.receipt.get("log_index", "")),
        ],
        "drawing": qr.draw(f"{sealed.receipt.get('tender')} {sealed.version} {sealed.digest}"),
    }


@login_required
@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The signed receipt of the own newest bid as a file that can be verified offline."""
    project, org, _provider = bidder_404(request, number)
    found = queries.own_bid(project, org)
    if found is None:
        raise Http404
    text = json.dumps(found.receipt, ensure_ascii=False, indent=2, sort_keys=True)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{project.number}-{found.version}.json"'
    return response
