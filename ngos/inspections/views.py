"""The screens of planning: what is to be inspected, the draw and its proof, a single visit."""

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

from accounts import queries as people
from accounts import roles
from accounts.access import has_role, seats_as, visible_404
from audit.once import once
from desk.acts import done
from desk.paging import page
from kit import clock
from ngos.evaluation import drawing
from ngos.inspections import forms, queries, services
from ngos.inspections.showing import trail, visit_row
from ngos.providers.queries import county_names

SIZE = 30
SEES = (roles.CBM, roles.MUN, roles.AUD, roles.OFF, roles.EXP, roles.NGA)
PLANS = (roles.CBM, roles.MUN)
SHOWS = {"open": ("planned", "under_way"), "done": ("done",)}


@login_required
@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """The visits this person has a part in, and how far the share of the year is reached."""
    if not has_role(request.user, *SEES):
        raise Http404
    show = request.GET.get("show") if request.GET.get("show") in SHOWS else "open"
    rows = queries.inspections_visible_to(request.user).filter(status__in=SHOWS[show or "open"])
    found, leads = page(rows, request, size=SIZE), has_role(request.user, *PLANS, roles.AUD)
    seen, of = queries.checked_share(clock.today().year, _county(request)) if leads else (0, 0)
    context = {
        "page": found, "rows": [visit_row(row) for row in found.items], "show": show, "leads": leads,
        "seen": seen, "of": of, "year": clock.today().year, "may_plan": has_role(request.user, *PLANS),
        "plans": queries.plans_visible_to(request.user).order_by("-pk")[:8] if leads else [],
        "counties": county_names() if leads else {},
    }  # fmt: skip
    return TemplateResponse(request, "ngos/inspections.html", context)


def _county(request: HttpRequest) -> str:
    """The county of a county manager; the city is ""."""
    if has_role(request.user, roles.MUN, roles.AUD):
        return ""
    seats = seats_as(request.user, roles.CBM)
    return seats[0].county_code if seats else ""


@login_required
@once
def plan(request: HttpRequest) -> HttpResponse:
    """Draw the contracts that are visited this year."""
    if not has_role(request.user, *PLANS):
        raise Http404
    names, own = county_names(), _county(request)
    counties = [(own, names.get(own, ""))] if own else [("", _("全市")), *names.items()]
    form = forms.PlanForm(request.POST if request.method == "POST" else None, counties=counties)
    if form.is_valid():
        made = done(form, services.plan_inspections, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("已抽取 %(n)d 份合同，下面可以安排检查人。") % {"n": len(made.drawn)})
            return redirect("ngos:inspection_plan", made.pk)
    context = {"form": form, "title": _("抽取检查对象"), "verb": _("抽取"), "trail": trail()}
    return TemplateResponse(request, "ngos/inspection_form.html", context, status=409 if form.errors else 200)


@login_required
@once
def arrange(request: HttpRequest) -> HttpResponse:
    """A single visit of an organisation or an own office."""
    if not has_role(request.user, *PLANS):
        raise Http404
    county = _county(request)
    units = people.units_visible_to(request.user).filter(
        Q(kind="judicial_office") | Q(kind="provider", provider__isnull=False)
    )
    form = forms.ArrangeForm(request.POST if request.method == "POST" else None, units=units, county=county)
    if form.is_valid():
        made = done(form, services.arrange_inspection, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("已安排，检查人会收到通知。"))
            return redirect("ngos:inspection", made.number)
    context = {"form": form, "title": _("安排一次检查"), "verb": _("安排检查"), "trail": trail()}
    return TemplateResponse(request, "ngos/inspection_form.html", context, status=409 if form.errors else 200)


@login_required
@require_safe
def drawn(request: HttpRequest, pk: int) -> HttpResponse:
    """The draw as anybody can repeat it, and the visits it made."""
    if not has_role(request.user, *PLANS, roles.AUD):
        raise Http404
    thing = visible_404(queries.plans_visible_to(request.user), pk=pk)
    visits = queries.inspections_visible_to(request.user).filter(plan=thing).order_by("pk")
    context: dict[str, Any] = {
        "plan": thing, "rows": [visit_row(row) for row in visits], "recipe": drawing.RECIPE, "trail": trail(),
        "county": county_names().get(thing.county_code, _("全市")), "back": reverse("ngos:inspections"),
        "order": [(number, number in thing.drawn) for number in drawing.in_order(thing.seed, thing.candidates)],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/inspection_plan.html", context)
