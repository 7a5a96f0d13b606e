"""The page of the cockpit and the download of each of its tables."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access, roles
from audit import trail
from desk.cockpit import periods, readings
from desk.cockpit.charts import Asked
from desk.imports.sheets import TYPES
from desk.imports.sheets import answer as sheet
from kit import clock


def _asked(request: HttpRequest) -> tuple[Asked, dict[str, str]]:
    """What is asked for, and the same as it stands in an address."""
    query = {
        "county": request.GET.get("county", ""),
        "period": request.GET.get("period") or periods.quarter(clock.today()),
        "against": "year" if request.GET.get("against") == "year" else "",
    }
    of = readings.asked(request.user, **query)
    return of, {name: value for name, value in {**query, "county": of.county}.items() if value}


@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    """How the city or a county fares in the period. As many queries for eleven counties as for one."""
    of, query = _asked(request)
    every = [
        {"it": chart, "sheet": f"{reverse('desk:cockpit_sheet', args=[chart.code, 'xlsx'])}?{urlencode(query)}"}
        for chart in readings.all_charts(of)
    ]
    context: dict[str, Any] = {
        "of": of,
        "title": _("%(county)s总览") % {"county": of.counties[of.county]} if of.county else _("全市总览"),
        "period": periods.words(query["period"]),
        "periods": periods.choices(clock.today()),
        "chosen": query,
        "may_choose": access.has_role(request.user, roles.MUN, roles.AUD),
        "tiles": readings.tiles(of),
        "charts": every,
        "read_at": clock.now(),
        "against": _("上年同期") if query.get("against") else _("上一期"),
    }
    return TemplateResponse(request, "desk/cockpit.html", context)


@require_safe
def chart_sheet(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The table of one chart, with what stays unsaid unsaid."""
    if form not in TYPES:
        raise Http404
    of, query = _asked(request)
    chart = readings.one_chart(of, code)
    trail.record("desk.export_cockpit", None, by=request.user, detail={"chart": code, **query})
    return sheet(form, f"cockpit-{code}-{query['period']}", list(chart.heads), chart.rows)
