"""One page for lectures: who offers them, and the prison that picks one, names the day and counts who came."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access, roles
from accounts.access import visible_404
from audit.once import once
from desk import dates
from desk.forms import DayInput
from desk.paging import page
from matching import policies
from matching.models import LectureOffer
from matching.resettlement import lectures as services
from matching.screens import attempt, for_roles, shown

TONES = {"offered": "wait", "confirmed": "run", "held": "ok", "withdrawn": "off"}
DAYS = (1, 2, 3)
SHOWN = 20


class LectureForm(forms.Form):
    topic = forms.CharField(label=gettext_lazy("主题"), max_length=60)
    about = forms.CharField(label=gettext_lazy("讲哪些内容"), max_length=300, widget=forms.Textarea)
    minutes = forms.IntegerField(label=gettext_lazy("时长（分钟）"), min_value=15, max_value=services.LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in DAYS:
            label = _("可以的日期 %(n)d") % {"n": n}
            self.fields[f"day_{n}"] = forms.DateField(label=label, widget=DayInput, required=n == 1)

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        days = [data[f"day_{n}"] for n in DAYS if data.get(f"day_{n}")]
        return {"topic": data["topic"], "about": data["about"], "minutes": data["minutes"], "days": days}


class PickForm(forms.Form):
    on = forms.DateField(required=False)
    listeners = forms.IntegerField(required=False, min_value=0, max_value=5000)


@for_roles(*services.OFFERING, roles.PAR)
@once
def lectures(request: HttpRequest) -> HttpResponse:
    offers, is_prison = policies.may(request.user, "offer_lecture"), policies.may(request.user, "pick_lecture")
    if not offers and not is_prison:
        raise Http404
    act = request.POST.get("act", "")
    form = LectureForm(request.POST if act == "offer" else None)
    if act == "offer" and offers and form.is_valid():
        if attempt(form, lambda: services.offer_lecture(by=cast(Any, request.user), **form.said())):
            messages.success(request, _("已提出，监狱选定日期后通知您。"))
            return redirect("matching:lectures")
    elif act in ("confirm", "hold", "release", "withdraw"):
        return _acted(request, act)
    found = page(services.lectures(request.user), request, size=SHOWN)
    context = {
        "form": form, "offers": offers, "page": found, "rows": [_line(x, request.user) for x in found.items],
        "is_prison": is_prison,
    }  # fmt: skip
    return shown(request, "matching/lectures.html", context)


def _acted(request: HttpRequest, act: str) -> HttpResponse:
    pk = request.POST.get("lecture", "")
    pk = pk if pk.isascii() and pk.isdecimal() and len(pk) < 19 else "0"
    thing: LectureOffer = visible_404(services.lectures(request.user), pk=int(pk))
    form = PickForm(request.POST)
    if form.is_valid() and attempt(form, lambda: _do(thing, act, request.user, form.cleaned_data)):
        messages.success(request, _("已办理。"))
    for said in [s for some in form.errors.values() for s in some]:
        messages.warning(request, str(said))
    return redirect("matching:lectures")


def _do(thing: LectureOffer, act: str, by: Any, data: dict[str, Any]) -> LectureOffer:
    if act == "confirm":
        return services.pick_lecture(thing, by=by, on=data["on"] or date.min)
    if act == "hold":
        return services.hold_lecture(thing, by=by, listeners=data["listeners"] or 0)
    return {"release": services.release_lecture, "withdraw": services.withdraw_lecture}[act](thing, by=by)


def _line(lecture: LectureOffer, user: Any) -> dict[str, Any]:
    can = policies.can(user, lecture)
    open_now = lecture.status
    return {
        "x": lecture,
        "who": lecture.org.name if lecture.org else lecture.by.display_name,
        "tone": TONES[open_now],
        "days": [(d, dates.day(date.fromisoformat(d))) for d in lecture.days],
        "when": dates.day(lecture.on) if lecture.on else "",
        "confirm": open_now == "offered" and can["pick_lecture"],
        "hold": open_now == "confirmed" and access.has_role(user, roles.PAR) and can["hold_lecture"],
        "release": open_now == "confirmed" and can["release_lecture"],
        "withdraw": open_now == "offered" and can["withdraw_lecture"],
    }
