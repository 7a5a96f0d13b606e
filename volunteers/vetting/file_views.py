"""The officers' screens of volunteers: the list of the county, and one volunteer with what is still missing."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.paging import page
from kit import clock, identity
from volunteers import policies, queries
from volunteers.models import Volunteer
from volunteers.vetting import file_acts, reading
from volunteers.vetting.acts import answer, offered
from volunteers.vetting.forms import FilterForm

LOOK_AFTER = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)
TONES = {"unconfirmed": "wait", "active": "ok", "suspended": "bad", "blocked": "bad", "left": "off"}


@login_required
def volunteers(request: HttpRequest) -> HttpResponse:
    """The volunteers of the county, or of the city, newest first."""
    if not has_role(request.user, *LOOK_AFTER):
        raise Http404
    form = FilterForm(request.GET)
    form.is_valid()
    found = page(_narrowed(queries.visible_to(request.user), form.cleaned_data), request)
    lacks = queries.missing_of(found.items, clock.today())
    rows = [{"v": v, "tone": TONES[v.status], "lacks": len(set(lacks[v.pk]) - {"full"})} for v in found.items]
    return TemplateResponse(request, "volunteers/list.html", {"filter": form, "page": found, "rows": rows})


def _narrowed(rows: QuerySet[Volunteer], wanted: dict[str, Any]) -> QuerySet[Volunteer]:
    """Without those whose registration was taken back: of them only a number is left."""
    rows = rows.exclude(status="left", id_index=None)
    if wanted.get("status"):
        rows = rows.filter(status=wanted["status"])
    if wanted.get("ready"):
        rows = rows.filter(status="active", taken__lt=F("capacity"))
    text = (wanted.get("q") or "").strip()
    if text:
        rows = rows.filter(Q(number__startswith=text.upper()) | Q(user__display_name__contains=text))
    return rows


@login_required
@once
def volunteer(request: HttpRequest, number: str) -> HttpResponse:
    """One volunteer: facts, papers, what is missing in words, and the acts open to this person."""
    thing = visible_404(queries.visible_to(request.user), number=number)
    acts = offered(request, thing, file_acts.acts_of(thing, request.user))
    gone_on, form = answer(request, acts, reverse("volunteers:volunteer", args=[number]))
    if gone_on:
        return gone_on
    lacks = queries.missing([thing.pk], clock.today())[thing.pk]
    context = {
        "v": thing,
        "tone": TONES[thing.status],
        "facts": _facts(thing),
        "lacks": queries.words_for(lacks),
        "can": policies.can(request.user, thing),
        "acts": acts.values(),
        "form": form,
        "stands": reading.standings(thing),
        "papers": reading.papers(thing.user_id),
        "moves": reading.story(thing),
        "stopped": reading.stopped(thing),
        "waivers": reading.waivers(thing),
        "conflict": reading.conflict(thing.user_id),
        "trail": [(pgettext("more than one", "志愿者"), reverse("volunteers:list"))],
    }
    return TemplateResponse(request, "volunteers/volunteer.html", context, status=409 if form and form.errors else 200)


def _facts(thing: Volunteer) -> list[tuple[str, Any]]:
    confirmed = queries.confirmed_minutes(thing)
    return [
        (_("志愿者编号"), thing.number),
        (_("身份证号"), identity.mask_id(thing.id_number or "")),
        (_("手机"), identity.mask_mobile(thing.user.phone or "") or "—"),
        (_("性别"), thing.get_sex_display()),
        (_("街道"), thing.town.name),
        (_("职业"), thing.occupation or "—"),
        (_("同时帮扶"), _("%(taken)d 人，最多 %(all)d 人") % {"taken": thing.taken, "all": thing.capacity}),
        (_("已核实时长"), _("%(hours)s 小时") % {"hours": f"{confirmed // 6 / 10:.1f}"}),
    ]
