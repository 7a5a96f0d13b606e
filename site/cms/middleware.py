"""The one exception to the strict content policy: the editor's text field writes two <style> elements by script.

They number nested lists and show the kind of an empty line. Only styles are let through, only under /cms/, where
nobody but editors comes; scripts stay as strict there as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class EditorStyles:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_update = {"style-src": ["'unsafe-inline'"]}  # type: ignore[attr-defined]
        return response
