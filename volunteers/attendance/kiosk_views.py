"""The screens that hang at the door: the code that changes, and the kiosk that reads people's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import pinned
from audit import trail
from audit.once import once
from desk import qr
from desk.acts import done
from desk.dates import hour
from kit import clock
from volunteers.attendance import codes, queries, services
from volunteers.attendance.forms import KioskForm
from volunteers.attendance.organiser_views import own_shift
from volunteers.models import CardShown, PresenceEvent, Shift

WAYS = ("in", "out")


@login_required
@once
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code of the shift, on the organiser's phone or left at the door; a new one every half minute."""
    shift = own_shift(request, pk)
    is_open, is_left = _is_open(shift), _is_left_here(request)
    if is_left and not is_open:
        return _over(request, shift)
    if request.method == "POST" and is_open:
        return _leave_here(request, shift)
    context: dict[str, Any] = {
        "shift": shift, "door": queries.door_state(shift, clock.now()), "face": None, "left": is_left,
        "counts": queries.counts(shift), "opens_at": queries.opens_at(shift),
    }  # fmt: skip
    if is_open:
        context["face"] = face = codes.face_of_shift(shift)
        address = reverse("volunteers:scan", args=[pk, face.code])
        context["qr"] = qr.draw(request.build_absolute_uri(address))
    return TemplateResponse(request, "volunteers/presence_code.html", context)


@login_required
@once
def kiosk(request: HttpRequest, pk: int) -> HttpResponse:
    """A device left at the door that reads people's own codes, once it has been started."""
    shift = own_shift(request, pk)
    is_open = _is_open(shift)
    if _is_left_here(request):
        return _read(request, shift) if is_open else _over(request, shift)
    if request.method == "POST" and is_open:
        return _leave_here(request, shift)
    context = {"shift": shift, "is_open": is_open, "opens_at": queries.opens_at(shift)}
    return TemplateResponse(request, "volunteers/kiosk_start.html", context)


def _is_open(shift: Shift) -> bool:
    return queries.door_state(shift, clock.now()) in ("open", "over")


def _is_left_here(request: HttpRequest) -> bool:
    return pinned.is_on(request, request.path)


def _leave_here(request: HttpRequest, shift: Shift) -> HttpResponse:
    """Leave the device at the door: from now on this log-in opens nothing else, and it ends with the shift."""
    pinned.pin(request, request.path)
    trail.record("presence.leave_device", shift, by=request.user, county=shift.county_code)
    return redirect(request.path)


def _read(request: HttpRequest, shift: Shift) -> HttpResponse:
    way = request.POST.get("way") or request.GET.get("way") or _likely(shift)
    way = way if way in WAYS else "in"
    form = KioskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = done(form, services.read_code, shift, form.cleaned_data["code"], direction=way, by=request.user)
        if found is not None:
            messages.success(request, _said(found))
            return redirect(f"{reverse('volunteers:kiosk', args=[shift.pk])}?way={way}")
    if form.errors:
        # What was typed was a code that is over: an empty field waits for the next.
        wrong, form = form, KioskForm()
        return TemplateResponse(request, "volunteers/kiosk.html", _context(shift, form, way, wrong), status=409)
    return TemplateResponse(request, "volunteers/kiosk.html", _context(shift, form, way, None))


def _context(shift: Shift, form: KioskForm, way: str, wrong: KioskForm | None) -> dict[str, Any]:
    return {"shift": shift, "form": form, "way": way, "wrong": wrong, "counts": queries.counts(shift)}


def _likely(shift: Shift) -> str:
    """People come in the first half and go in the second."""
    return "in" if clock.now() < shift.starts_at + (shift.ends_at - shift.starts_at) / 2 else "out"


def _said(found: PresenceEvent | CardShown) -> str:
    name = found.signup.volunteer.user.display_name
    if isinstance(found, CardShown):
        return _("%(name)s 的纸质卡已读到，请组织者确认。") % {"name": name}
    if found.direction == "in":
        return _("%(name)s，已签到 %(at)s") % {"name": name, "at": hour(found.at)}
    return _("%(name)s，已签离 %(at)s。谢谢您") % {"name": name, "at": hour(found.at)}


def _over(request: HttpRequest, shift: Shift) -> HttpResponse:
    """The shift ended: so does the log-in that stood at the door."""
    logout(request)
    return TemplateResponse(request, "volunteers/kiosk_over.html", {"shift": shift})
