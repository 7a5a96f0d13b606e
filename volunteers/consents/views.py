"""The texts themselves, for anybody to read before they agree to anything."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kit import clock
from volunteers import policies
from volunteers.consents import queries
from volunteers.consents.words import parts
from volunteers.models import ConsentText


@require_safe
def text(request: HttpRequest, kind: str) -> HttpResponse:
    """One text as it reads today; also to be printed, for a guardian to sign."""
    found = queries.today_of(kind)
    if found is None:
        raise Http404
    context = {"text": found, "title": found.get_kind_display(), "parts": parts(found), "public": True}
    return render(request, "volunteers/text.html", context)


@require_safe
def version(request: HttpRequest, kind: str, version: int) -> HttpResponse:
    """One version as it was agreed to; what is still to come only for those who look after the texts."""
    found = ConsentText.objects.filter(kind=kind, version=version).first()
    if found is None or found.valid_from > clock.today() and not policies.may(request.user, "see_consent_texts"):
        raise Http404
    now = queries.today_of(kind)
    is_old = now is not None and found.version < now.version
    context = {"text": found, "title": found.get_kind_display(), "parts": parts(found), "public": True}
    return render(request, "volunteers/text.html", context | {"is_old": is_old})
