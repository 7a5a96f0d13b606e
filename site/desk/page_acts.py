"""What may be done on one page, each act with its form: those that need no answer are buttons, the others fold out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import Policies
from desk.acts import done


@dataclass(frozen=True)
class Act:
    """`verb` is the right it needs; `do` gets what the form holds, by name; `said` is told after it."""

    name: str
    label: Any
    verb: str
    do: Callable[..., Any]
    said: Any
    kind: type[Form] = Form
    more: tuple[tuple[str, Any], ...] = ()
    is_primary: bool = False


@dataclass(frozen=True)
class Offered:
    """An act that is open to this person now, with its form."""

    act: Act
    form: Form

    @property
    def asks(self) -> bool:
        return bool(self.form.fields)

    @property
    def sends_files(self) -> bool:
        return self.form.is_multipart()


def offered(request: HttpRequest, thing: Any, acts: Iterable[Act], rights: Policies) -> dict[str, Offered]:
    """The acts that this person may take, by name; the one that was sent holds what was sent."""
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    allowed = (act for act in acts if rights.may(request.user, act.verb, thing))
    return {act.name: Offered(act, _form(request, act, sent)) for act in allowed}


def _form(request: HttpRequest, act: Act, sent: str) -> Form:
    data = (request.POST, request.FILES) if sent == act.name else (None, None)
    return act.kind(*data, prefix=act.name, **dict(act.more))


def answer(request: HttpRequest, open_acts: dict[str, Offered], back: str) -> tuple[HttpResponse | None, Form | None]:
    """Take the act that was sent: where to go on, or the form with what is wrong. 404 for one that is not open."""
    if request.method != "POST":
        return None, None
    chosen = open_acts.get(request.POST.get("act", ""))
    if chosen is None:
        raise Http404
    if chosen.form.is_valid() and done(chosen.form, chosen.act.do, **chosen.form.cleaned_data) is not None:
        messages.success(request, chosen.act.said)
        return redirect(back), None
    return None, chosen.form
