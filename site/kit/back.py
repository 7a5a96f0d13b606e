"""Where somebody came from."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest


def page_before(request: HttpRequest) -> str:
    """The path of the page before, when it was one of ours; else the front door."""
    before = urlsplit(request.META.get("HTTP_REFERER", ""))
    if before.netloc != request.META.get("HTTP_HOST", ""):
        return "/"
    return before.path if before.path.startswith("/") and not before.path.startswith("//") else "/"
