"""The volunteer at the door: scan the code, one tap, and one's own code for the kiosk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.once import once
from desk import qr
from desk.acts import done
from desk.dates import hour
from kit import clock, rules
from volunteers.attendance import codes, queries, services
from volunteers.attendance import numbers_of_law as law
from volunteers.attendance.forms import DoorForm
from volunteers.hours.views import own_file
from volunteers.models import PresenceEvent, Shift, Signup, Volunteer

SCAN_KEPT_SECONDS = 600  # time to log in by phone code after a scan, and to tap
SCANNED = "scanned"  # the place in the session


@login_required
@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """The shifts one may check in to now; with one of them straight to it."""
    me = own_file(request)
    now = queries.own_now(me)
    if len(now) == 1:
        return redirect("volunteers:check_in", now[0].shift_id)
    events = queries.events_of(now)
    rows = [{"signup": row, "here": queries.is_here(events[row.pk])} for row in now]
    context = {"rows": rows, "next": queries.next_door(me), "opens": rules.value(law.OPENS)}
    return TemplateResponse(request, "volunteers/doors.html", context)


@require_safe
def scan(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What the code at the door leads to: it is looked at now and kept for a while, since logging in may come between.

    The code leaves the address at once: it would go out with the next click.
    """
    shift = Shift.objects.filter(pk=pk).first()
    step = codes.step_of_scan(shift, code) if shift else None
    if step is not None:
        request.session[SCANNED] = {"shift": pk, "step": step, "at": clock.machine_now().timestamp()}
    elif request.user.is_authenticated:
        _own_signup(own_file(request), pk)  # 404 for whoever has nothing to do with this shift
        messages.warning(request, _("这个签到码已经过期。再扫一次屏幕上现在的码。"))
    return redirect("volunteers:check_in", pk)


@login_required
@once
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """One shift: come or go, by the code just scanned or by its figures."""
    me, scanned = own_file(request), _scanned(request, pk)
    if scanned is not None and not Signup.objects.filter(volunteer=me, shift_id=pk).exists():
        return TemplateResponse(request, "volunteers/door_closed.html", {"shift": Shift.objects.get(pk=pk)}, status=409)
    signup = _own_signup(me, pk)
    events = queries.events_of([signup])[signup.pk]
    direction = "out" if queries.is_here(events) else "in"
    form = DoorForm(request.POST or None, scanned=scanned is not None)
    if request.method == "POST" and form.is_valid():
        way = request.POST.get("way", direction)
        event = done(form, _through, signup, way, form.cleaned_data, scanned, request)
        if event is not None:
            request.session.pop(SCANNED, None)
            messages.success(request, _said(event))
            return redirect("volunteers:check_in", pk)
    context = {
        "signup": signup, "shift": signup.shift, "events": events, "direction": direction, "form": form,
        "scanned": scanned is not None, "opens_at": queries.opens_at(signup.shift), "now": clock.now(),
        "door": queries.door_state(signup.shift, clock.now()), "geodata_days": rules.value(law.GEODATA),
    }  # fmt: skip
    return TemplateResponse(request, "volunteers/check_in.html", context, status=409 if form.errors else 200)


def _through(
    signup: Signup, way: str, data: dict[str, Any], scanned: int | None, request: HttpRequest
) -> PresenceEvent:
    step = scanned
    if step is None:
        step = services.shift_code_step(signup.shift, data["code"], by=request.user)
    where = None
    if data.get("lat") is not None and data.get("lon") is not None:
        where = services.Where(data["lat"], data["lon"], int(data.get("accuracy") or 0))
    act = services.check_out if way == "out" else services.check_in
    return act(signup, by=request.user, step=step, where=where)


def _said(event: PresenceEvent) -> str:
    if event.direction == "out":
        return _("已签离，%(at)s。时长由组织者核实。") % {"at": hour(event.at)}
    return _("已签到，%(at)s。走的时候再签离。") % {"at": hour(event.at)}


def _scanned(request: HttpRequest, pk: int) -> int | None:
    """The step of the code of this shift that this browser scanned a moment ago."""
    kept = request.session.get(SCANNED) or {}
    age = clock.machine_now().timestamp() - kept.get("at", 0)
    return kept["step"] if kept.get("shift") == pk and 0 <= age <= SCAN_KEPT_SECONDS else None


def _own_signup(me: Volunteer, shift_id: int) -> Signup:
    rows = Signup.objects.filter(volunteer=me, shift_id=shift_id).select_related("shift__posting", "volunteer__user")
    found = rows.order_by("-pk").first()
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def own_code(request: HttpRequest) -> HttpResponse:
    """One's own code for the kiosk; it changes by itself and is used once."""
    me = own_file(request)
    face = codes.face_of_person(me)
    context = {"me": me, "face": face, "qr": qr.draw(face.code)}
    return TemplateResponse(request, "volunteers/own_code.html", context)
