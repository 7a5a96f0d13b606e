"""Ground rules for every request: private pages are not kept, a pinned device does one thing, an unused log-in ends,
and a second factor comes before the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from accounts import access, idle, pinned, second_factor

# What somebody who still owes the second factor reaches: setting it up, showing it, leaving, and the switches.
OPEN_VIEWS = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "switch_language",
        "switch_size",
        "switch_theme",
        "healthz",
    }
)
# Pages of the portal, which are everybody's.
PORTAL = frozenset({"wagtail_serve"})


class GroundRules:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name
        if pinned.is_on(request):
            return pinned.lead_back(request, name)
        if idle.has_ended(request):
            return idle.end(request, public=name in OPEN_VIEWS | PORTAL)
        return None if name in OPEN_VIEWS else _second_factor_first(request)


def _second_factor_first(request: HttpRequest) -> HttpResponse | None:
    """A redirect while the person owes a second factor in this session."""
    if second_factor.seen(request.session, request.user) or not access.must_prove_twice(request.user):
        return None
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        # The app was set up in another session, or the seat came after this log-in: show it here too.
        back = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{back}")
    return HttpResponseRedirect(reverse("mfa_activate_totp"))
