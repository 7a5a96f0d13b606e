"""The messages about hours to the volunteer they belong to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit import clock
from messaging import outbox
from volunteers.models import ServiceLog

outbox.template(
    "hours_returned",
    subject=_("%(day)s的服务记录已退回"),
    body=_("退回的原因：%(reason)s。改好后可以重新提交，有异议可以提出。"),
)
outbox.template(
    "hours_confirmed_less",
    subject=_("%(day)s的服务记录已核实"),
    body=_("填报 %(logged)s 分钟，核实 %(minutes)s 分钟。有异议可以提出。"),
)
outbox.template(
    "hours_amended",
    subject=_("%(day)s的服务记录已更正"),
    body=_("更正后 %(minutes)s 分钟，理由：%(reason)s。"),
)
outbox.template(
    "hours_upheld",
    subject=_("%(day)s的服务记录，异议已答复"),
    body=_("维持原来的决定，理由：%(reason)s。"),
)
outbox.template(
    "hours_settled",
    subject=_("%(day)s的服务记录，异议已答复"),
    body=_("已更正为 %(minutes)s 分钟，理由：%(reason)s。"),
)
outbox.template(
    "hours_reversed",
    subject=_("%(day)s的服务记录已冲减 %(less)s 分钟"),
    body=_("还计 %(minutes)s 分钟，理由：%(reason)s。有异议可以提出。"),
)


def tell(kind: str, log: ServiceLog, **params: Any) -> None:
    """Tell the volunteer; refused when a reason holds a number of a person."""
    day = log.starts_at.astimezone(clock.SHANGHAI).date()
    url = reverse("volunteers:own_log", args=[log.pk])
    outbox.put(kind, to=log.volunteer.user, about=log, url=url, day=day, **params)
