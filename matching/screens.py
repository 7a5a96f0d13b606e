"""What the screens of the main job share: who gets in, how a refusal is shown, the plain page with one form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import has_role
from desk.acts import tell_form
from kit.errors import Refused

View = Callable[..., HttpResponse]


def for_roles(*wanted: str) -> Callable[[View], View]:
    """Logged in and with a seat of one of these roles; for everybody else the page does not exist."""

    def guard(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not has_role(request.user, *wanted):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


# Those who may be asked or help, and the officers who go along with a volunteer or an employer.
helping = for_roles(roles.VOL, roles.NGA, roles.NGC, roles.RES, roles.OFF)


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: the data of a POST, empty or not; nothing while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.BaseForm, act: Callable[[], Any]) -> bool:
    """Do it; a refusal stands in the summary above the form and at the fields it names, and what was typed stays."""
    try:
        with transaction.atomic():
            act()
    except Refused as refusal:
        tell_form(form, refusal)
        form.was_refused = True  # type: ignore[attr-defined]
        return False
    return True


def passed(request: HttpRequest, thing: Any, *steps: str) -> HttpResponse | None:
    """The way to the page of a request none of whose `steps` is open now: there is no form to fill in. What is sent
    all the same goes on and is refused with its sentence."""
    if request.method != "GET" or any(thing.machine.step(step, thing.status) for step in steps):
        return None
    return redirect("matching:request", thing.number)


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; with status 409 where its form was refused."""
    refused = getattr(context.get("form"), "was_refused", False)
    return TemplateResponse(request, template, context, status=409 if refused else 200)


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    verb: str,
    trail: list[tuple[str, str]],
    text: str = "",
    notes: list[str] | None = None,
) -> HttpResponse:
    """A page that holds one form and one button; the last step of the trail is the way back."""
    context = {
        "form": form,
        "title": title,
        "verb": verb,
        "trail": trail,
        "text": text,
        "notes": notes or [],
        "back": trail[-1][1],
    }
    return shown(request, "matching/form_page.html", context)


def client_trail(client: Any = None) -> list[tuple[str, str]]:
    trail = [(_("帮扶对象"), reverse("matching:clients"))]
    return [*trail, (client.code, reverse("matching:client", args=[client.code]))] if client else trail


def request_trail(request: Any = None) -> list[tuple[str, str]]:
    trail = [(_("帮扶需求"), reverse("matching:requests"))]
    return [*trail, (request.number, reverse("matching:request", args=[request.number]))] if request else trail
