"""The texts themselves, for anybody to read before they agree to anything."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from volunteers.consents import queries
from volunteers.consents.words import parts


@require_safe
def text(request: HttpRequest, kind: str) -> HttpResponse:
    """One text as it reads today; also to be printed, for a guardian to sign."""
    found = queries.today_of(kind)
    if found is None:
        raise Http404
    context = {"text": found, "title": found.get_kind_display(), "parts": parts(found), "public": True}
    return render(request, "volunteers/text.html", context)
