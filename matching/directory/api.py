"""The public directory for programs: what stands on its page, in the words of HSDS 3, in pages by key."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from desk.api.reading import READ_ERRORS, READS, PageSize, told
from desk.hooks import ApiRouter, api_routers
from desk.paging import page
from matching import queries
from matching.directory import hsds
from matching.resources.narrowing import narrowed


class Wanted(Schema):
    """What narrows the list. The text has no control characters, which the database would not take."""

    q: str = Field(default="", max_length=40, pattern=r"^[^\x00-\x1f]*$", description="part of a name")
    category: Annotated[int, Field(ge=1, le=99)] | None = Field(default=None, description="number of a category")
    county: str = Field(default="", pattern=r"^([0-9]{6})?$", description="division code of a county")
    after: Annotated[int, Field(ge=0, lt=10**18)] | None = Field(default=None, description="from the header Link")
    limit: PageSize = 50


def router() -> Router:
    resources = Router(tags=["resources"])
    answers = {200: list[dict[str, Any]], **READ_ERRORS}
    resources.get(
        "", auth=READS, response=answers, operation_id="resources",
        summary="Public resources",
        description="Each item is a service of HSDS 3.1. The next page stands in the header Link.",
    )(listed)  # fmt: skip
    return resources


def listed(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    rows = narrowed(queries.public_places().select_related("org", "town"), wanted.dict())
    found = page(rows, request, size=wanted.limit, ascending=True)
    return told(request, list(hsds.services(found.items)), after=found.older if found.has_older else None)


api_routers.add(ApiRouter("/resources", router))
