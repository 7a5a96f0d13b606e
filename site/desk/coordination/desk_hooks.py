"""What passes between units hangs in: receipts to give, letters to sign, visits and promises due, the measures K24."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from desk import hooks
from desk.coordination import announcing, letters, publicity, rounds, sharing
from desk.hooks import Kpi, KpiReading, WorkItem
from desk.registers import TABLE
from kit import calendar, clock

MOST = 50


def _end(day: date | None) -> datetime | None:
    return calendar.end_of(day) if day else None


@hooks.worklist.add
def to_answer(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What other units wait for: a receipt, a signature, a word that one knows. Three queries."""
    if not access.has_role(user, *TABLE):
        return
    for info in sharing.to_do(user)[:MOST]:
        title, verb = (_("签收共享信息"), _("签收")) if info.sent_at else (_("发出共享信息"), _("办理"))
        text = f"{info.title}·{info.sender.name} → {info.receiver.name}"
        yield WorkItem(title, text, reverse("desk:shared", args=[info.pk]), verb, _end(info.due_on), code=info.number)
    for sign in letters.to_sign(user)[:MOST]:
        url = reverse("desk:letter", args=[sign.letter_id])
        yield WorkItem(_("签署责任书"), sign.letter.title, url, _("签署"), _end(sign.letter.due_on))
    for receipt in announcing.to_acknowledge(user)[:MOST]:
        row = receipt.announcement
        url, title = reverse("desk:announcement", args=[row.pk]), _("确认工作通知") if row.due_on else _("阅读工作通知")
        yield WorkItem(title, f"{row.unit.name}·{row.title}", url, _("去看"), _end(row.due_on))


@hooks.worklist.add
def round_due(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Visits that are due and promises of the office; those to be paid, for the office alone. Two queries."""
    if not access.has_role(user, roles.OFF):
        return
    due: Any = rounds.communities(user).filter(Q(next_on__lte=clock.today()))
    for unit in due.order_by("next_on", "pk")[:MOST]:
        url = reverse("desk:community", args=[unit.pk])
        yield WorkItem(_("走访居(村)委会"), unit.name, url, _("登记"), _end(unit.next_on))
    for promise in rounds.promises_due(user).filter(due_on__lte=clock.today(), side="office")[:MOST]:
        url = reverse("desk:community", args=[promise.community_id])
        yield WorkItem(_("兑现承诺"), f"{promise.community.name}·{promise.text}", url, _("办理"), _end(promise.due_on))


def _k24(count: str) -> Any:
    def read(period: tuple[date, date], county: str) -> KpiReading:
        url = f"{reverse('desk:publicity')}?month={period[1]:%Y-%m}"
        return KpiReading(publicity.total(count, *period, county), url=url)

    return read


hooks.kpis.add(Kpi("K24", lazy("法治宣传场次"), lazy("场"), _k24("events")))
hooks.kpis.add(Kpi("K24-materials", lazy("法治宣传材料"), lazy("份"), _k24("materials")))
hooks.kpis.add(Kpi("K24-persons", lazy("法治宣传受众"), lazy("人次"), _k24("persons")))
