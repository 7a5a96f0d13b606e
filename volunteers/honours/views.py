"""The volunteer's own page of honours, and the desk of stars: the list with its two bulk acts, one application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import has_role, visible_404
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.forms import ReasonForm
from desk.paging import page
from kit import clock, rules
from kit.errors import Refused
from volunteers import policies
from volunteers.certificates import queries as certificates
from volunteers.certificates.shown import faces
from volunteers.honours import objections, queries, services
from volunteers.honours.forms import READ, AnswerForm, LookForm
from volunteers.hours.views import own_file
from volunteers.models import StarApplication
from volunteers.reviews import queries as reviews

SIZE = 30
LOOK_AFTER = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)
DECIDE = (roles.CBM, roles.MUN)
TONES = {
    "applied": "wait", "proposed": "wait", "noticed": "run", "objected": "bad", "granted": "ok", "awarded": "ok",
    "refused": "off", "withdrawn": "off", "revoked": "bad",
}  # fmt: skip
Act = tuple[BaseForm, Callable[[dict[str, Any]], Any], str]


# --- the volunteer's own page --------------------------------------------------------------------------------------
@login_required
@once
def honours(request: HttpRequest) -> HttpResponse:
    """Stars and how far it is to the next, certificates, praise, yearly reviews: what one has to show."""
    me = own_file(request)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        star = done(form, services.apply_for_star, me, by=request.user)
        if star is not None:
            messages.success(request, _("已申请。县(市、区)司法局核对后公示，期满再决定。"))
            return redirect("volunteers:star", star.number)
    step, minutes = queries.next_step(me)
    stars = queries.stars_visible_to(request.user).filter(volunteer=me).order_by("-pk")
    sheets = certificates.visible_to(request.user).filter(volunteer=me).order_by("-pk")
    context = {
        "form": form,
        "step": step,
        "minutes": minutes,
        "share": f"{min(100, 100 * minutes / step.threshold):.1f}%" if step.threshold else "100%",
        "held": queries.stars_held(me),
        "stars": [row_of(star) for star in stars[:SIZE]],
        "notice_days": rules.value("honours.notice_workdays"),
        "is_open": stars.filter(status__in=("applied", *queries.ON_NOTICE)).exists(),
        "sheets": faces(list(sheets[:SIZE])),
        "praise": queries.commendations_visible_to(request.user).filter(volunteer=me, status="awarded"),
        "reviews": reviews.visible_to(request.user).filter(volunteer=me).exclude(status="started").order_by("-year"),
    }
    return TemplateResponse(request, "volunteers/honours.html", context, status=409 if form.errors else 200)


# --- the desk ------------------------------------------------------------------------------------------------------
@login_required
@once
def stars(request: HttpRequest) -> HttpResponse:
    """Applications of the county or the city; those that wait are put on notice together, or granted together."""
    if not has_role(request.user, *LOOK_AFTER):
        raise Http404
    rows, now = queries.stars_visible_to(request.user), clock.now()
    groups = {
        "applied": rows.filter(status="applied"),
        "over": queries.to_decide(rows, now),
        "objected": rows.filter(status="objected"),
        "look": queries.to_look_at(rows),
        "all": rows,
    }
    wanted = request.GET.get("show", "")
    show = wanted if wanted in groups else "all"
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not has_role(request.user, *DECIDE):
            raise Http404
        _decide_together(request, groups)
        return redirect(request.get_full_path())
    found = page(groups[show], request, size=SIZE)
    context = {
        "page": found,
        "rows": [row_of(star, now) for star in found.items],
        "show": show,
        "counts": {name: group.count() for name, group in groups.items() if name != "all"},
        "notice_days": rules.value("honours.notice_workdays"),
        "bulk": _bulk(request, show, found.items),
    }
    return TemplateResponse(request, "volunteers/stars.html", context)


def _bulk(request: HttpRequest, show: str, items: list[StarApplication]) -> dict[str, Any] | None:
    """The one act that takes all of the page, where the list shows what waits for it."""
    verbs = {"applied": ("publish", _("公示本页")), "over": ("grant", _("授予本页"))}
    if show not in verbs or not items or not has_role(request.user, *DECIDE):
        return None
    act, verb = verbs[show]
    return {"act": act, "verb": verb, "items": items}


def _decide_together(request: HttpRequest, groups: dict[str, QuerySet[StarApplication]]) -> None:
    """Each by itself: one that is refused does not hold up the others."""
    act = {"publish": services.publish_star, "grant": services.grant_star}.get(request.POST.get("act", ""))
    source = groups["applied" if request.POST.get("act") == "publish" else "over"]
    wanted = [int(pk) for pk in request.POST.getlist("star") if pk.isdecimal()][:SIZE]
    if act is None:
        raise Http404
    n = 0
    for star in source.filter(pk__in=wanted).order_by("pk"):
        try:
            act(star, by=request.user)
        except Refused as refusal:
            messages.warning(request, f"{star.number}：{refusal}")
        else:
            n += 1
    if n:
        messages.success(request, _("已办理 %(n)d 份。") % {"n": n})


@login_required
@once
def star(request: HttpRequest, number: str) -> HttpResponse:
    """One application: facts, its clock, and the acts open to this person."""
    thing = visible_404(queries.stars_visible_to(request.user), number=number)
    context = {
        "facts": _facts(thing),
        "trail": _trail(request),
        "title": _("%(level)d 星申请 %(number)s") % {"level": thing.level, "number": thing.number},
        "over": queries.notice_is_over(thing),
    }
    return decided_page(request, thing, _acts(request, thing), "volunteers/star.html", context)


def decided_page(request: HttpRequest, thing: Any, acts: dict[str, Act], template: str, context: dict) -> HttpResponse:
    """The page of a star or a commendation: run the act that was sent, or show those that may be."""
    name = request.POST.get("act", "")
    read: list[Any] = []
    if name == "read" and policies.may(request.user, "answer_objection", thing):
        read = objections.read(thing, by=request.user)
    elif request.method == "POST":
        if name not in acts:
            raise Http404
        form, act, said = acts[name]
        if form.is_valid() and done(form, lambda: act(form.cleaned_data)) is not None:
            messages.success(request, said)
            return redirect(objections.address(thing))
    form = acts[name][0] if name in acts else None
    context |= {
        "thing": thing,
        "tone": TONES[thing.status],
        "forms": {key: entry[0] for key, entry in acts.items()},
        "form": form,
        "moves": [step_of(thing, move) for move in history(thing)],
        "objections_n": thing.objections.count(),
        "may_read": policies.may(request.user, "answer_objection", thing),
        "read": read,
    }
    return TemplateResponse(request, template, context, status=409 if form and form.errors else 200)


def _acts(request: HttpRequest, thing: StarApplication) -> dict[str, Act]:
    by, data, act = request.user, request.POST, request.POST.get("act", "")

    def form(kind: type[Form], name: str, **more: Any) -> Form:
        return kind(data if act == name else None, prefix=name, **more)

    over = queries.notice_is_over(thing)
    every: dict[str, tuple[str, bool, Act]] = {
        "publish": ("publish_star", thing.status == "applied", (
            form(Form, "publish"), lambda d: services.publish_star(thing, by=by), _("已公示。"))),
        "grant": ("decide_star", over, (
            form(Form, "grant"), lambda d: services.grant_star(thing, by=by), _("已授予，证书已出具。"))),
        "dismiss": ("answer_objection", thing.status == "objected", (
            form(AnswerForm, "dismiss"), lambda d: objections.dismiss(thing, by=by, **d), _("已答复，公示继续。"))),
        "refuse": ("decide_star", thing.status in ("applied", *queries.ON_NOTICE), (
            form(ReasonForm, "refuse", **READ), lambda d: services.refuse_star(thing, by=by, **d), _("没有授予。"))),
        "look": ("decide_star", thing.needs_look, (
            form(LookForm, "look"), lambda d: services.look_at_star(thing, by=by, **d), _("复核意见已记录。"))),
        "withdraw": ("withdraw_star", thing.status in ("applied", *queries.ON_NOTICE), (
            form(Form, "withdraw"), lambda d: services.withdraw_star(thing, by=by), _("申请已撤回。"))),
    }  # fmt: skip
    return {name: entry for name, (verb, fits, entry) in every.items() if fits and policies.may(by, verb, thing)}


def _facts(thing: StarApplication) -> list[tuple[str, Any]]:
    found = [
        (_("志愿者"), thing.volunteer.user.display_name),
        (_("志愿者编号"), thing.volunteer.number),
        (_("所需时长"), _("%(n)s 小时") % {"n": services.hours(thing.threshold_minutes)}),
        (_("申请时的核实时长"), _("%(n)s 小时") % {"n": services.hours(thing.minutes)}),
    ]
    if thing.reason:
        found.append((_("不授予的原因"), thing.reason))
    if thing.look_note:
        found.append((_("复核意见"), thing.look_note))
    return found


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    if has_role(request.user, *LOOK_AFTER):
        return [(_("星级评定"), reverse("volunteers:stars"))]
    return [(_("证书与荣誉"), reverse("volunteers:honours"))]


def row_of(thing: Any, now: Any = None) -> dict[str, Any]:
    over = queries.notice_is_over(thing, now)
    label = _("公示期满，待决定") if over else thing.status_label
    return {"thing": thing, "label": label, "tone": "wait" if over else TONES[thing.status], "over": over}


def step_of(thing: Any, move: Any) -> dict[str, Any]:
    step = thing.machine.step(move.verb, move.source)
    who = move.by.display_name if move.by else _("公众") if move.verb == "object" else _("平台")
    return {"when": move.at, "text": step.label if step else move.verb, "who": who, "note": move.note}
