"""The organiser at the door: whose shift it is, who is in, out or missing, and one tap for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import visible_404
from audit.once import once
from desk import qr
from desk.acts import done
from desk.dates import hour
from desk.paging import page
from kit import clock, rules
from volunteers import policies
from volunteers.activities.queries import shifts_of
from volunteers.attendance import codes, queries, services, words
from volunteers.attendance import numbers_of_law as law
from volunteers.attendance.forms import CorrectForm, FillForm, PointForm, RecordForm, WalkInForm
from volunteers.models import CardShown, PresenceEvent, Shift, Signup

SIZE, CARDS, SHOWN = 100, 40, 20
AHEAD, BEHIND = timedelta(days=7), timedelta(days=7)


def own_shift(request: HttpRequest, pk: int) -> Shift:
    """A shift at whose door this person stands; for everybody else it is not there."""
    shift = visible_404(shifts_of(request.user).select_related("meeting_point"), pk=pk)
    if not policies.may(request.user, "record_presence", shift):
        raise Http404
    return shift


@login_required
@require_safe
def shifts(request: HttpRequest) -> HttpResponse:
    """The shifts of the own unit: those whose door is open, the next days, and those just over."""
    mine, now = shifts_of(request.user), clock.now()
    if not queries.organises(request.user):
        raise Http404
    alive = mine.filter(status__in=queries.ALIVE)
    open_now = list(queries.around_now(alive, now).order_by("starts_at", "pk")[:SHOWN])
    known = [s.pk for s in open_now]
    ahead = alive.filter(starts_at__gt=now, starts_at__lt=now + AHEAD).exclude(pk__in=known)
    behind = mine.filter(status__in=("running", "done"), ends_at__lt=now, starts_at__gt=now - BEHIND)
    context = {
        "open": open_now,
        "ahead": list(ahead.order_by("starts_at", "pk")[:SHOWN]),
        "behind": list(behind.exclude(pk__in=known).order_by("-starts_at", "-pk")[:SHOWN]),
        "many": _several_units(mine, open_now),
        "opens": rules.value(law.OPENS),
    }
    return TemplateResponse(request, "volunteers/presence_shifts.html", context)


def _several_units(mine: QuerySet[Shift], shown: list[Shift]) -> bool:
    return len({s.organiser_id for s in shown}) > 1


@login_required
@once
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in, out and missing, with one tap for each; cards that wait; the end of the door."""
    shift = own_shift(request, pk)
    forms = _forms(request, shift)
    form = forms.get(request.POST.get("act", ""), Form(request.POST if request.method == "POST" else None))
    if request.method == "POST" and form.is_valid():
        said = _act(request, shift, form)
        if said:
            messages.success(request, said)
            return redirect(request.get_full_path())
    context = {**_list(request, shift), "form": form, "forms": forms}
    return TemplateResponse(request, "volunteers/presence.html", context, status=409 if form.errors else 200)


def _forms(request: HttpRequest, shift: Shift) -> dict[str, Form]:
    """Act → its form, for those that ask for more than a tap."""
    act = request.POST.get("act", "")

    def data(name: str) -> Any:
        return request.POST if act == name else None

    return {
        "walk-in": WalkInForm(data("walk-in"), prefix="walk"),
        "point": PointForm(data("point"), prefix="point", initial=_point(shift)),
    }


def _list(request: HttpRequest, shift: Shift) -> dict[str, Any]:
    show = request.GET.get("show", "")
    found = page(queries.people(shift, show), request, size=SIZE, ascending=True)
    events = queries.events_of(found.items)
    return {
        "shift": shift, "page": found, "show": show, "counts": queries.counts(shift),
        "rows": [_row(shift, row, events[row.pk]) for row in found.items],
        "cards": CardShown.objects.filter(signup__shift=shift, settled_at=None).select_related(
            "signup__volunteer__user").order_by("pk")[:SIZE],
        "devices": [
            {"device": d, "skew": words.skew(d.skew_seconds)}
            for d in shift.devices.select_related("enrolled_by").order_by("pk")
        ],
        "door": queries.door_state(shift, clock.now()), "opens_at": queries.opens_at(shift),
        "closes_at": queries.closes_at(shift), "may_close": shift.status == "running" and clock.now() >= shift.ends_at,
    }  # fmt: skip


def _row(shift: Shift, row: Signup, events: list[PresenceEvent]) -> dict[str, Any]:
    far = [queries.metres_away(shift, e) for e in events if services.event_is_far(shift, e)]
    is_here = queries.is_here(events)
    return {
        "signup": row, "events": events, "here": is_here, "far": max(far, default=None),
        "away": row.status == "no_show" and not events, "next": "out" if is_here else "in",
    }  # fmt: skip


def _act(request: HttpRequest, shift: Shift, form: Form) -> str:
    """Do what was tapped; what is said after, "" when it was refused (the sentence stands on the form)."""
    by, data = request.user, request.POST
    act = data.get("act", "")
    if act in ("in", "out"):
        signup = _signup(shift, data.get("signup", ""))
        event = done(form, services.record, signup, act, by=by)
        return _tapped(event) if event else ""
    if act in ("card", "not-card"):
        card = CardShown.objects.filter(signup__shift=shift, pk=_number(data.get("card", ""))).first()
        if card is None:
            raise Http404
        settled = done(form, services.settle_card, card, by=by, counts=act == "card")
        return "" if form.errors else _tapped(settled) if settled else _("已退回这张卡，没有登记。")
    if act == "walk-in":
        event = done(form, services.walk_in, shift, form.cleaned_data["text"], by=by)
        return _tapped(event) if event else ""
    if act == "point":
        saved = done(form, services.mark_point, shift, by=by, **form.cleaned_data)
        return _("集合点已保存。") if saved else ""
    if act == "close":
        return _("签到已结束，时长已交核实。") if done(form, services.close_shift, shift, by=by) else ""
    raise Http404


def _tapped(event: PresenceEvent) -> str:
    said = {"name": event.signup.volunteer.user.display_name, "at": hour(event.at)}
    if event.direction == "in":
        return _("%(name)s 已签到，%(at)s。") % said
    return _("%(name)s 已签离，%(at)s。") % said


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _signup(shift: Shift, text: str) -> Signup:
    return visible_404(Signup.objects.filter(shift=shift).select_related("shift", "volunteer"), pk=_number(text))


def _point(shift: Shift) -> dict[str, float]:
    point = getattr(shift, "meeting_point", None)
    return {"lat": point.lat, "lon": point.lon} if point else {}


# --- one person --------------------------------------------------------------------------------------------
@login_required
@once
def presence_of(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """What the door saw of one person; an earlier time, a correction, or after the end what nobody noted."""
    shift = own_shift(request, pk)
    rows = Signup.objects.filter(shift=shift).select_related("shift__posting", "volunteer__user")
    signup = visible_404(rows, pk=signup_pk)
    acts = _person_acts(request, shift, signup)
    name = request.POST.get("act", "")
    if request.method == "POST":
        if name not in acts:
            raise Http404
        form, act = acts[name]
        if form.is_valid() and done(form, act, form.cleaned_data) is not None:
            messages.success(request, _("已登记，原因已留存。"))
            return redirect("volunteers:presence_of", pk, signup_pk)
    who = signup.volunteer.user.display_name
    every = signup.presence.select_related("by", "device", "replaces", "replaced_by__by").order_by("at", "pk")
    context = {
        "shift": shift, "signup": signup, "who": who, "form": acts[name][0] if name else None,
        "events": [_seen(e, acts) for e in every],
        "record": acts.get("record", (None,))[0], "fill": acts.get("fill", (None,))[0],
        "trail": [
            (_("签到"), reverse("volunteers:presence_shifts")),
            (shift.posting.title, reverse("volunteers:presence", args=[pk])),
        ],
    }  # fmt: skip
    return TemplateResponse(
        request, "volunteers/presence_of.html", context, status=409 if name and acts[name][0].errors else 200
    )


def _seen(event: PresenceEvent, acts: dict[str, Any]) -> dict[str, Any]:
    mend = acts.get(f"mend-{event.pk}", (None,))[0]
    return {"event": event, "form": mend, "skew": words.skew(event.skew_seconds)}


def _person_acts(
    request: HttpRequest, shift: Shift, signup: Signup
) -> dict[str, tuple[Form, Callable[[dict[str, Any]], Any]]]:
    """Act → its form and what it does; only those that the state of shift and signup leaves."""
    by, name = request.user, request.POST.get("act", "")

    def form(kind: type[Form], act: str, **initial: Any) -> Form:
        return kind(request.POST if name == act else None, prefix=act, initial=initial)

    if shift.status == "done":
        if signup.status != "no_show":
            return {}
        fill = form(FillForm, "fill", came_at=shift.starts_at, left_at=shift.ends_at)
        return {"fill": (fill, lambda d: services.back_fill(signup, by=by, **d))}
    if shift.status not in queries.ALIVE or signup.status not in queries.EXPECTED:
        return {}
    events = queries.events_of([signup])[signup.pk]
    way = "out" if queries.is_here(events) else "in"
    acts: dict[str, tuple[Form, Callable[[dict[str, Any]], Any]]] = {
        "record": (
            form(RecordForm, "record", direction=way, at=clock.now()),
            lambda d: services.record(signup, d["direction"], by=by, at=d["at"], reason=d["reason"]),
        )
    }
    for event in events:
        mend = form(CorrectForm, f"mend-{event.pk}", direction=event.direction, at=event.at)
        acts[f"mend-{event.pk}"] = (mend, lambda d, e=event: services.correct(e, by=by, **d))
    return acts


# --- paper -------------------------------------------------------------------------------------------------
@login_required
@require_safe
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """Cards to print for people without a phone: name, number and a code, eight on a sheet."""
    shift = own_shift(request, pk)
    rows = Signup.objects.filter(shift=shift, status__in=queries.EXPECTED).select_related("volunteer__user")
    found = page(rows, request, size=CARDS, ascending=True)
    printed = [
        {"volunteer": row.volunteer, "code": codes.card_code(row.volunteer), "qr": qr.draw(_address(request, row))}
        for row in found.items
    ]
    return TemplateResponse(
        request, "volunteers/presence_cards.html", {"shift": shift, "page": found, "cards": printed}
    )


def _address(request: HttpRequest, row: Signup) -> str:
    return request.build_absolute_uri(reverse("volunteers:card", args=[codes.card_text(row.volunteer)]))


@login_required
@once
def card(request: HttpRequest, code: str) -> HttpResponse:
    """A card under the organiser's own camera: whoever looks at both has the tap."""
    read = codes.read(code)
    rows = Signup.objects.filter(
        shift__in=shifts_of(request.user).filter(status__in=queries.ALIVE),
        volunteer__number=read.number, status__in=queries.EXPECTED,
    ).select_related("shift__posting", "volunteer__user")  # fmt: skip
    found = [
        row for row in queries.around_now(rows, clock.now()).order_by("starts_at", "pk")[:SHOWN]
        if codes.is_card(row.volunteer, read)
        and policies.may(request.user, "record_presence", row.shift)
    ]  # fmt: skip
    if not found:
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        signup = next((row for row in found if str(row.pk) == request.POST.get("signup")), None)
        if signup is None or request.POST.get("act") not in ("in", "out"):
            raise Http404
        event = done(form, services.tap_card, signup, request.POST["act"], by=request.user)
        if event:
            messages.success(request, _tapped(event))
            return redirect("volunteers:presence", signup.shift_id)
    events = queries.events_of(found)
    context = {
        "who": found[0].volunteer, "form": form, "code": code,
        "rows": [{"signup": row, "here": queries.is_here(events[row.pk])} for row in found],
    }  # fmt: skip
    return TemplateResponse(request, "volunteers/presence_card.html", context, status=409 if form.errors else 200)
