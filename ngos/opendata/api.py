"""Purchases for programs: releases by day and by process, and the record of a process, as OCDS 1.1 packages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Router, Schema

from desk.api.frame import Problem
from desk.api.reading import READ_ERRORS, READS, PageSize, nothing, told
from desk.hooks import ApiRouter, api_routers
from desk.paging import page
from kit import clock
from ngos.models import Release
from ngos.opendata import services

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))]
OCID = r"^[A-Za-z0-9._-]{1,40}$"
KEY = r"^20[0-9]{2}-[0-9T:.+-]{1,40}~[0-9]{1,18}$"


class Wanted(Schema):
    ocid: Annotated[str, Field(pattern=OCID)] | None = None
    since: Day | None = Field(default=None, description="published on this day or later")
    until: Day | None = Field(default=None, description="published on this day or before")
    after: Annotated[str, Field(pattern=KEY)] | None = Field(default=None, description="from the header Link")
    limit: PageSize = 50


def router() -> Router:
    ocds = Router(tags=["ocds"])
    ocds.get(
        "/releases", auth=READS, response={200: dict, **READ_ERRORS}, operation_id="releases",
        summary="Release package", description="Oldest first. The next page stands in the header Link.",
    )(releases)  # fmt: skip
    ocds.get(
        "/records/{ocid}", auth=READS, response={200: dict, 404: Problem, **READ_ERRORS}, operation_id="record",
        summary="Record package of one process",
    )(record)  # fmt: skip
    return ocds


def releases(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    found = page(_narrowed(wanted), request, size=wanted.limit, ascending=True, by="published_at")
    body = services.release_package(found.items, request.get_full_path())
    known_by = [row.release_id for row in found.items]  # releases never change
    return told(request, body, known_by=known_by, after=found.older if found.has_older else None)


def record(request: HttpRequest, ocid: Annotated[str, Path(pattern=OCID)]) -> HttpResponse:
    rows = list(_of(ocid).order_by("published_at", "pk"))
    if not rows:
        raise nothing()
    body = services.record_package(rows, request.path)
    return told(request, body, known_by=[row.release_id for row in rows])


def _narrowed(wanted: Wanted) -> QuerySet[Release]:
    rows = Release.objects.all() if wanted.ocid is None else _of(wanted.ocid)
    if wanted.since:
        rows = rows.filter(published_at__gte=clock.at(wanted.since, 0))
    if wanted.until:
        rows = rows.filter(published_at__lt=clock.at(wanted.until + timedelta(days=1), 0))
    return rows


def _of(ocid: str) -> QuerySet[Release]:
    """By the number of the purchase as well, which is what the database has an index for."""
    return Release.objects.filter(ocid=ocid, project__number=ocid.removeprefix(f"{settings.OCDS_PREFIX}-"))


api_routers.add(ApiRouter("/ocds", router))
