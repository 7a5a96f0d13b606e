"""The county's list of what its staff can do, one colleague's page with the form, and everybody's own page."""

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
from django.views.decorators.http import require_safe

from accounts.access import has_role, visible_404
from accounts.models import User
from audit.once import once
from desk.acts import done
from desk.forms import ReasonForm
from desk.paging import page
from kit import clock
from training import policies
from training.competences import queries, services
from training.competences.areas import AREAS, LEVELS
from training.competences.forms import CompetenceForm, StaffForm
from training.models import Competence

SIZE = 50
LABELS, RANKS = dict(AREAS), dict(LEVELS)


@login_required
@require_safe
def competences(request: HttpRequest) -> HttpResponse:
    """The colleagues of a county with what speaks for each; or the offices that have nobody in an area."""
    if not has_role(request.user, *queries.LOOKS):
        raise Http404
    filters = StaffForm(request.GET)
    filters.is_valid()
    area, gap = filters.cleaned_data.get("area") or "", filters.cleaned_data.get("show") == "gap"
    context: dict[str, Any] = {
        "filters": filters, "filtered": bool(area or gap), "gap": gap,
        "is_staff": has_role(request.user, *queries.STAFF),
    }  # fmt: skip
    if gap:
        area = area or AREAS[0][0]
        filters.initial["area"] = area
        found = page(queries.offices_without(request.user, area), request, size=SIZE, ascending=True)
        context |= {"page": found, "rows": found.items, "area": LABELS[area]}
    else:
        found = page(queries.staff(request.user, area), request, size=SIZE, ascending=True)
        claims = queries.claims_of([one.pk for one in found.items], clock.today())
        units = queries.units_of(request.user, found.items)
        rows = [{"user": one, "unit": units.get(one.pk), "claims": _shown(claims[one.pk])} for one in found.items]
        context |= {"page": found, "rows": rows}
    return TemplateResponse(request, "training/competences.html", context)


def _shown(claims: list[queries.Claim]) -> list[dict[str, Any]]:
    sources = {"paper": _("证书"), "credential": _("资格证明"), "diploma": _("平台结业证书")}
    return [
        {"claim": one, "area": LABELS[one.area], "level": RANKS[one.level], "source": sources[one.source]}
        for one in claims
    ]


@login_required
@require_safe
def my_competences(request: HttpRequest) -> HttpResponse:
    """What speaks for me, and who enters what is missing."""
    if not has_role(request.user, *queries.STAFF):
        raise Http404
    claims = queries.claims_of([request.user.pk], clock.today())[request.user.pk]
    context = {"rows": _shown(claims), "person": request.user, "own": True, "trail": []}
    return TemplateResponse(request, "training/competence.html", context)


@login_required
@once
def competence(request: HttpRequest, handle: str) -> HttpResponse:
    """What speaks for one colleague; a manager enters a paper, or takes back what was entered by mistake."""
    if not has_role(request.user, *queries.LOOKS):
        raise Http404
    person: User = visible_404(queries.staff(request.user), handle=handle)
    unit = queries.units_of(request.user, [person]).get(person.pk)
    county = unit.county_code if unit else ""
    may = person.pk != request.user.pk and policies.may(request.user, "keep_competences", services.Where(county))
    act, data = request.POST.get("act", ""), request.POST if request.method == "POST" else None
    form: Form = ReasonForm(data) if act == "withdraw" else CompetenceForm(data)
    if request.method == "POST":
        if not may:
            raise Http404
        if form.is_valid() and _do(request, form, person, county):
            return redirect("training:competence", handle)
    claims = queries.claims_of([person.pk], clock.today())[person.pk]
    context = {
        "rows": _shown(claims), "person": person, "unit": unit, "may": may, "form": form,
        "entry": form if isinstance(form, CompetenceForm) else CompetenceForm(), "reason": ReasonForm(),
        "trail": [(_("专业能力"), reverse("training:competences"))],
    }  # fmt: skip
    return TemplateResponse(request, "training/competence.html", context, status=409 if form.errors else 200)


def _do(request: HttpRequest, form: Form, person: User, county: str) -> bool:
    if isinstance(form, CompetenceForm):
        did = done(form, services.enter_competence, person, by=request.user, county_code=county, **form.columns())
        said = _("已登记。")
    else:
        pk = request.POST.get("row", "")
        row = visible_404(
            Competence.objects.filter(holder=person, withdrawn_at=None),
            pk=int(pk) if pk.isascii() and pk.isdecimal() and len(pk) < 19 else 0,
        )
        words = {"county_code": county, "reason": form.cleaned_data["reason"]}
        did, said = done(form, services.withdraw_competence, row, by=request.user, **words), _("已作废。")
    if did is not None:
        messages.success(request, said)
    return did is not None
