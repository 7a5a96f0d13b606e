"""Verifying a certificate without logging in: by the number and the code that only the paper shows together."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kit import identity
from kit.limits import Limit
from training import queries as training
from volunteers.certificates import queries
from volunteers.certificates.forms import MISREAD, LookUpForm, plain
from volunteers.certificates.shown import face
from volunteers.models import Certificate

WRONG, MINUTES = 5, 15
# Of one number whoever asks, and of one address whatever is asked for.
of_number = Limit("verify-number", WRONG, MINUTES * 60)
of_address = Limit("verify-address", WRONG, MINUTES * 60)
NO_CODE = "-" * 6


@never_cache
def look_up(request: HttpRequest) -> HttpResponse:
    """The form; what was filled in becomes the address that the QR code of the paper has."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("verify:result", form.cleaned_data["number"], form.cleaned_data["code"])
    return _unlisted(render(request, "volunteers/verify_form.html", {"form": form, "public": True}))


@never_cache
@require_safe
def result(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Valid, amended or void, with no more than the paper shows; one page for a wrong number and a wrong code."""
    number, code = plain(number), plain(code).translate(MISREAD)
    address = get_adapter(request).get_client_ip(request)
    # Counted before looking, so that many tries at once are not all answered; an honest one is given back.
    if not _may_try(address, number):
        waits = {"minutes": MINUTES, "public": True}
        return _unlisted(render(request, "volunteers/verify_wait.html", waits, status=429))
    found, course = _find(number, code), training.diploma_printed(number, code)
    if found is None and course is None:
        form = LookUpForm(initial={"number": number})
        context = {"form": form, "wrong": True, "most": WRONG, "minutes": MINUTES, "public": True}
        return _unlisted(render(request, "volunteers/verify_form.html", context, status=404))
    of_address.give_back(address)
    of_number.give_back(number)
    if found is None:
        return _unlisted(render(request, "training/verify_result.html", {**course, "public": True}))
    return _unlisted(render(request, "volunteers/verify_result.html", {**seen(found), "public": True}))


def seen(certificate: Certificate) -> dict[str, Any]:
    """What the page tells: the state, name and ID number masked, hours and issuer as they were printed."""
    sheet = json.loads(certificate.snapshot)
    return {
        **face(certificate),
        "sheet": {name: sheet[name] for name in ("title", "label", "figure", "heads", "lines", "issuer")},
        "name": identity.mask_name(sheet["name"]) or "—",  # gone years after leaving
        "id_number": identity.mask_id(sheet["id_number"]),
        "issued_at": certificate.issued_at,
        "replaced": certificate.replaced_by.exists(),
    }


def _may_try(address: str, number: str) -> bool:
    if not of_address.take(address):
        return False
    if of_number.take(number):
        return True
    of_address.give_back(address)
    return False


def _find(number: str, code: str) -> Certificate | None:
    rows = queries.with_amended(Certificate.objects.filter(status__in=("issued", "void")))
    found = rows.filter(number=number).first()
    # Compared in any case, so that an unknown number takes no less time than a wrong code.
    fits = constant_time_compare(found.code if found else NO_CODE, code)
    return found if found and fits else None


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
