"""The screens of whoever opens bids: the own key, rehearsals that wait, the ceremony and its record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import visible_404
from desk.acts import done
from desk.dates import day_time
from kit import clock, money
from ngos import policies
from ngos.bidding import keys, opening, queries
from ngos.bidding.forms import NewKeyForm, PassphraseForm
from ngos.models import OfficerKey, OpeningOfficer, Project
from ngos.purchasing.states import AFTER_OPENING

MOST = 50


def opener(request: HttpRequest) -> Any:
    if not policies.may(request.user, "hold_officer_key"):
        raise Http404
    return request.user


@login_required
@never_cache
def own_key(request: HttpRequest) -> HttpResponse:
    """Make the own opening key; the recovery code is shown once, on the answer alone."""
    me = opener(request)
    form = NewKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = done(form, keys.make_officer_key, by=me, passphrase=form.cleaned_data["first"])
        if code:
            return TemplateResponse(request, "ngos/opening_key_made.html", {"code": code})
    row = OfficerKey.objects.filter(user=me, retired_at=None).first()
    context = {"form": form, "key": row, "relied_on": keys.relied_on(me).exists()}
    return TemplateResponse(request, "ngos/opening_key.html", context, status=409 if form.errors else 200)


@login_required
@never_cache
def openings(request: HttpRequest) -> HttpResponse:
    """The projects whose bids this person is to open, those that wait first."""
    me = opener(request)
    rows = (
        OpeningOfficer.objects.filter(user=me)
        .select_related("tender_key__project__purchaser")
        .order_by("-tender_key__project_id")[:MOST]
    )
    context = {
        "has_key": OfficerKey.objects.filter(user=me, retired_at=None).exists(),
        "rows": [{"project": r.tender_key.project, "next": _next(r)} for r in rows],
    }
    return TemplateResponse(request, "ngos/openings.html", context)


def _next(officer: OpeningOfficer) -> str:
    project = officer.tender_key.project
    if project.status in ("draft", "approved"):
        return "" if officer.rehearsed_at else _("演练")
    if project.status == "closed" and clock.now() >= project.opening_at:
        return _("开标")
    return ""


@login_required
@never_cache
def ceremony(request: HttpRequest, number: str) -> HttpResponse:
    """Rehearse before the publication, open after the deadline; each officer with the own passphrase."""
    me = opener(request)
    project = visible_404(Project.objects.filter(tender_key__officers__user=me).distinct(), number=number)
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _act(request, project, form):
        return redirect("ngos:ceremony", project.number)
    tender = project.tender_key
    there = {one.pk for one in keys.at_the_table(tender)}
    officers = [
        {"who": o.user.display_name, "there": o.pk in there, "rehearsed": bool(o.rehearsed_at), "came": o.presented_at}
        for o in tender.officers.select_related("user").order_by("pk")
    ]
    context = {
        "project": project,
        "form": form,
        "k": tender.k,
        "officers": officers,
        "stage": stage(project),
        "record": record(project) if project.status in AFTER_OPENING else [],
    }
    return TemplateResponse(request, "ngos/ceremony.html", context, status=409 if form.errors else 200)


def _act(request: HttpRequest, project: Project, form: PassphraseForm) -> bool:
    said = form.cleaned_data["passphrase"]
    service = keys.rehearse if project.status in ("draft", "approved") else opening.present
    opened = done(form, service, project, by=request.user, passphrase=said)
    if opened is None:
        return False
    if opened:
        messages.success(request, _("演练成功，试封件已打开。") if service is keys.rehearse else _("已开标。"))
    else:
        messages.info(request, _("您的一份已放好，等其他开标人。"))
    return True


def stage(project: Project) -> str:
    """rehearse, wait, open or over."""
    if project.status in ("draft", "approved"):
        return "rehearse"
    if project.status == "published":
        return "wait"
    if project.status == "closed":
        return "open" if clock.now() >= project.opening_at and not project.held_at else "wait"
    return "over"


def record(project: Project) -> list[dict[str, Any]]:
    """The opening record: who bid, at what price, with the digest that stands on the receipt."""
    return [
        {
            "org": b.provider.org.name,
            "price": money.yuan(b.price_fen),
            "at": day_time(b.received_at),
            "digest": b.digest,
        }
        for b in queries.opened_bids(project).order_by("pk")
    ]
