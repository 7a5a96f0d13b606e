"""Whose help plan is to be looked over: on the officer's desk a fortnight before, on the county's late list after."""

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
from matching.help_plans.models import HelpPlan

MOST = 200
AHEAD = timedelta(days=14)


def to_review(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Of the own files; one query."""
    seats = access.seats_as(user, roles.OFF)
    if seats:
        own = {"client__officer_id__in": [s.for_user_id for s in seats]}
        rows = HelpPlan.objects.filter(**own, client__office_id__in=[s.unit_id for s in seats])
        yield from (_item(plan) for plan in _due(rows, clock.today() + AHEAD))


def late(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Of the county, whoever has them; sealed files stand with their officer alone."""
    counties = [s.county_code for s in access.seats_as(user, roles.CBM)]
    if counties:
        rows = HelpPlan.objects.filter(client__county_code__in=counties, client__is_minor_track=False)
        yield from (_item(plan) for plan in _due(rows, clock.today() - timedelta(days=1)))


def _due(rows: QuerySet[HelpPlan], until: date) -> QuerySet[HelpPlan]:
    rows = rows.filter(is_current=True, review_on__lte=until, client__status="active")
    return rows.select_related("client__officer").order_by("review_on", "pk")[:MOST]


def _item(plan: HelpPlan) -> WorkItem:
    return WorkItem(
        title=_("检查个人帮扶计划"),
        text=_("第 %(n)s 版，责任人 %(who)s") % {"n": plan.version, "who": plan.client.officer or "—"},
        url=reverse("matching:help_plan", args=[plan.client.code]),
        verb=_("查看"),
        due_at=clock.at(plan.review_on + timedelta(days=1), 0),
        code=plan.client.code,
    )
