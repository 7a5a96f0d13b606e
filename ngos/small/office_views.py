"""The screens of small purchases: the orders of one's county, a new one, calling one off, and the roster."""

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
from desk.forms import ReasonForm
from desk.paging import page
from kit import clock
from ngos import policies
from ngos.models import BudgetLine, RosterEntry, SmallPurchase
from ngos.purchasing.queries import purchasers_of
from ngos.small import forms, queries, services

SEES = (roles.CBM, roles.MUN, roles.AUD)
BUYS = (roles.CBM, roles.MUN)
SIZE = 30


def _sees(request: HttpRequest, *wanted: str) -> None:
    if not has_role(request.user, *wanted):
        raise Http404


@login_required
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """The small purchases of one's county or of the city, newest first."""
    _sees(request, *SEES)
    listed = page(queries.visible_to(request.user), request, size=SIZE)
    context = {"page": listed, "rows": listed.items, "may_order": has_role(request.user, *BUYS)}
    return TemplateResponse(request, "ngos/small.html", context)


@login_required
@once
def new_order(request: HttpRequest) -> HttpResponse:
    """Order from the roster, below the limit."""
    _sees(request, *BUYS)
    purchasers = purchasers_of(request.user)
    lines: Any = BudgetLine.objects.filter(purchaser__in=purchasers, year=clock.today().year)
    data = request.POST if request.method == "POST" else None
    form = forms.OrderForm(data, purchasers=purchasers, lines=lines, roster=queries.roster())
    if form.is_valid():
        said = form.said()
        if done(form, services.order_small, said.pop("purchaser"), by=request.user, **said):
            messages.success(request, _("已下单，并列入本月公开的小额采购清单。"))
            return redirect("ngos:small")
    return _form(request, form, _("小额采购下单"), [(_("小额采购"), reverse("ngos:small"))], _("下单"))


def _form(request: HttpRequest, form: Any, title: str, trail: list[tuple[str, str]], verb: str) -> HttpResponse:
    context = {"form": form, "title": title, "trail": trail, "back": trail[-1][1], "verb": verb}
    return TemplateResponse(request, "ngos/project_form.html", context, status=409 if form.errors else 200)


@login_required
@once
def order(request: HttpRequest, number: str) -> HttpResponse:
    """One order, with the quotes where three were asked, and the form to call it off."""
    _sees(request, *SEES)
    thing: SmallPurchase = visible_404(queries.visible_to(request.user), number=number)
    may = thing.called_off_at is None and policies.may(request.user, "call_off_small", thing)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may:
            raise Http404
        if form.is_valid() and done(form, services.call_off, thing, by=request.user, **form.cleaned_data):
            messages.success(request, _("已取消。"))
            return redirect("ngos:small_order", number)
    context = {
        "order": thing,
        "quotes": queries.quotes_of(thing),
        "form": form if may else None,
        "trail": [(_("小额采购"), reverse("ngos:small"))],
    }
    return TemplateResponse(request, "ngos/small_order.html", context, status=409 if form.errors else 200)


@login_required
@once
def roster(request: HttpRequest) -> HttpResponse:
    """Who is on the framework roster for which service, and whose turn it is; the city keeps it."""
    _sees(request, *SEES)
    may = has_role(request.user, roles.MUN)
    form = forms.RosterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _sees(request, roles.MUN)
        if form.is_valid():
            said = dict(form.cleaned_data)
            who, item = said.pop("provider"), said.pop("item")
            if done(form, services.enter_on_roster, who, item, by=request.user, **said):
                messages.success(request, _("已入围。"))
                return redirect("ngos:roster")
    listed = page(queries.roster(), request, size=SIZE)
    context = {
        "form": form if may else None, "may": may, "page": listed, "rows": listed.items,
        "trail": [(_("小额采购"), reverse("ngos:small"))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/roster.html", context, status=409 if form.errors else 200)


@login_required
@once
def roster_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a provider off the roster."""
    _sees(request, roles.MUN)
    entry: RosterEntry = visible_404(queries.roster(), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, services.leave_roster, entry, by=request.user, **form.cleaned_data):
        messages.success(request, _("已退出名录。"))
        return redirect("ngos:roster")
    title = _("%(name)s退出名录") % {"name": entry.provider.org.name}
    return _form(request, form, title, [(_("框架名录"), reverse("ngos:roster"))], _("退出名录"))
