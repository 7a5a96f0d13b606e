"""What anybody sees of purchases: all that were announced, one of them with its notices, and a question to ask."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.access import has_role, visible_404
from accounts.models import OrgUnit
from audit.once import once
from desk.acts import done
from desk.paging import page
from kit import clock
from ngos.evaluation.queries import own_bid
from ngos.evaluation.showing import objecting
from ngos.models import Notice, Project
from ngos.purchasing import forms, notices, paper, queries, showing
from ngos.purchasing import services as purchasing

SIZE, QUESTIONS = 20, 100
ASKERS = (roles.NGA, roles.RES)


@require_safe
def tenders(request: HttpRequest) -> HttpResponse:
    """Everything that was ever announced, newest first, by stage, category and county."""
    form = forms.TendersForm(request.GET)
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    rows = queries.public_projects().filter(_wanted(**wanted))
    listed = page(rows, request, size=SIZE, by="published_at")
    context = {
        "filters": form,
        "filtered": bool(wanted),
        "page": listed,
        "rows": [showing.tender_row(p) for p in listed.items],
    }
    return TemplateResponse(request, "ngos/tenders.html", context)


def _wanted(stage: str = "", category: str = "", county: str = "") -> Q:
    wanted = Q()
    if stage:
        wanted &= Q(status__in=showing.STAGES[stage].states)
    if category:
        wanted &= Q(category=category)
    if county:
        wanted &= Q(county_code="" if county == "city" else county)
    return wanted


def _public(number: str) -> Project:
    return visible_404(queries.public_projects(), number=number)


@require_safe
def tender(request: HttpRequest, number: str) -> HttpResponse:
    """One purchase: its days, documents, answered questions and notices. Bids and their number stand nowhere here."""
    thing = _public(number)
    stage = showing.stage_of(thing.status)
    answered = list(thing.clarifications.exclude(answered_at=None).order_by("pk")[:QUESTIONS])
    context = {
        "project": thing,
        "stage": stage,
        "facts": showing.facts(thing),
        "steps": showing.way(thing),
        "tables": showing.documents(thing),
        "conditions": list(thing.conditions.all()),
        "answered": answered,
        "notices": [showing.notice_row(n) for n in thing.notices.all()],
        "again": thing.retenders.filter(published_at__isnull=False).first(),
        "before": thing.retender_of,
        "may_ask": has_role(request.user, *ASKERS) and _takes_questions(thing),
        "may_bid": has_role(request.user, *ASKERS) and thing.status == "published",
        "trail": [(_("采购公开"), reverse("tenders:list"))],
        **_objecting(request, thing),
    }
    return TemplateResponse(request, "ngos/tender.html", context)


def _objecting(request: HttpRequest, thing: Project) -> dict[str, Any]:
    """For organisations: what they may object to, and the page where they do while they may."""
    org = _own_org(request.user) if request.user.is_authenticated else None
    return objecting(thing, own_bid(thing, org)) if org else {}


def _takes_questions(thing: Project) -> bool:
    until = thing.enquiries_until_at
    return thing.status == "published" and until is not None and clock.now() < until


@require_safe
def notice(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """A notice as it was on its day, with the digest that shows that nobody changed it."""
    thing = _public(number)
    row: Notice = visible_404(queries.notices().filter(project=thing), number=n)
    context = {
        "project": thing,
        "notice": row,
        "facts": notices.facts_of(row),
        "tables": notices.tables_of(row),
        "holds": notices.holds(row),
        "corrections": list(row.corrections.order_by("number")),
        "trail": [(_("采购公开"), reverse("tenders:list")), (thing.title, reverse("tenders:tender", args=[number]))],
    }
    return TemplateResponse(request, "ngos/notice.html", context)


@require_safe
def notice_pdf(request: HttpRequest, number: str, n: int) -> HttpResponse:
    row: Notice = visible_404(queries.notices().filter(project=_public(number)), number=n)
    response = HttpResponse(paper.pdf(row), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{number}-{n}.pdf"'
    return response


@login_required
@once
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """A question on the documents; who asks is shown to nobody, and one's own questions only to oneself."""
    thing = _public(number)
    org = _own_org(request.user)
    if org is None:
        raise Http404
    form = forms.AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, purchasing.ask, thing, org=org, by=request.user, **form.cleaned_data):
        messages.success(request, _("已提问。答复会公开在项目页。"))
        return redirect("tenders:ask", number)
    context = {
        "form": form if _takes_questions(thing) else None,
        "project": thing,
        "own": list(queries.own_questions(thing, org).order_by("-pk")[:QUESTIONS]),
        "trail": [(_("采购公开"), reverse("tenders:list")), (thing.title, reverse("tenders:tender", args=[number]))],
    }
    return TemplateResponse(request, "ngos/tender_ask.html", context, status=409 if form.errors else 200)


def _own_org(user: Any) -> OrgUnit | None:
    seats = [s for s in access.seats_as(user, *ASKERS) if s.unit_id]
    return OrgUnit.objects.filter(pk=seats[0].unit_id).first() if seats else None
