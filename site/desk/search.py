"""Search over all rooms. The words travel in the body of a form, never in an address: they may be an ID number."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit import trail
from desk import hooks, policies
from desk.hooks import Found

MOST = 30  # of one group


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("搜索"),
        help_text=_("需求编号、对象代号、机构、志愿者编号；证件号码和手机号码要写全"),
        max_length=60,
        strip=True,
    )


def find(user: Any, text: str) -> list[tuple[Any, list[Found]]]:
    """What the rooms found for this person, by heading; each room looks only where the person may."""
    found = [thing for ask in hooks.searches for thing in ask(user, text)]
    found.sort(key=lambda f: str(f.group))  # stable: within a group the rooms' own order stays
    return [(group, list(some)[:MOST]) for group, some in groupby(found, key=lambda f: str(f.group))]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "search"):
        raise Http404
    if "q" in request.GET:
        return HttpResponseRedirect(reverse("desk:search"))
    form = SearchForm(request.POST or None)
    groups = None
    if form.is_valid():
        groups = find(request.user, form.cleaned_data["q"])
        count = sum(len(some) for _group, some in groups)
        trail.record("desk.search", by=request.user, detail={"found": count})  # what was looked for is not written down
    return render(request, "desk/search.html", {"form": form, "groups": groups})
