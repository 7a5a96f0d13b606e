"""Releases written with each notice, and the packages in which they are handed out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings

from accounts.bureau import office_name
from kit import clock
from ngos import hooks
from ngos.models import Notice, Release
from ngos.opendata import standard

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def write_release(notice: Notice) -> Release:
    """One release for one notice, in the transaction that publishes it."""
    body = standard.release(notice)
    return Release.objects.create(
        project=notice.project,
        notice=notice,
        ocid=body["ocid"],
        release_id=body["id"],
        published_at=notice.published_at,
        body=body,
    )


hooks.announced.add(write_release)


def years() -> list[int]:
    return sorted({day.year for day in Release.objects.datetimes("published_at", "year", tzinfo=clock.SHANGHAI)})


def of_year(year: int) -> list[Release]:
    start, end = clock.at(date(year, 1, 1), 0), clock.at(date(year + 1, 1, 1), 0)
    return list(Release.objects.filter(published_at__gte=start, published_at__lt=end).order_by("published_at", "pk"))


def release_package(rows: Iterable[Release], uri: str) -> dict[str, Any]:
    return {**_package(uri), "releases": [row.body for row in rows]}


def record_package(rows: Iterable[Release], uri: str) -> dict[str, Any]:
    """One record a process: its releases, and as compiled release the newest, since each tells the whole."""
    processes: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        processes.setdefault(row.ocid, []).append(row.body)
    records: list[dict[str, Any]] = [
        {
            "ocid": ocid,
            "releases": releases,
            "compiledRelease": {**releases[-1], "id": f"{releases[-1]['id']}-compiled", "tag": ["compiled"]},
        }
        for ocid, releases in processes.items()
    ]
    return {**_package(uri), "records": records}


def _package(uri: str) -> dict[str, Any]:
    return {
        "uri": f"{settings.PUBLIC_URL}{uri}",
        "version": "1.1",
        "publishedDate": standard.moment(clock.now()),
        "publisher": {"name": str(office_name())},
        "license": LICENCE,
    }
