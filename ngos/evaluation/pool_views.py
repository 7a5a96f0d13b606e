"""The pool of review experts: who is in it for which services, and entering or retiring one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import has_role
from audit.once import once
from desk.paging import page
from ngos import policies
from ngos.evaluation import forms, services, showing
from ngos.evaluation.acts import Act, bound, perform, refused
from ngos.evaluation.committee import number_of
from ngos.models import Expert

SEES = (roles.MUN, roles.AUD)
SIZE = 50


@login_required
@once
def experts(request: HttpRequest) -> HttpResponse:
    """The city keeps the pool and the auditors read it: numbers that draws name, categories, who is in it."""
    if not has_role(request.user, *SEES):
        raise Http404
    listed = page(Expert.objects.select_related("user"), request, size=SIZE, ascending=True)
    acts = _acts(request, listed.items) if policies.may(request.user, "keep_experts") else []
    if answer := perform(request, acts, to=reverse("ngos:experts")):
        return answer
    form = refused(acts)
    context = {
        "page": listed, "acts": acts[:1], "form": form,
        "rows": [{**showing.expert_row(e), "number": number_of(e), "may": bool(acts)} for e in listed.items],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/experts.html", context, status=409 if form else 200)


def _acts(request: HttpRequest, shown: list[Expert]) -> list[Act]:
    by: Any = request.user
    enter = Act(
        "enter", _("列入专家库"), _("已列入专家库。"),
        lambda user, **said: services.enter_expert(user, by=by, **said), bound(request, "enter", forms.ExpertForm),
    )  # fmt: skip
    retire = [
        Act(f"retire-{e.pk}", _("移出"), _("已移出专家库。"), lambda e=e: services.retire_expert(e, by=by))
        for e in shown
        if e.is_active
    ]
    return [enter, *retire]
