"""The frame of the interface for other systems: who may send, how often, how much, and what each refusal looks like.

A trade hangs a router into `desk.hooks.api_routers` and takes `sends("scope:code")` as the `auth` of each operation and
`ERRORS` into its responses. Whoever sends is answered receipts only; what anybody may read is in `desk.api.reading`.
No operation reads anything of a person.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Invalid
from ninja.parser import Parser
from ninja.security import HttpBearer

from accounts import api_keys
from accounts.models import ApiKey
from desk import hooks
from kit import clock
from kit.errors import Refused
from kit.limits import Limit

PROBLEM = "application/problem+json"
MOST_BYTES = 64 * 1024
A_MINUTE = Limit("api", most=60, seconds=120)
# Refusals that say "this is there already", not "this is wrong".
CONFLICTS = frozenset({"announced_already", "idempotency_key_reused"})


class FieldError(Schema):
    field: str
    message: str


class Problem(Schema):
    """What every refusal looks like (RFC 9457): a code for the program, a sentence in `detail` for its people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] = []


ERRORS: dict[int, Any] = dict.fromkeys((401, 403, 409, 413, 422, 429), Problem)


class ApiProblem(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.answer, self.code, self.message = status, code, message


class sends(HttpBearer):  # noqa: N801 - reads as a word: auth=sends("handovers:write")
    """The key of an organisation's system, with this scope; then how often and how much it sends."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        key = api_keys.key_with(token.strip()[:200])
        if key is None:
            raise AuthenticationError()
        if self.scope not in key.scopes:
            raise ApiProblem(403, "scope", _("这把密钥没有这一项权限。"))
        if not A_MINUTE.take(f"{key.pk}:{int(clock.machine_now().timestamp()) // 60}"):
            raise ApiProblem(429, "too_many", _("发送太快，每分钟最多 60 次，一分钟后再试。"))
        length = request.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length[:12]) > MOST_BYTES:
            raise ApiProblem(413, "too_big", _("内容超过 64 KB，分开发送。"))
        return key


class StrictParser(Parser):
    """JSON that can be stored. Whatever cannot be read ninja turns into a request refused, and so does the frame."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, parse_constant=_no_constant)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


class Api(NinjaAPI):
    """Its description says of each refusal that it is a problem, and 304 that it has no body."""

    def get_openapi_schema(self, **more: Any) -> Any:
        schema = super().get_openapi_schema(**more)
        for path in schema["paths"].values():
            for operation in path.values():
                _describe(operation["responses"])
        return schema


def _describe(responses: dict[Any, Any]) -> None:
    for status, response in responses.items():
        content = response.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            response["content"] = {PROBLEM: content["application/json"]}
        response["description"] = HTTPStatus(int(status)).phrase


def build() -> NinjaAPI:
    """The interface with every router that the trades have hung in."""
    api = Api(
        title="Tongxin Bridge",
        version="1",
        description=(
            "Public data for everybody, without a key, 120 times a minute from one address; and for partner "
            "organisations with a key, 60 times a minute, addresses to send to, which answer with a receipt. Refusals "
            "are problem details (RFC 9457) in Chinese or English, by Accept-Language. Fields may be added within v1; "
            "none is taken away or changes its meaning."
        ),
        docs_url=None,
        openapi_url="/openapi.json",
        parser=StrictParser(),
        urls_namespace="api",
    )
    for said, status in ((AuthenticationError, 401), (Invalid, 422), (Refused, 409), (ApiProblem, 0), (HttpError, 0)):
        api.add_exception_handler(said, _handler(api, status))
    for one in hooks.api_routers:
        api.add_router(one.prefix, one.router())
    return api


def _handler(api: NinjaAPI, status: int) -> Any:
    def answer(request: HttpRequest, why: Any) -> HttpResponse:
        found, problem = _problem(why, status)
        problem |= {"status": found, "title": HTTPStatus(found).phrase}
        response = api.create_response(request, problem, status=found)
        response["Content-Type"] = PROBLEM
        if found == 401:
            response["WWW-Authenticate"] = "Bearer"
        if found == 429:
            response["Retry-After"] = "60"
        return response

    return answer


def _problem(why: Any, status: int) -> tuple[int, dict[str, Any]]:
    if isinstance(why, AuthenticationError):
        return 401, _said("key", _("密钥不对、已到期或已停用。"))
    if isinstance(why, ApiProblem):
        return why.answer, _said(why.code, why.message)
    if isinstance(why, Invalid):
        errors = [(".".join(map(str, e["loc"][1:])), e["msg"]) for e in why.errors]
        return 422, _said("invalid", _("有几处要更正。"), errors)
    if isinstance(why, Refused):
        errors = [(name, str(s)) for name, some in why.at.items() for s in some]
        found = 409 if why.code in CONFLICTS else 403 if why.code == "not_a_prison" else 422
        return found, _said(why.code or "refused", str(why), errors)
    return 422, _said("unreadable", _("内容不是可读的 JSON（UTF-8）。"))


def _said(code: str, message: Any, errors: Any = ()) -> dict[str, Any]:
    named = [{"field": f, "message": str(m)} for f, m in errors]
    return {"type": "about:blank", "detail": str(message), "code": code, "errors": named}
