"""The pages people meet when something is not there, not theirs, not understood or broken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from kit.back import page_before
from kit.errors import Refused


def _static_page(name: str, status: int) -> HttpResponse:
    """No context, no database: this must work when nothing else does."""
    return HttpResponse(loader.get_template(name).template.source, status=status)  # type: ignore[attr-defined]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _static_page("400.html", 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _static_page("500.html", 500)


def unavailable(request: HttpRequest, seconds: int = 30) -> HttpResponse:
    response = _static_page("503.html", 503)
    response["Retry-After"] = str(seconds)
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key no longer fits, mostly because the page stood open for long or the person logged in anew."""
    return render(request, "form_expired.html", {"back": page_before(request)}, status=403)


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """A refusal that no form could show: the sentence, its reasons, and a way back."""
    context = {"sentence": str(exception), "reasons": exception.reasons, "back": page_before(request)}
    return render(request, "refused.html", context, status=409)
