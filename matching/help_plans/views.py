"""A person's help plan: its items, earlier versions, writing the next, and a request from an item."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import roles
from accounts.access import visible_404
from audit.once import once
from matching import policies, queries
from matching.help_plans import forms as f
from matching.help_plans import pages, services
from matching.help_plans.models import HelpItem
from matching.models import AssistanceRequest, Client
from matching.screens import attempt, client_trail, for_roles, posted, shown

staff = for_roles(roles.OFF, roles.CBM)
officers = for_roles(roles.OFF)


def _own(request: HttpRequest, code: str, right: str) -> Client:
    thing = visible_404(queries.clients(request.user), code=code)
    if not policies.may(request.user, right, thing):
        raise Http404
    return thing


@staff
@require_safe
def help_plan(request: HttpRequest, code: str) -> HttpResponse:
    """The plan in force, or an earlier version by its number."""
    thing = _own(request, code, "read_plan")
    asked = request.GET.get("version", "")
    plan = pages.plan_of(thing, int(asked) if asked.isdecimal() and len(asked) < 5 else None)
    may_ask = thing.status == "active" and policies.may(request.user, "ask_for_help", thing)
    context = {
        "client": thing, "trail": client_trail(thing), "plan": plan,
        "may_write": thing.status == "active" and policies.may(request.user, "write_plan", thing),
        "items": pages.items(plan, may_ask=may_ask) if plan else [],
        "versions": thing.help_plans.order_by("-version") if plan else [],
    }  # fmt: skip
    return TemplateResponse(request, "matching/help_plan.html", context)


@officers
@once
def write_plan(request: HttpRequest, code: str) -> HttpResponse:
    """The next version, which begins with the items of the last."""
    thing = _own(request, code, "write_plan")
    last = thing.assessments.order_by("-version").first()
    form = f.ReviewForm(posted(request))
    rows = f.items_form(posted(request), thing, pages.plan_of(thing, None), last)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        items = f.said(rows)
        if attempt(form, lambda: services.write_plan(thing, by=request.user, items=items, **form.cleaned_data)):
            messages.success(request, _("计划已存为新的一版。逐项提出需求即可。"))
            return redirect("matching:help_plan", code)
    context = {"form": form, "rows": rows, "client": thing, "trail": client_trail(thing)}
    return shown(request, "matching/help_plan_write.html", context)


@officers
@require_POST
@once
def start_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """An item becomes a request: the draft opens, filled in."""
    thing = _own(request, code, "ask_for_help")
    rows = HelpItem.objects.filter(plan__client=thing).select_related("plan__client")
    item, made = visible_404(rows, pk=pk), list[AssistanceRequest]()
    form = f.ReviewForm({})
    if attempt(form, lambda: made.append(services.start_item(item, by=request.user))):
        return redirect("matching:draft" if made[0].status == "draft" else "matching:request", made[0].number)
    for sentence in form.non_field_errors():
        messages.error(request, sentence)
    return redirect("matching:help_plan", code)
