"""The screens of places: what there is and how many seats are free, and one place with its acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts import roles
from accounts.access import has_role, visible_404
from audit.moves import history
from audit.once import once
from desk import dates
from desk.forms import ReasonForm
from desk.paging import page
from desk.templatetags import show
from matching import policies, queries, words
from matching.models import FairHiringPledge, Place
from matching.resources import pledges, services, town_map
from matching.resources.forms import CapacityForm, FilterForm, OpenForm, PublishVolunteerForm
from matching.resources.freshness import fresh_since
from matching.resources.narrowing import in_town, narrowed
from matching.screens import attempt, for_roles, form_page, shown
from volunteers import queries as volunteers

LOOK_AFTER = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)
TONES = {"draft": "wait", "held": "bad", "open": "ok", "paused": "off", "expired": "off"}


@for_roles(roles.VOL, roles.NGA, roles.NGC, roles.RES, *LOOK_AFTER)
def places(request: HttpRequest) -> HttpResponse:
    """The places this person may look up, newest first, narrowed by the filter."""
    rows = queries.places(request.user)
    form = FilterForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    everywhere = narrowed(rows, wanted)
    found = page(in_town(everywhere, wanted), request)
    context = {
        "filter": form,
        "town": wanted.get("town"),
        "asked": urlencode(town_map.asked_of(request.GET)),
        "map": town_map.drawn(everywhere, town_map.asked_of(request.GET)),
        "page": found,
        "rows": [as_row(place) for place in found.items],
        "enters": _ways_in(request.user),
        "looks_after": has_role(request.user, *LOOK_AFTER),
    }
    return TemplateResponse(request, "matching/places.html", context)


def _ways_in(user: Any) -> list[dict[str, Any]]:
    """What this person may enter or confirm here."""
    ways = (
        ((roles.RES,), "post_new", _("登记岗位")),
        ((roles.OFF, roles.CBM), "resource_new", _("登记资源")),
        ((roles.RES, roles.NGA, roles.OFF), "places_to_confirm", _("待确认的")),
    )
    return [{"url": reverse(f"matching:{name}"), "label": label} for who, name, label in ways if has_role(user, *who)]


def as_row(place: Place) -> dict[str, Any]:
    return {
        "place": place,
        "tone": TONES[place.status],
        "category": words.category(place.category),
        "stale": place.status != "expired" and place.confirmed_on < fresh_since(),
    }


@login_required
@once
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place, with the acts that are open to this person now."""
    thing = visible_404(queries.places(request.user).select_related("partner", "contract"), pk=pk)
    acts = _acts(request, thing)
    name = request.POST.get("act", "")
    if request.method == "POST":
        if name not in acts:
            raise Http404
        form, do, said = acts[name]
        if form.is_valid() and attempt(form, lambda: do(form.cleaned_data)):
            messages.success(request, said)
            return redirect("matching:place", pk)
    if "open" in acts:
        acts["open"][0].fields["legal_ground"].required = bool(thing.warning)
    context = {
        **as_row(thing),
        "facts": _facts(thing),
        "needs": words.needs(thing.needs),
        "forms": {key: entry[0] for key, entry in acts.items()},
        "supplier_url": _supplier_url(request, thing),
        "form": acts[name][0] if name else None,
        "may_edit": _may_edit(request, thing),
        **_pledged(request, thing),
        "moves": [_step(thing, move) for move in history(thing)],
        "trail": [(_("帮扶资源"), reverse("matching:places"))],
    }
    return shown(request, "matching/place.html", context)


def _supplier_url(request: HttpRequest, thing: Place) -> str:
    """Where the cap over all places of an employer or agency is set, for who may set it."""
    own = thing.org is not None and thing.kind != "service"
    may = own and policies.may(request.user, "set_supplier_cap", thing.org)
    return reverse("matching:supplier", args=[thing.org_id]) if may else ""


def _may_edit(request: HttpRequest, thing: Place) -> bool:
    return thing.kind != "volunteer" and thing.status != "expired" and policies.may(request.user, "edit_place", thing)


def _pledged(request: HttpRequest, thing: Place) -> dict[str, Any]:
    """Whether a post waits for its employer's signature, and whether this person may enter it."""
    if thing.kind != "job" or thing.status not in ("draft", "held") or pledges.is_signed(thing.org_id):
        return {"unsigned": False}
    may = policies.may(request.user, "sign_pledge", FairHiringPledge(org=thing.org))
    return {"unsigned": True, "may_sign": may}


Entry = tuple[Form, Callable[[dict[str, Any]], Any], str]


def _acts(request: HttpRequest, thing: Place) -> dict[str, Entry]:
    """Act → its form, what it does, what is said after; only those that state and right allow."""
    by, data, act = request.user, request.POST, request.POST.get("act", "")

    def form(kind: type[Form], name: str, **kwargs: Any) -> Form:
        return kind(data if act == name else None, prefix=name, **kwargs)

    def button(name: str) -> Form:
        return Form(data if act == name else None, prefix=name)

    every: dict[str, tuple[str, tuple[str, ...], Entry]] = {
        "open": ("open_place", ("draft", "held"), (
            form(OpenForm, "open"), lambda d: services.open_place(thing, by=by, **d),
            _("已开放，候补的需求会重新匹配。"),
        )),
        "hold": ("hold_place", ("draft",), (
            form(ReasonForm, "hold"), lambda d: services.hold_place(thing, by=by, **d), _("已暂缓。"))),
        "pause": ("pause_place", ("open",), (
            button("pause"), lambda d: services.pause_place(thing, by=by), _("已暂停，不再收到新的邀约。"))),
        "reopen": ("pause_place", ("paused",), (
            button("reopen"), lambda d: services.reopen_place(thing, by=by), _("已恢复，可以收到邀约了。"))),
        "confirm": ("confirm_place", ("open", "paused"), (
            button("confirm"), lambda d: services.confirm_place(thing, by=by), _("已确认信息没有变化。"))),
        "capacity": ("pause_place", ("draft", "held", "open", "paused"), (
            form(CapacityForm, "capacity", initial={"capacity": thing.capacity}),
            lambda d: services.change_capacity(thing, by=by, **d), _("名额已更改。"))),
    }  # fmt: skip
    return {
        name: entry
        for name, (verb, states, entry) in every.items()
        if thing.status in states and policies.may(by, verb, thing)
    }


def _facts(thing: Place) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("提供方"), thing.org.name if thing.org else thing.volunteer.user.display_name),
        (_("地点"), thing.town.name),
        (_("名额"), _("%(free)d 个空，共 %(all)d 个") % {"free": thing.free, "all": thing.capacity}),
        (_("质量等级"), words.grade(thing.grade)),
    ]
    if thing.partner:
        facts.append((_("工作人员搭档"), thing.partner.display_name))
    if thing.contract:
        facts.append((_("合同"), thing.contract.number))
    if thing.pay_low_fen or thing.pay_high_fen:
        facts.append((_("月薪"), pay_of(thing)))
    if thing.shift:
        facts.append((_("班次"), thing.shift + (_("，包住") if thing.has_dormitory else "")))
    if thing.valid_to:
        facts.append((_("有效期至"), dates.day(thing.valid_to)))
    if thing.address:
        facts.append((_("地址"), thing.address))
    if thing.kind != "volunteer":
        facts.append((_("公开名录"), _("列出") if thing.is_public else _("不列出")))
    if thing.skill_mask > 0:
        facts.append((_("要求"), words.listed(words.skills(thing.skill_mask))))
    if thing.terms:
        facts.append((_("其他要求"), thing.terms))
    return facts


def pay_of(place: Place) -> str:
    """3,500–4,800 元"""
    ends = [show.yuan(fen) for fen in (place.pay_low_fen, place.pay_high_fen) if fen]
    return "–".join(dict.fromkeys(ends))


def _step(thing: Place, move: Any) -> dict[str, Any]:
    step = thing.machine.step(move.verb, move.source)
    who = move.by.display_name if move.by else _("平台")
    return {"when": move.at, "text": step.label if step else move.verb, "who": who, "note": move.note}


@login_required
@once
def publish_volunteer(request: HttpRequest, number: str) -> HttpResponse:
    """Open a volunteer for offers: which needs, and which officer goes along."""
    person = visible_404(volunteers.visible_to(request.user), number=number)
    if not policies.may(request.user, "enter_place", Place(volunteer=person, county_code=person.county_code)):
        raise Http404
    form = PublishVolunteerForm(
        request.POST or None,
        county_code=person.county_code,
        initial={"needs": person.needs, "partner": request.user.pk},
    )
    if form.is_valid() and attempt(
        form, lambda: services.publish_volunteer(person, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("已开放邀约。需求匹配时会考虑这位志愿者。"))
        return redirect("volunteers:volunteer", number)
    back = [
        (pgettext("more than one", "志愿者"), reverse("volunteers:list")),
        (number, reverse("volunteers:volunteer", args=[number])),
    ]
    return form_page(request, form, title=_("开放邀约"), verb=_("开放邀约"), trail=back, text=person.user.display_name)
