"""One's own data: what is kept and how long, a copy to take away, who looked at it, and what else one may ask for."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit import trail
from desk import hooks, paging
from desk.own_data import copying, looking
from kit import clock

SIZE = 20


@require_safe
@never_cache
def own_data(request: HttpRequest) -> HttpResponse:
    user = request.user
    page = paging.page(looking.looks_at(user), request, size=SIZE)
    context = {
        "counts": copying.counts_of(user),
        "acts": [act for act in hooks.own_acts if act.fits(user)],
        "looks": looking.faces(page.items),
        "page": page,
    }
    return TemplateResponse(request, "desk/own_data.html", context)


@require_safe
@never_cache
def own_copy_page(request: HttpRequest) -> HttpResponse:
    """The whole copy to read and to print."""
    now = _taken(request, "page")
    parts = [
        (part, [[(label, copying.in_words(value)) for label, value in row] for row in part.rows])
        for part in copying.parts_of(request.user)
    ]
    return TemplateResponse(request, "desk/own_copy.html", {"parts": parts, "taken_at": now})


@require_safe
@never_cache
def own_copy_file(request: HttpRequest) -> HttpResponse:
    """The whole copy for a machine."""
    now = _taken(request, "json")
    answer = JsonResponse(copying.as_json(request.user, now), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="tongxin-own-data-{now:%Y%m%d}.json"'
    return answer


def _taken(request: HttpRequest, form: str) -> datetime:
    """That a copy was taken is logged: whoever sat down at an open screen leaves a trace."""
    trail.record("own_data.copy", request.user, by=request.user, detail={"form": form})
    return clock.now()
