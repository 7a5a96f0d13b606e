"""A log-in that can do one thing only: a device left at a door, where anybody may touch it.

    pinned.pin(request, "/volunteers/presence/7/kiosk/")   # from here on this session opens nothing else

Only logging out ends it, or the page itself when its time is over: it may stand unused longer than other log-ins, since
it can do so much less. Whoever logs in again on that device has a session as always.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

KEY = "pinned"
# What a pinned session reaches besides its page: the way out, and the switches of the header.
STILL_OPEN = frozenset({"account_logout", "switch_language", "switch_size", "switch_theme", "healthz"})


def pin(request: HttpRequest, path: str) -> None:
    request.session[KEY] = path


def is_on(request: HttpRequest, path: str = "") -> bool:
    """Whether this session is pinned, to this page if one is named."""
    kept = request.session.get(KEY, "")
    return kept == path if path else bool(kept)


def lead_back(request: HttpRequest, view_name: Any) -> HttpResponse | None:
    path = request.session[KEY]
    return None if request.path == path or view_name in STILL_OPEN else HttpResponseRedirect(path)
