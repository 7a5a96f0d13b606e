"""Volunteers mark the organisations they worked with, once a quarter each; the organisation sees the mean alone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.acts import done
from ngos.feedback import queries, services
from ngos.feedback.forms import RateForm
from ngos.models import Provider


@login_required
@once
def joint_work(request: HttpRequest) -> HttpResponse:
    if not has_role(request.user, roles.VOL):
        raise Http404
    rows = queries.to_be_rated(request.user)
    form = RateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        whom: Provider = visible_404(rows, pk=_number(request.POST.get("provider")))
        if form.is_valid() and done(form, services.rate_joint_work, whom, by=request.user, **form.cleaned_data):
            messages.success(request, _("已记下。机构只看得到五人以上的平均。"))
            return redirect("ngos:joint_work")
    given = queries.own_ratings(request.user)
    context = {
        "rows": [(p, RateForm(auto_id=f"id_{p.pk}_%s", initial={"stars": given.get(p.pk)})) for p in rows],
        "given": given,
        "form": form,
    }
    return TemplateResponse(request, "ngos/joint_work.html", context, status=409 if form.errors else 200)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else 0
