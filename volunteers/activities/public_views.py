"""What anybody may read without logging in: the shifts to come that ask for volunteers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import visible_404
from desk.paging import page
from kit import clock
from volunteers import queries as volunteers
from volunteers.activities import queries, showing
from volunteers.activities.forms import PublicForm

SIZE = 20


@require_safe
def opportunities(request: HttpRequest) -> HttpResponse:
    """The soonest first, narrowed by county, kind, day and free places."""
    form = PublicForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    rows = queries.open_to_public()
    if county := wanted.get("county"):
        rows = rows.filter(county_code=county)
    if kind := wanted.get("kind"):
        rows = rows.filter(posting__kind=kind)
    if on := wanted.get("on"):
        rows = rows.filter(starts_at__gte=clock.at(on, 0))
    if wanted.get("free"):
        rows = queries.with_places(rows)
    found = page(rows, request, size=SIZE, ascending=True, by="starts_at")
    context = {
        "filters": form,
        "filtered": any(wanted.values()),
        "page": found,
        "rows": [showing.listed(shift) for shift in found.items],
        "public": True,
        "is_volunteer": _is_volunteer(request),
    }
    return render(request, "volunteers/opportunities.html", context)


@require_safe
def opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    thing = visible_404(queries.open_to_public(), pk=pk)
    context = {
        **showing.detail(thing),
        "public": True,
        "is_volunteer": _is_volunteer(request),
        "trail": [(_("志愿机会"), reverse("volunteers:opportunities"))],
    }
    return render(request, "volunteers/opportunity.html", context)


def _is_volunteer(request: HttpRequest) -> bool:
    return request.user.is_authenticated and volunteers.has_file(request.user)
