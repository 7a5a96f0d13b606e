"""Ground rules for every request: private pages are not kept, and a second factor comes before the work."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from accounts import access
from kit import clock

# What somebody without a second factor still reaches: setting it up, leaving, and the switches.
OPEN_PREFIXES = ("/account/", "/switch/", "/static/", "/healthz", "/first-run/")


class GroundRules:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            if _owes_second_factor(request):
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
            response = self.get_response(request)
            add_never_cache_headers(response)
            return response
        return self.get_response(request)


def _owes_second_factor(request: HttpRequest) -> bool:
    if request.path.startswith(OPEN_PREFIXES):
        return False
    if request.session.get("second_factor_seen"):
        return False
    if not access.must_prove_twice(request.user):
        return False
    if is_mfa_enabled(request.user):
        request.session["second_factor_seen"] = clock.machine_now().isoformat()
        return False
    return True
