"""What purchases rest on: unmet needs by county and category, budget lines with what is free, and the catalogue."""

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
from audit.once import once
from desk.acts import done
from desk.paging import page
from ngos.models import CatalogueItem
from ngos.purchasing import forms, planning, queries
from ngos.purchasing import services as purchasing

SEES = (roles.CBM, roles.MUN, roles.AUD)
BUYS = (roles.CBM, roles.MUN)
SIZE = 30


def _sees(request: HttpRequest, *wanted: str) -> None:
    if not has_role(request.user, *wanted):
        raise Http404


@login_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """What is asked for and not found, by county and category, beside what is being bought already."""
    _sees(request, *BUYS)
    rows = planning.plan_for(request.user)
    context = {"rows": rows, "trail": [(_("采购项目"), reverse("ngos:projects"))]}
    return TemplateResponse(request, "ngos/purchase_plan.html", context)


@login_required
@once
def budget(request: HttpRequest) -> HttpResponse:
    """The budget lines of one's own bureau, each with what is bound and what is free, and a form to enter one."""
    _sees(request, *BUYS)
    purchasers = queries.purchasers_of(request.user)
    form = forms.BudgetForm(request.POST if request.method == "POST" else None, purchasers=purchasers)
    if form.is_valid() and done(form, purchasing.enter_budget_line, by=request.user, **form.cleaned_data):
        messages.success(request, _("已保存。"))
        return redirect("ngos:budget")
    listed = page(queries.budget_lines_visible_to(request.user), request, size=SIZE)
    context = {
        "form": form, "page": listed, "rows": queries.with_free(listed.items),
        "trail": [(_("采购项目"), reverse("ngos:projects"))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/budget.html", context, status=409 if form.errors else 200)


@login_required
@once
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue of services that may be bought; the city keeps it."""
    _sees(request, *SEES)
    may = has_role(request.user, roles.MUN)
    form = forms.CatalogueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _sees(request, roles.MUN)
        if form.is_valid() and _keep(request, form):
            return redirect("ngos:catalogue")
    listed = page(CatalogueItem.objects.order_by("pk"), request, size=SIZE)
    context: dict[str, Any] = {
        "form": form if may else None, "page": listed, "rows": listed.items, "may": may,
        "trail": [(_("采购项目"), reverse("ngos:projects"))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/catalogue.html", context, status=409 if form.errors else 200)


@login_required
@once
def catalogue_item(request: HttpRequest, code: str) -> HttpResponse:
    _sees(request, roles.MUN)
    item = visible_404(CatalogueItem.objects.filter(is_enforcement=False), code=code)
    names = ("code", "name", "about", "category", "unit", "with_sessions", "is_active")
    data = request.POST if request.method == "POST" else None
    form = forms.CatalogueForm(data, initial={name: getattr(item, name) for name in names})
    form.fields["code"].disabled = True
    if form.is_valid() and _keep(request, form):
        return redirect("ngos:catalogue")
    trail = [(_("服务目录"), reverse("ngos:catalogue"))]
    context = {"form": form, "title": item.name, "trail": trail, "back": trail[0][1], "verb": _("保存")}
    return TemplateResponse(request, "ngos/project_form.html", context, status=409 if form.errors else 200)


def _keep(request: HttpRequest, form: Any) -> Any:
    kept = done(form, purchasing.keep_catalogue_item, by=request.user, **form.cleaned_data)
    if kept:
        messages.success(request, _("已保存。"))
    return kept
