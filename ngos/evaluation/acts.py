"""What may be done on a page: each act with its form and its service, drawn by one template, done by one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from desk.acts import done


@dataclass
class Act:
    """`run` gets the cleaned values of the form; without fields the act is a button, else it folds out.

    Whoever makes acts for a page leaves out those that right or state forbid: what is not there is a 404.
    """

    name: str
    label: Any
    said: Any
    run: Callable[..., Any]
    form: Form = field(default_factory=Form)
    is_primary: bool = False
    note: Any = ""

    @property
    def asks(self) -> bool:
        return bool(self.form.fields)


def bound(request: HttpRequest, name: str, kind: type[Form], **more: Any) -> Form:
    """The form of one act: filled only when this act was sent; its ids never meet those of another act."""
    data = request.POST if request.method == "POST" and request.POST.get("act") == name else None
    return kind(data, auto_id=f"id_{name}_%s", **more)


def perform(request: HttpRequest, acts: Iterable[Act], *, to: str) -> HttpResponse | None:
    """Do the act that was sent and go on to `to`; None when nothing was sent, or when it was refused and the page
    shows why."""
    if request.method != "POST":
        return None
    act = next((a for a in acts if a.name == request.POST.get("act", "")), None)
    if act is None:
        raise Http404
    if not act.form.is_bound:
        act.form = type(act.form)(request.POST)
    if not act.form.is_valid() or done(act.form, act.run, **act.form.cleaned_data) is None:
        return None
    messages.success(request, str(act.said))
    return redirect(to)


def refused(acts: Iterable[Act]) -> Form | None:
    """The form on which a refusal stands, for the summary above the page."""
    return next((a.form for a in acts if a.form.errors), None)
