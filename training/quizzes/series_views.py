"""Series: the list, a new one, and one with its rounds, the comparison of a month and who is still missing."""

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

from accounts.access import seats_as, visible_404
from accounts.models import Division
from audit.once import once
from desk.acts import done
from desk.paging import page
from training import policies
from training.quizzes import comparison, queries, showing
from training.quizzes import series as services
from training.quizzes.forms import SeriesForm
from training.quizzes.models import QuizSeries

ROUNDS, MISSING = 12, 50


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("定期测验"), reverse("training:series_list")), *more]


def _counties(request: HttpRequest) -> list[tuple[str, Any]]:
    """For which county a series may be started; "" is the whole city."""
    named = Division.objects.filter(level="county").order_by("code").values_list("code", "name")
    if seats_as(request.user, "MUN"):
        return [("", _("全市")), *named]
    own = {seat.county_code for seat in seats_as(request.user, "CBM")}
    return [(code, name) for code, name in named if code in own]


@login_required
@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "see_bank"):
        raise Http404
    found = page(queries.series_of(request.user), request)
    context = {
        "page": found,
        "rows": [{"s": s, "tone": showing.TONES[s.status]} for s in found.items],
        "may_start": bool(seats_as(request.user, "MUN", "CBM")),
    }
    return TemplateResponse(request, "training/series_list.html", context)


@login_required
@once
def new_series(request: HttpRequest) -> HttpResponse:
    counties = _counties(request)
    if not counties or not any(policies.may(request.user, "keep_series", services.Where(c)) for c, _n in counties):
        raise Http404
    form = SeriesForm(request.POST if request.method == "POST" else None, counties=counties)
    if form.is_valid() and (made := done(form, services.start_series, by=request.user, **form.cleaned_data)):
        messages.success(request, _("已开始。每次开放时通知应考的人。"))
        return redirect("training:series", made.pk)
    context = {"form": form, "trail": _trail(), "back": reverse("training:series_list")}
    return TemplateResponse(request, "training/series_edit.html", context, status=409 if form.errors else 200)


@login_required
@once
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """How each round went, units beside each other month by month, and who has not passed the last round."""
    thing: QuizSeries = visible_404(queries.series_of(request.user), pk=pk)
    may_keep = policies.may(request.user, "keep_series", thing)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_keep or request.POST.get("act") != "end":
            raise Http404
        form.is_valid()
        if done(form, services.end_series, thing, by=request.user):
            messages.success(request, _("已结束，不再开放新的一次。"))
            return redirect("training:series", pk)
    scope = comparison.scope(request.user)
    rounds = comparison.rounds(thing, scope, ROUNDS)
    months = comparison.months(thing)
    month = request.GET.get("month", "") if request.GET.get("month", "") in months else (months[0] if months else "")
    context = {
        "s": thing,
        "tone": showing.TONES[thing.status],
        "rounds": rounds,
        "months": months,
        "month": month,
        "units": comparison.units(thing, month, scope) if month else [],
        "missing": comparison.missing(thing, scope)[:MISSING] if may_keep else [],
        "may_end": may_keep and thing.status == "running",
        "form": form,
        "trail": _trail(),
    }
    return TemplateResponse(request, "training/series.html", context, status=409 if form.errors else 200)
