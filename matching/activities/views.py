"""The page on which an officer enrols a person in public-benefit activities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import roles
from accounts.access import visible_404
from audit.once import once
from desk.dates import hour, weekday_and_short_day
from matching import policies, queries
from matching.activities import services
from matching.screens import attempt, client_trail, for_roles, posted, shown

TONES = {"seated": "ok", "waiting": "wait", "offered": "run", "attended": "ok", "missed": "bad"}
ACTS = {"offered": ("take", "decline"), "seated": ("leave",), "waiting": ("leave",)}
SHOWN = 20


class EnrolForm(forms.Form):
    """One of the activities that are open to the person, and the officer's word that it suits them."""

    shift = forms.ChoiceField(label=gettext_lazy("活动"), widget=forms.RadioSelect)
    is_fit = forms.BooleanField(label=gettext_lazy("适合本人的能力和健康状况，已告知本人"), required=True)

    def __init__(self, *args: Any, shifts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shift"].choices = [(str(shift.pk), _line(shift)) for shift in shifts]


def _line(shift: Any) -> str:
    left = _("名额已满，可候补")
    if shift.free and not shift.is_held:
        left = ngettext("还有 %(n)d 个名额", "还有 %(n)d 个名额", shift.free) % {"n": shift.free}
    return _("%(when)s，%(title)s，%(place)s，%(left)s") % {
        "when": _when(shift), "title": shift.posting.title, "place": shift.posting.place, "left": left,
    }  # fmt: skip


def _when(shift: Any) -> str:
    start = shift.starts_at
    return f"{weekday_and_short_day(start)} {hour(start)}–{hour(shift.ends_at)}"


@for_roles(roles.OFF)
@once
def client_activities(request: HttpRequest, code: str) -> HttpResponse:
    client = visible_404(queries.clients(request.user), code=code)
    if not policies.may(request.user, "enrol_client", client):
        raise Http404
    seats = services.seats_of(client)
    open_now = services.offered_to(client) if client.status == "active" else []
    act = request.POST.get("act", "")
    form = EnrolForm(posted(request) if act == "enrol" else None, shifts=open_now)
    if act in ("take", "decline", "leave"):
        return _answer(request, client, seats, act)
    if act == "enrol" and form.is_valid():
        by_pk = {str(shift.pk): shift for shift in open_now}
        thing = by_pk[form.cleaned_data["shift"]]
        if attempt(form, lambda: services.enrol(client, thing, by=request.user, is_fit=form.cleaned_data["is_fit"])):
            messages.success(request, _("已报名。组织者只看到代号。"))
            return redirect("matching:client_activities", code)
    context = {
        "client": client,
        "form": form,
        "any_open": bool(open_now),
        "rows": [_row(seat) for seat in seats[:SHOWN]],
        "trail": client_trail(client),
    }
    return shown(request, "matching/client_activities.html", context)


def _answer(request: HttpRequest, client: Any, seats: Any, act: str) -> HttpResponse:
    pk = request.POST.get("seat", "")
    seat = visible_404(seats, pk=int(pk) if pk.isascii() and pk.isdecimal() and len(pk) < 19 else 0)
    form = forms.Form({})
    if form.is_valid() and attempt(form, lambda: services.answer(client, seat, by=request.user, act=act)):
        messages.success(request, _("已办理。"))
    for sentence in form.non_field_errors():
        messages.warning(request, str(sentence))
    return redirect("matching:client_activities", client.code)


def _row(seat: Any) -> dict[str, Any]:
    return {
        "seat": seat,
        "when": _when(seat.shift),
        "tone": TONES.get(seat.status, "off"),
        "acts": ACTS.get(seat.status, ()),
    }
