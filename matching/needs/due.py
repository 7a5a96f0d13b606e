"""Whose needs are to be assessed again: on the officer's desk a fortnight before, on the county's late list after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, roles
from desk.hooks import WorkItem
from kit import clock
from matching import queries
from matching.models import Client

MOST = 200
AHEAD = timedelta(days=14)


def to_assess(user: Any, now: datetime) -> Iterator[WorkItem]:
    """The own files, those due within a fortnight; one query."""
    mine = [s.for_user_id for s in access.seats_as(user, roles.OFF)]
    if not mine:
        return
    rows = queries.clients(user).filter(officer_id__in=mine)
    yield from (_item(row) for row in _due(rows, clock.today() + AHEAD))


def late(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Of the county, whoever has them; sealed files stand with their officer alone."""
    counties = [s.county_code for s in access.seats_as(user, roles.CBM)]
    if not counties:
        return
    rows = queries.clients(user).filter(county_code__in=counties)
    for row in _due(rows, clock.today() - timedelta(days=1)):
        yield _item(row, who=str(row.officer or ""), page="client")


def _due(rows: QuerySet[Client], until: date) -> QuerySet[Client]:
    return rows.filter(status="active", assess_on__lte=until).order_by("assess_on", "pk")[:MOST]


def _item(row: Client, *, who: str = "", page: str = "assess") -> WorkItem:
    assert row.assess_on
    return WorkItem(
        title=_("重新评估需求"),
        text=who or _("对照上一版，看看哪些变了。"),
        url=reverse(f"matching:{page}", args=[row.code]),
        verb=_("评估") if page == "assess" else _("查看"),
        due_at=clock.at(row.assess_on + timedelta(days=1), 0),
        code=row.code,
    )
