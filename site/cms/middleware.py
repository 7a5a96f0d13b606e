"""What is particular to /cms/: nobody but writers gets there, and the content policy has its one exception.

The editor's text field writes two <style> elements by script, which number nested lists and show the kind of an empty
line. Only styles are let through, only there; scripts stay as strict as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from accounts import access
from cms import rights


class EditorsDesk:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_update = {"style-src": ["'unsafe-inline'"]}  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """For whoever has no seat to write with, it is not there; Wagtail would send them round through the log-in."""
        if not request.path.startswith("/cms/") or not request.user.is_authenticated:
            return
        if not rights.enters(request.user):
            raise Http404
        user: Any = request.user
        user.acting_role = access.seats_as(user, *rights.WRITERS)[0].role  # for the log
