"""The record of a volunteer in the five parts of the law (R-VOL-06): person, service, training, praise, review."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import has_role, visible_404
from kit import clock, identity
from training.queries import held_by, kind_label
from volunteers.certificates.queries import recorders
from volunteers.honours import queries
from volunteers.honours.views import LOOK_AFTER
from volunteers.hours.views import own_file
from volunteers.models import Commendation, StarApplication, Volunteer, YearlyReview
from volunteers.queries import visible_to


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    me = own_file(request)
    return _page(request, me, [(_("证书与荣誉"), reverse("volunteers:honours"))])


@login_required
@require_safe
def of_volunteer(request: HttpRequest, number: str) -> HttpResponse:
    """For the office that looks after the volunteer."""
    if not has_role(request.user, *LOOK_AFTER):
        raise Http404
    thing = visible_404(visible_to(request.user), number=number)
    back = (thing.user.display_name, reverse("volunteers:volunteer", args=[number]))
    return _page(request, thing, [(_("志愿者"), reverse("volunteers:list")), back])


def _page(request: HttpRequest, v: Volunteer, trail: list[tuple[str, str]]) -> HttpResponse:
    served = recorders(v)
    context = {
        "v": v,
        "trail": trail,
        "person": _person(v),
        "served": served,
        "total": sum(minutes for _unit, minutes in served),
        "papers": _papers(v),
        "stars": StarApplication.objects.filter(volunteer=v, status="granted").order_by("-level"),
        "praise": Commendation.objects.filter(volunteer=v, status="awarded").order_by("-decided_at"),
        "reviews": YearlyReview.objects.filter(volunteer=v).exclude(status="started").order_by("-year"),
        "held": queries.stars_held(v),
    }
    return render(request, "volunteers/record.html", context)


def _person(v: Volunteer) -> list[tuple[str, Any]]:
    return [
        (_("姓名"), v.user.display_name),
        (_("志愿者编号"), v.number),
        (_("身份证号"), identity.mask_id(v.id_number or "")),
        (_("街道"), v.town.name),
        (_("职业"), v.occupation or "—"),
    ]


def _papers(v: Volunteer) -> list[dict[str, Any]]:
    today = clock.today()
    return [
        {"name": kind_label(p.kind), "since": p.valid_from, "until": p.valid_to, "ok": p.valid_to >= today}
        for p in held_by(v.user_id)
    ]
