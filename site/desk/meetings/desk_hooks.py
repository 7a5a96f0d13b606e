"""What joint meetings hang in: action items of one's own unit, reports to confirm, what is late, meetings to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from desk import hooks
from desk.hooks import Clocks, Coming, Kpi, KpiReading, WorkItem
from desk.meetings import queries
from desk.meetings.states import OPEN
from desk.models import ActionItem
from desk.registers import TABLE

MOST = 100
AHEAD = timedelta(days=14)
LASTS = timedelta(hours=2)


@hooks.worklist.add
def own_actions(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What meetings asked of one's own unit. One query."""
    if not access.has_role(user, *TABLE):
        return
    for action in queries.of_own_unit(user).order_by("due_at", "pk")[:MOST]:
        title = _("议定事项被退回，补充后再报告") if action.status == "returned" else _("办理议定事项并报告")
        yield _item(action, title, _("报告"))


@hooks.worklist.add
def reports(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Reports that wait for the word of the bureau that called the meeting. One query."""
    if not access.has_role(user, roles.CBM, roles.MUN):
        return
    for action in queries.to_confirm(user).order_by("due_at", "pk")[:MOST]:
        yield _item(action, _("确认议定事项办结"), _("核对"))


@hooks.late_lists.add
def late(user: Any, now: datetime) -> Iterator[WorkItem]:
    for action in queries.late(user).order_by("due_at", "pk")[:MOST]:
        yield _item(action, action.get_level_display() if action.level else _("议定事项"), _("查看"))


@hooks.coming.add
def meetings_to_come(user: Any, now: datetime) -> Iterator[Coming]:
    if not access.has_role(user, *TABLE):
        return
    units = [s.unit_id for s in access.seats(user) if s.unit_id]
    rows = queries.meetings(user).filter(
        status="called", invited__unit__in=units, starts_at__gte=now, starts_at__lt=now + AHEAD
    )
    for m in rows.distinct().order_by("starts_at", "pk"):
        url = reverse("desk:meeting", args=[m.pk])
        yield Coming(m.title, m.place, url, m.starts_at, m.starts_at + LASTS, _("看议题和材料"))


def _item(action: ActionItem, title: Any, verb: Any) -> WorkItem:
    return WorkItem(
        title=title, text=f"{action.owner.name}·{action.text}", url=reverse("desk:action", args=[action.pk]),
        verb=verb, due_at=action.due_at, code=action.number,
    )  # fmt: skip


def _k25(period: tuple[date, date], county: str) -> KpiReading:
    n, d = queries.done_in_time(*period, county)
    asked = f"&county={county}" if county else ""
    return KpiReading(n, d, f"{reverse('desk:actions')}?show=all&since={period[0]}&until={period[1]}{asked}")


hooks.kpis.add(Kpi("K25", lazy("议定事项按时办结"), "%", _k25))


def _open_items(now: datetime) -> dict[str, tuple[int, int]]:
    rows = ActionItem.objects.filter(status__in=OPEN, due_at__isnull=False).order_by().values_list("owner_county")
    late = Count("pk", filter=Q(due_at__lt=now))
    return {code: (n, every) for code, n, every in rows.annotate(n=late, every=Count("pk"))}


hooks.clocks.add(Clocks("actions", lazy("议定事项"), _open_items, order=60))
