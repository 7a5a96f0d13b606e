"""What anybody may read without logging in: the directory of social organisations with their quality."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import visible_404
from desk.paging import page
from ngos import hooks
from ngos.models import Provider
from ngos.providers import queries, showing
from ngos.providers.forms import DirectoryFilter

SIZE = 20


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Those on the list, the newest first, narrowed by category and by the county they work in."""
    counties = queries.county_names()
    filters = DirectoryFilter(request.GET, counties=counties)
    filters.is_valid()
    wanted = filters.cleaned_data
    rows = queries.narrowed(queries.public(), category=wanted.get("category"), county=wanted.get("county") or "")
    found = page(rows, request, size=SIZE)
    context = {
        "filters": filters,
        "filtered": any(wanted.values()),
        "page": found,
        "rows": [card(provider, counties) for provider in found.items],
    }
    return render(request, "ngos/organisations.html", context)


def card(provider: Provider, counties: dict[str, str]) -> dict[str, Any]:
    return {
        "p": provider,
        "areas": _("、").join(showing.areas(provider, counties)),
        "categories": showing.categories(provider),
        "quality": showing.quality(provider),
    }


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    provider = visible_404(queries.public(), pk=pk)
    counties = queries.county_names()
    context = {
        **card(provider, counties),
        "tone": showing.TONES[provider.status],
        "facts": showing.public_facts(provider, counties),
        "card_of_review": hooks.quality_card(provider) if hooks.quality_card.is_answered else None,
        "trail": [(_("社会组织名录"), reverse("organisations:list"))],
    }
    return render(request, "ngos/organisation.html", context)
