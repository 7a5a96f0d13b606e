"""Notices of release from a prison's own system: written by key, answered with a receipt, nothing to read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Header, Router, Schema
from pydantic import ConfigDict

from accounts import api_keys
from accounts.hooks import ApiScope, api_scopes
from desk.api.frame import ERRORS, sends
from desk.hooks import ApiRouter, api_routers
from matching.resettlement import announcing

SCOPE = "handovers:write"


class CertificateIn(Schema):
    model_config = ConfigDict(extra="forbid")
    skill: str = Field(max_length=20, description="a word of the table of skills, or its number")
    number: str = Field(max_length=60)
    issuer: str = Field(max_length=60)
    issued_on: date


class NoticeIn(Schema):
    """One person who leaves prison. Sex and birth are read from the ID number."""

    model_config = ConfigDict(extra="forbid")
    full_name: str = Field(max_length=40)
    id_number: str = Field(max_length=40)
    release_on: date
    town: str = Field(max_length=12, description="division code of the receiving town")
    address: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=40)
    offence: str = Field(default="", max_length=40)
    needs: list[Annotated[str, Field(max_length=30)]] = Field(default=[], max_length=20)
    must_meet: bool = False
    prison_ref: str = Field(default="", max_length=30)
    certificates: list[CertificateIn] = Field(default=[], max_length=10)


class ReceiptOut(Schema):
    number: str
    received_at: datetime
    sha256: str
    late_by_days: int


def router() -> Router:
    handovers = Router(tags=["handovers"])
    # 201 a new notice; 200 the same message again, with the receipt it was given
    answers = {201: ReceiptOut, 200: ReceiptOut, **ERRORS}
    handovers.post("", auth=sends(SCOPE), response=answers, summary="Announce a release", operation_id="announce")(post)
    return handovers


def post(
    request: HttpRequest,
    notice: NoticeIn,
    idempotency_key: Annotated[
        str, Header(alias="Idempotency-Key", min_length=8, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")
    ],
) -> Any:
    key = request.auth  # type: ignore[attr-defined]
    answer, is_new = api_keys.once(key, idempotency_key, request.body, lambda: _announce(notice, key))
    return (201 if is_new else 200), answer


def _announce(notice: NoticeIn, key: Any) -> dict[str, Any]:
    made = announcing.announce_by_key(notice.model_dump(), key=key)
    return {
        "number": made.number,
        "received_at": made.receipt_at.isoformat(),
        "sha256": made.receipt_hash,
        "late_by_days": made.days_late,
    }


api_scopes.add(ApiScope(SCOPE, _("报送出监衔接通知"), ("prison",)))
api_routers.add(ApiRouter("/handovers", router))
