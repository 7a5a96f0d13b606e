"""The public notice of stars and commendations, and the form of an objection; no log-in, no full name of a person."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Division
from desk.acts import done
from desk.paging import page
from kit import identity
from kit.limits import Limit
from volunteers.honours import objections, queries
from volunteers.honours.forms import ObjectionForm
from volunteers.models import Commendation, StarApplication

SIZE = 50
objecting = Limit("objection", 5, 3600)


@never_cache
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """What stands on notice now: masked names, the county and nothing finer."""
    found = page(queries.noticed_stars(), request, size=SIZE)
    praise = list(queries.noticed_commendations().order_by("-pk")[:SIZE])
    counties = _counties([*found.items, *praise])
    context = {
        "page": found,
        "stars": [_public(star, counties) for star in found.items],
        "praise": [_public(thing, counties) for thing in praise],
        "public": True,
    }
    return _unlisted(render(request, "volunteers/notice.html", context))


@never_cache
def object_(request: HttpRequest, number: str) -> HttpResponse:
    """An objection to one entry: what is said, and a contact if one likes."""
    thing = _on_notice(number)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not objecting.take(get_adapter(request).get_client_ip(request)):
            form.add_error(None, _("提交次数太多，一小时后再试，或打平台电话反映。"))
        elif done(form, objections.object_to, thing, **form.cleaned_data):
            messages.success(request, _("已收到。这一条的公示已暂停，核查后继续。"))
            return redirect("notices:notice")
    context = {
        "form": form,
        "entry": _public(thing, _counties([thing])),
        "trail": [(_("公示"), reverse("notices:notice"))],
        "public": True,
    }
    return _unlisted(render(request, "volunteers/notice_object.html", context, status=409 if form.errors else 200))


def _on_notice(number: str) -> StarApplication | Commendation:
    for rows in (queries.noticed_stars(), queries.noticed_commendations()):
        if found := rows.filter(number=number).first():
            return found
    raise Http404


def _public(thing: StarApplication | Commendation, counties: dict[str, str]) -> dict[str, Any]:
    return {
        "number": thing.number,
        "who": _masked(thing),
        "county": counties.get(thing.county_code, ""),
        "what": _("%(level)d 星") % {"level": thing.level} if isinstance(thing, StarApplication) else thing.title,
        "paused": thing.status == "objected",
        "since": thing.noticed_on,
        "until": thing.due_at,
        "open": queries.is_open_to_objection(thing),
    }


def _masked(thing: StarApplication | Commendation) -> str:
    """A person by the first character alone; an organisation by its name."""
    if isinstance(thing, StarApplication):
        return identity.mask_name(thing.volunteer.user.display_name)
    return thing.who if thing.org_id else identity.mask_name(thing.who)


def _counties(things: list[Any]) -> dict[str, str]:
    return dict(Division.objects.filter(pk__in={t.county_code for t in things}).values_list("code", "name"))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
