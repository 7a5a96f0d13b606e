"""The officers' screens of volunteers: the list of the county, and one volunteer with what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F, Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import has_role, visible_404
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.paging import page
from kit import clock, identity
from training import queries as training
from volunteers import policies, queries
from volunteers.joining import services
from volunteers.joining.forms import FilterForm, PaperForm, ReasonForm
from volunteers.models import Volunteer
from volunteers.vetting import papers

LOOK_AFTER = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)
TONES = {"unconfirmed": "wait", "active": "ok", "suspended": "bad", "left": "off"}
Entry = tuple[Form, Callable[[dict[str, Any]], Any], str]


@login_required
def volunteers(request: HttpRequest) -> HttpResponse:
    """The volunteers of the county, or of the city, newest first."""
    if not has_role(request.user, *LOOK_AFTER):
        raise Http404
    form = FilterForm(request.GET)
    form.is_valid()
    found = page(_narrowed(queries.visible_to(request.user), form.cleaned_data), request)
    lacks = queries.missing([v.pk for v in found.items], clock.today())
    rows = [{"v": v, "tone": TONES[v.status], "lacks": len(set(lacks[v.pk]) - {"full"})} for v in found.items]
    return render(request, "volunteers/list.html", {"filter": form, "page": found, "rows": rows})


def _narrowed(rows: QuerySet[Volunteer], wanted: dict[str, Any]) -> QuerySet[Volunteer]:
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
    acts, name = _acts(request, thing), request.POST.get("act", "")
    if request.method == "POST":
        if name not in acts:
            raise Http404
        form, do, said = acts[name]
        if form.is_valid() and done(form, lambda: do(form.cleaned_data)) is not None:
            messages.success(request, said)
            return redirect("volunteers:volunteer", number)
    form = acts[name][0] if name else None
    today = clock.today()
    held = training.held_by(thing.user_id)
    context = {
        "v": thing,
        "tone": TONES[thing.status],
        "facts": _facts(thing),
        "lacks": queries.words_for(queries.missing([thing.pk], today)[thing.pk]),
        "papers": [{"paper": p, "in_date": p.valid_from <= today <= p.valid_to} for p in held],
        "forms": {key: entry[0] for key, entry in acts.items()},
        "form": form,
        "moves": [_step(thing, move) for move in history(thing)],
        "trail": [(_("志愿者"), reverse("volunteers:list"))],
    }
    return render(request, "volunteers/volunteer.html", context, status=409 if form and form.errors else 200)


def _acts(request: HttpRequest, thing: Volunteer) -> dict[str, Entry]:
    """Act → its form, what it does, what is said after; only those that state and right allow."""
    by, data, act = request.user, request.POST, request.POST.get("act", "")

    def form(kind: type[Form], name: str) -> Form:
        return kind(data if act == name else None, prefix=name)

    every: dict[str, tuple[str, bool, Entry]] = {
        "confirm": ("confirm_volunteer", thing.status == "unconfirmed", (
            form(Form, "confirm"), lambda d: services.confirm_volunteer(thing, by=by), _("已确认登记。"))),
        "identity": ("verify_identity", not thing.is_identity_verified, (
            form(Form, "identity"), lambda d: services.verify_identity(thing, by=by), _("身份已核验。"))),
        "suspend": ("suspend_volunteer", thing.status == "active", (
            form(ReasonForm, "suspend"), lambda d: services.suspend_volunteer(thing, by=by, **d),
            _("已暂停，不再收到新的邀约。"))),
        "readmit": ("readmit_volunteer", thing.status == "suspended", (
            form(Form, "readmit"), lambda d: services.readmit_volunteer(thing, by=by), _("已恢复。"))),
        "paper": ("record_paper", thing.status != "left", (
            form(PaperForm, "paper"), lambda d: papers.record_paper(thing, by=by, **d), _("已登记。"))),
    }  # fmt: skip
    return {name: entry for name, (verb, fits, entry) in every.items() if fits and policies.may(by, verb, thing)}


def _facts(thing: Volunteer) -> list[tuple[str, Any]]:
    confirmed = queries.confirmed_minutes(thing)
    return [
        (_("志愿者编号"), thing.number),
        (_("身份证号"), identity.mask_id(thing.id_number or "")),
        (_("性别"), thing.get_sex_display()),
        (_("街道"), thing.town.name),
        (_("职业"), thing.occupation or "—"),
        (_("同时帮扶"), _("%(taken)d 人，最多 %(all)d 人") % {"taken": thing.taken, "all": thing.capacity}),
        (_("已核实时长"), _("%(hours)s 小时") % {"hours": f"{confirmed // 6 / 10:.1f}"}),
    ]


def _step(thing: Volunteer, move: Any) -> dict[str, Any]:
    step = thing.machine.step(move.verb, move.source)
    who = move.by.display_name if move.by else _("平台")
    return {"when": move.at, "text": step.label if step else move.verb, "who": who, "note": move.note}
