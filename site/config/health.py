"""/healthz: whether the house can do its work, for whoever watches it; holds figures only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from messaging import runner


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers and jobs are being done, else 503."""
    found: dict[str, Any] = {"database": False, "jobs": None, "outbox_age_seconds": None, "version": settings.VERSION}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["database"] = True
        found["jobs"] = runner.state()
        found["outbox_age_seconds"] = runner.outbox_age_seconds()
    except Error:
        pass  # the answer says so
    found["ok"] = found["database"] and bool(found["jobs"] and found["jobs"]["alive"])
    return JsonResponse(found, status=200 if found["ok"] else 503)
