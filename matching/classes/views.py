"""The page on which an officer enrols a person in courses."""

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
from matching.classes import services
from matching.screens import attempt, client_trail, for_roles, posted, shown

TONES = {"enrolled": "ok", "waiting": "wait", "offered": "run", "attended": "ok", "missed": "bad"}
ACTS = {"offered": ("take", "decline"), "enrolled": ("leave",), "waiting": ("leave",)}
SHOWN = 20


class EnrolForm(forms.Form):
    """One of the sessions that are open to the person, and the officer's word that they want it."""

    session = forms.ChoiceField(label=gettext_lazy("培训场次"), widget=forms.RadioSelect)
    is_agreed = forms.BooleanField(label=gettext_lazy("本人愿意参加，也适合参加"), required=True)

    def __init__(self, *args: Any, sessions: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [(str(one.pk), _line(one)) for one in sessions]


def _line(session: Any) -> str:
    left = _("名额已满，可候补")
    if session.free and not session.is_held:
        left = ngettext("还有 %(n)d 个名额", "还有 %(n)d 个名额", session.free) % {"n": session.free}
    return _("%(when)s，%(title)s，%(place)s，%(left)s") % {
        "when": _when(session), "title": session.course.title, "place": session.place, "left": left,
    }  # fmt: skip


def _when(session: Any) -> str:
    start = session.starts_at
    return f"{weekday_and_short_day(start)} {hour(start)}–{hour(session.ends_at)}"


@for_roles(roles.OFF)
@once
def client_classes(request: HttpRequest, code: str) -> HttpResponse:
    """What the person may be enrolled in, and what they were enrolled in, with the minutes attended."""
    client = visible_404(queries.clients(request.user), code=code)
    if not policies.may(request.user, "enrol_client", client):
        raise Http404
    rows = services.enrolments_of(client)
    open_now = services.offered_to(client) if client.status == "active" else []
    act = request.POST.get("act", "")
    form = EnrolForm(posted(request) if act == "enrol" else None, sessions=open_now)
    if act in ("take", "decline", "leave"):
        return _answer(request, client, rows, act)
    if act == "enrol" and form.is_valid():
        thing = {str(one.pk): one for one in open_now}[form.cleaned_data["session"]]
        if attempt(form, lambda: services.enrol(client, thing, by=request.user, is_agreed=True)):
            messages.success(request, _("已报名。组织者只看到代号。"))
            return redirect("matching:client_classes", code)
    context = {
        "client": client,
        "form": form,
        "any_open": bool(open_now),
        "rows": [_row(row) for row in rows[:SHOWN]],
        "trail": client_trail(client),
    }
    return shown(request, "matching/client_classes.html", context)


def _answer(request: HttpRequest, client: Any, rows: Any, act: str) -> HttpResponse:
    pk = request.POST.get("row", "")
    row = visible_404(rows, pk=int(pk) if pk.isascii() and pk.isdecimal() and len(pk) < 19 else 0)
    form = forms.Form({})
    if form.is_valid() and attempt(form, lambda: services.answer(client, row, by=request.user, act=act)):
        messages.success(request, _("已办理。"))
    for sentence in form.non_field_errors():
        messages.warning(request, str(sentence))
    return redirect("matching:client_classes", client.code)


def _row(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "when": _when(row.session),
        "tone": TONES.get(row.status, "off"),
        "acts": ACTS.get(row.status, ()),
    }
