"""What anybody may read by the interface: how often, in what pages, and how an answer that is known is not sent again.

A trade takes `READS` as the `auth` of an operation, `READ_ERRORS` into its responses and answers with `told(…)`.
Nothing that stands behind a log-in may be handed out here.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field

from desk.api.frame import ApiProblem, Problem
from kit import clock
from kit.limits import Limit

KEPT_SECONDS = 300
A_MINUTE = Limit("api_read", most=120, seconds=120)
READ_ERRORS: dict[int, Any] = {304: None, 422: Problem, 429: Problem}
PageSize = Annotated[int, Field(ge=1, le=200, description="how many at most")]


def reads(request: HttpRequest) -> bool:
    """Everybody, without a key, as often as the limit of their address lets them."""
    address = get_adapter(request).get_client_ip(request)
    if not A_MINUTE.take(f"{address}:{int(clock.machine_now().timestamp()) // 60}"):
        raise ApiProblem(429, "too_many", _("读取太快，每分钟最多 120 次，一分钟后再试。"))
    return True


READS = [reads]


def told(request: HttpRequest, body: Any, *, known_by: Any = None, after: Any = None) -> HttpResponse:
    """The answer with its ETag, or 304 for whoever has it already.

    `known_by` names the content where the body tells the time of asking; `after` is the key of the next page, whose
    address stands in the header Link.
    """
    marks = json.dumps(body if known_by is None else known_by, ensure_ascii=False, default=str)
    found = hashlib.sha256(
        f"{get_language()} {request.get_full_path()} {marks}".encode("utf-8", "surrogatepass")
    ).hexdigest()
    etag = f'W/"{found[:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        text = json.dumps(body, ensure_ascii=False)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["ETag"] = etag
    if after is not None:
        query = {**request.GET.dict(), "after": str(after)}
        response["Link"] = f'<{request.path}?{urlencode(query)}>; rel="next"'
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


def nothing() -> ApiProblem:
    return ApiProblem(404, "not_there", _("没有这一项。"))
