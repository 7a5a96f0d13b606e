"""The switches in every header: language, size of text, light or dark. Plain links and cookies, no script."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.language import LANGUAGES

SIZES = ("normal", "large", "xlarge")
THEMES = ("light", "dark")
A_YEAR = 365 * 24 * 3600


@never_cache
@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    response = HttpResponseRedirect(_without_prefix(_next(request)))
    return _keep(response, settings.LANGUAGE_COOKIE_NAME, code, LANGUAGES)


@never_cache
@require_safe
def size(request: HttpRequest, size: str) -> HttpResponse:
    return _keep(HttpResponseRedirect(_next(request)), "size", size, SIZES)


@never_cache
@require_safe
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    return _keep(HttpResponseRedirect(_next(request)), "theme", theme, THEMES)


def _next(request: HttpRequest) -> str:
    """Where to go back to: only within this house, never to another host."""
    wanted = request.GET.get("next", "")
    if not wanted.startswith("/") or wanted.startswith("/switch/"):
        return "/"
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed else "/"


def _without_prefix(url: str) -> str:
    """The address free of a language; the cookie then decides, and public pages move on to /en/ by themselves."""
    if url == "/en" or url.startswith(("/en/", "/en?")):
        rest = url[3:]
        # Two slashes at the start would name a host.
        return "/" + rest.lstrip("/\\")
    return url


def _keep(response: HttpResponse, name: str, value: str, known: tuple[str, ...]) -> HttpResponse:
    if value not in known:
        raise Http404
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.SECURE, httponly=True)
    return response


switch_patterns = [
    path("lang/<slug:code>/", language, name="switch_language"),
    path("size/<slug:size>/", size, name="switch_size"),
    path("theme/<slug:theme>/", theme, name="switch_theme"),
]
