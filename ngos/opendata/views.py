"""Open data for whoever asks: a page that says what there is, and the packages as JSON."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ngos.models import Release
from ngos.opendata import services

KEPT_SECONDS = 300


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    rows = [{"year": year, "n": len(services.of_year(year))} for year in reversed(services.years())]
    return TemplateResponse(request, "ngos/open_data.html", {"years": rows, "public": True})


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def package(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The releases or records of a year."""
    rows = services.of_year(year)
    if not rows or kind not in ("releases", "records"):
        raise Http404
    make = services.release_package if kind == "releases" else services.record_package
    return _json(make(rows, request.path), f"ocds-{kind}-{year}.json")


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def process(request: HttpRequest, number: str) -> HttpResponse:
    """One purchase as a record package."""
    rows = list(Release.objects.filter(project__number=number).order_by("published_at", "pk"))
    if not rows:
        raise Http404
    return _json(services.record_package(rows, request.path), f"ocds-{number}.json")


def _json(body: dict[str, Any], name: str) -> HttpResponse:
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
