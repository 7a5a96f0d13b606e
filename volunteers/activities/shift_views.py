"""The organiser's screens of one shift: who comes and who waits, changing it, calling people, a list to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import visible_404
from audit import trail as log
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.paging import page
from kit import clock
from volunteers import policies
from volunteers.activities import deciding, planning, queries, seating, showing, states
from volunteers.activities.forms import (
    BulkForm,
    CancelShiftForm,
    CapacityForm,
    EditShiftForm,
    NewShiftForm,
)
from volunteers.activities.office_views import organiser
from volunteers.models import Shift

SIZE, CALLED, CLIENTS, MOVES = 50, 30, 200, 10
GROUPS = {"": None, "requested": ("requested",), "confirmed": ("confirmed", "offered"), "waiting": ("waiting",)}


def _own(request: HttpRequest, pk: int, right: str = "see_signups") -> Shift:
    """A shift this person organises or looks after and, where a right is named, may change; else it is not there."""
    organiser(request)
    thing: Shift = visible_404(queries.shifts_of(request.user), pk=pk)
    if not policies.may(request.user, right, thing):
        raise Http404
    return thing


def _trail(thing: Shift, *more: tuple[str, str]) -> list[tuple[str, str]]:
    posting = thing.posting
    return [
        (_("招募岗位"), reverse("volunteers:postings")),
        (posting.title, reverse("volunteers:posting", args=[posting.number])),
        *more,
    ]


def _shift_trail(thing: Shift) -> list[tuple[str, str]]:
    return _trail(thing, (showing.when(thing), reverse("volunteers:shift", args=[thing.pk])))


# --- one shift -------------------------------------------------------------------------------------------------
@login_required
@once
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, who asks, who waits in what order; one act with those that are ticked."""
    thing = _own(request, pk)
    can = policies.can(request.user, thing)
    act = request.POST.get("act", "")
    form = BulkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not can["decide_signup"]:
            raise Http404
        if act in ("came", "missed"):
            return _mark_clients(request, thing, came=act == "came")
        if act in ("close", "reopen"):
            return _sign_up_door(request, thing, act)
        if form.is_valid() and _decide(request, thing, form):
            return redirect(f"{reverse('volunteers:shift', args=[pk])}?{request.GET.urlencode()}")
    group = request.GET.get("show", "")
    found = page(queries.signups_at(thing, GROUPS.get(group)), request, size=SIZE, ascending=True)
    context = {
        **showing.detail(thing),
        "tone": showing.TONES[thing.status],
        "can": can,
        "form": form,
        "group": group if group in GROUPS else "",
        "groups": showing.groups(thing),
        "page": found,
        "rows": [showing.signup_row(row) for row in found.items],
        "clients": [showing.client_row(row) for row in queries.client_seats_at(thing)[:CLIENTS]],
        "to_call": thing.is_held and thing.status in queries.UPCOMING,
        "may_edit": can["plan_shift"] and thing.status in queries.UPCOMING and not showing.has_begun(thing),
        "moves": [showing.step(thing, move) for move in history(thing)],
        "place_moves": showing.place_steps(thing, MOVES),
        "trail": _trail(thing),
    }
    return TemplateResponse(request, "volunteers/shift.html", context, status=409 if form.errors else 200)


def _decide(request: HttpRequest, thing: Shift, form: BulkForm) -> bool:
    """Do the act with the ticked signups; False leaves a sentence on the form."""
    rows = list(queries.signups_at(thing).filter(pk__in=_ticked(request, "signup")[:SIZE]).order_by("pk"))
    if not rows:
        form.add_error(None, _("勾选要办理的人。"))
        return False
    act, data = form.cleaned_data["act"], form.cleaned_data
    words: dict[str, Any] = {"reason": data["reason"]} if act in BulkForm.NEED_REASON else {}
    if act == "approve":
        words = {"overlap_reason": data["reason"]}
    if act == "raise":
        words["priority"] = 1
    service = {
        "approve": deciding.approve_signup, "refuse": deciding.refuse_signup, "move_back": deciding.move_back,
        "take_out": deciding.take_out, "raise": deciding.give_priority,
    }[act]  # fmt: skip
    result = done(form, deciding.each, rows, service, by=request.user, **words)
    if result is None:
        return False
    count, refused = result
    if count:
        messages.success(request, _("已办理 %(n)d 人。") % {"n": count})
    for sentence in refused:
        messages.warning(request, str(sentence))
    return True


def _plain() -> Form:
    """A form without fields, only to catch what a service says."""
    form = Form({})
    form.is_valid()
    return form


def _ticked(request: HttpRequest, name: str) -> list[int]:
    return [int(pk) for pk in request.POST.getlist(name) if pk.isascii() and pk.isdecimal() and len(pk) < 19]


def _mark_clients(request: HttpRequest, thing: Shift, *, came: bool) -> HttpResponse:
    rows = list(queries.client_seats_at(thing).filter(pk__in=_ticked(request, "seat")[:CLIENTS]))
    form = _plain()
    count = done(form, seating.mark_client_seats, rows, by=request.user, came=came)
    for sentence in form.non_field_errors():
        messages.warning(request, str(sentence))
    if count is not None:
        messages.success(request, _("已登记 %(n)d 人。") % {"n": count})
    return redirect("volunteers:shift", thing.pk)


def _sign_up_door(request: HttpRequest, thing: Shift, act: str) -> HttpResponse:
    form = _plain()
    done(form, planning.close_signup if act == "close" else planning.reopen_signup, thing, by=request.user)
    for sentence in form.non_field_errors():
        messages.warning(request, str(sentence))
    if not form.errors:
        messages.success(request, _("已停止报名。") if act == "close" else _("已恢复报名。"))
    return redirect("volunteers:shift", thing.pk)


# --- planning ----------------------------------------------------------------------------------------------------
@login_required
@once
def new_shift(request: HttpRequest, number: str) -> HttpResponse:
    """Add one shift or a weekly series to a posting."""
    organiser(request)
    of = visible_404(queries.postings_of(request.user), number=number)
    if not policies.may(request.user, "plan_shift", of):
        raise Http404
    form = NewShiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        words = {**form.times(), **form.columns(), "capacity": form.cleaned_data["capacity"], "by": request.user}
        rule = form.rule()
        made = (
            done(form, planning.plan_series, of, rule=rule, **words)
            if rule
            else done(form, planning.plan_shift, of, **words)
        )
        if made:
            n = len(made) if isinstance(made, list) else 1
            messages.success(request, _("已安排 %(n)d 个班次。") % {"n": n})
            return redirect("volunteers:posting", number)
    back = reverse("volunteers:posting", args=[number])
    context = {
        "form": form, "title": _("安排班次"), "verb": _("安排"), "back": back,
        "trail": [(_("招募岗位"), reverse("volunteers:postings")), (of.title, back)],
    }  # fmt: skip
    return TemplateResponse(
        request, "volunteers/shift_edit.html", context, status=409 if form.non_field_errors() else 200
    )


@login_required
@once
def edit_shift(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a shift, or it and its siblings; sign-ups stay and hear of it."""
    thing = _own(request, pk, "plan_shift")
    form = EditShiftForm(
        request.POST if request.method == "POST" else None, shift=thing, initial=EditShiftForm.of(thing)
    )
    if form.is_valid():
        words = {**form.times(), **form.columns(), "scope": form.cleaned_data["scope"] or planning.THIS}
        changed = done(form, planning.edit_shift, thing, by=request.user, **words)
        if changed is not None:
            messages.success(request, _("已保存。时间有变的，报名的人都收到了通知。"))
            return redirect("volunteers:shift", pk)
    context = {
        "form": form, "title": _("修改班次"), "verb": _("保存"), "trail": _shift_trail(thing),
        "back": reverse("volunteers:shift", args=[pk]),
    }  # fmt: skip
    return TemplateResponse(
        request, "volunteers/shift_edit.html", context, status=409 if form.non_field_errors() else 200
    )


@login_required
@once
def cancel_shift(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _own(request, pk, "plan_shift")
    form = CancelShiftForm(request.POST if request.method == "POST" else None, shift=thing)
    if form.is_valid():
        data = form.cleaned_data
        gone = done(
            form, planning.cancel_shift, thing, by=request.user, reason=data["reason"],
            scope=data["scope"] or planning.THIS,
        )  # fmt: skip
        if gone is not None:
            messages.success(request, _("已取消 %(n)d 个班次，报名的人都收到了通知。") % {"n": len(gone)})
            return redirect("volunteers:posting", thing.posting.number)
    context = {
        "form": form, "title": _("取消班次"), "verb": _("取消班次"), "trail": _shift_trail(thing),
        "back": reverse("volunteers:shift", args=[pk]),
        "text": _("%(when)s，已报名 %(n)d 人。") % {"when": showing.when(thing), "n": thing.taken},
    }  # fmt: skip
    return TemplateResponse(
        request, "volunteers/shift_edit.html", context, status=409 if form.non_field_errors() else 200
    )


@login_required
@once
def capacity(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how many places there are; fewer than are taken only with the names of who goes back to the list."""
    thing = _own(request, pk, "plan_shift")
    people = list(queries.signups_at(thing, ("confirmed",))[:200])
    form = CapacityForm(
        request.POST if request.method == "POST" else None, people=people, initial={"capacity": thing.capacity}
    )
    if form.is_valid():
        words = {"capacity": form.cleaned_data["capacity"], "to_list": form.chosen()}
        if done(form, planning.change_capacity, thing, by=request.user, **words):
            messages.success(request, _("名额已改。多出的名额按候补次序让出。"))
            return redirect("volunteers:shift", pk)
    context = {
        "form": form, "title": _("更改名额"), "verb": _("更改名额"), "trail": _shift_trail(thing),
        "back": reverse("volunteers:shift", args=[pk]),
        "text": _("现有 %(all)d 个名额，已占用 %(taken)d 个。") % {"all": thing.capacity, "taken": thing.taken},
    }  # fmt: skip
    return TemplateResponse(request, "volunteers/shift_edit.html", context, status=409 if form.errors else 200)


# --- telephone and paper -------------------------------------------------------------------------------------------
@login_required
@once
def call_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who wait, in order, with what to do after the call; numbers are shown when asked for, which is noted."""
    thing = _own(request, pk, "decide_signup")
    act = request.POST.get("act", "")
    form = Form(request.POST if request.method == "POST" else None)
    waiting = queries.in_line(thing)
    if request.method == "POST" and act != "numbers":
        row = visible_404(waiting, pk__in=_ticked(request, "signup")[:1])
        form.is_valid()
        if act == "yes" and done(form, deciding.call_in, row, by=request.user):
            messages.success(request, _("已安排，对方收到了通知。"))
            return redirect("volunteers:call_list", pk)
        if act in ("no_answer", "said_no"):
            deciding.note_call(row, by=request.user, result=act)
            messages.success(request, _("已记下。"))
            return redirect("volunteers:call_list", pk)
    rows = list(waiting[:CALLED])
    shown = act == "numbers" and bool(rows)
    if shown:
        people = [row.volunteer_id for row in rows]
        log.record(
            "volunteer.read_phone", thing, by=request.user, fields=["phone"], purpose=_("候补电话联系"),
            detail={"volunteers": people},
        )  # fmt: skip
    context = {
        "shift": thing,
        "when": showing.when(thing),
        "places": showing.places_free(thing),
        "rows": [showing.call_row(row, with_phone=shown) for row in rows],
        "shown": shown,
        "form": form,
        "trail": _shift_trail(thing),
    }
    return TemplateResponse(request, "volunteers/call_list.html", context, status=409 if form.errors else 200)


@login_required
@require_safe
def print_shift(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, to take along: names and numbers of volunteers, codes of people in register, room to sign."""
    thing = _own(request, pk)
    context = {
        **showing.detail(thing),
        "rows": queries.signups_at(thing, (*states.HOLDING, "attended", "no_show")).order_by("pk"),
        "clients": queries.client_seats_at(thing),
        "printed_at": clock.now(),
        "trail": _shift_trail(thing),
    }
    return TemplateResponse(request, "volunteers/shift_print.html", context)
