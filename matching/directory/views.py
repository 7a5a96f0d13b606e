"""What anybody may read without logging in: the places whose suppliers list them, with their opening times."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import Division
from desk.paging import page
from matching import queries, words
from matching.directory import hsds
from matching.directory.forms import PublicFilter
from matching.resources import town_map
from matching.resources.narrowing import in_town, narrowed

SHOWN = 20
KEPT_SECONDS = 300


@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    filters = PublicFilter(request.GET)
    filters.is_valid()
    wanted = filters.cleaned_data
    everywhere = narrowed(queries.public_places(), wanted)
    found = page(in_town(everywhere, wanted), request, size=SHOWN)
    counties = dict(Division.objects.filter(level="county").values_list("pk", "name"))
    context = {
        "filters": filters,
        "filtered": any(wanted.values()),
        "page": found,
        "map": town_map.drawn(everywhere, town_map.asked_of(request.GET)),
        "rows": [_row(place, counties) for place in found.items],
    }
    return TemplateResponse(request, "matching/public_resources.html", context)


def _row(place: Any, counties: dict[str, str]) -> dict[str, Any]:
    return {
        "place": place,
        "category": words.category(place.category),
        "needs": words.listed(words.needs(place.needs)),
        "where": f"{counties.get(place.county_code, '')}{place.town.name}{place.address}",
        "times": words.week(place.schedule_mask),
    }


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def resources_json(request: HttpRequest) -> HttpResponse:
    """The same as HSDS 3, for whoever builds a directory of their own."""
    found = list(hsds.services(queries.public_places().order_by("pk")))
    response = JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'inline; filename="resources-hsds.json"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
