"""The figures of the home page for programs: the same numbers, small ones left unsaid as there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from desk import figures
from desk.api.reading import READ_ERRORS, READS, told
from desk.hooks import ApiRouter, api_routers


class FigureOut(Schema):
    label: str
    value: str | None  # None: fewer than 5, not published
    unit: str
    note: str


def router() -> Router:
    found = Router(tags=["figures"])
    answers = {200: list[FigureOut], **READ_ERRORS}
    found.get("", auth=READS, response=answers, summary="Live public figures", operation_id="figures")(shown)
    return found


def shown(request: HttpRequest) -> HttpResponse:
    rows = figures.public_figures()["rows"]
    return told(
        request,
        [
            {"label": r.label, "value": None if r.value == "—" else r.value, "unit": r.unit, "note": r.note}
            for r in rows
        ],
    )


api_routers.add(ApiRouter("/figures", router))
