"""What I, or my organisation, help with: each request with its next step and clock."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts import access, roles
from desk.paging import page
from matching import queries, words
from matching.models import AssistanceRequest
from matching.screens import helping

OVER = ("closed", "cancelled", "matching", "waitlisted", "offered")
SIZE = 20
NEXT = {
    "accepted": _("约首次见面"),
    "planning": _("提交方案，或等工作人员同意"),
    "in_service": _("约下一次，结束后记录"),
    "on_hold": _("暂停中，到时恢复"),
    "closing": _("写结案报告"),
    "under_review": _("等工作人员核对报告"),
    "closed": _("已结案，不用再办"),
}
LEADERS = (roles.NGA, roles.RES)


@helping
def mine(request: HttpRequest) -> HttpResponse:
    """Open ones, or with `?over=1` the closed ones; a manager also sees who carries how many."""
    rows = queries.helped_by(request.user)
    over = request.GET.get("over") == "1"
    rows = rows.filter(status="closed") if over else rows.exclude(status__in=OVER)
    shown = page(rows, request, size=SIZE)
    leads = access.has_role(request.user, *LEADERS)
    context = {
        "page": shown,
        "over": over,
        "rows": [as_row(r) for r in shown.items],
        "leads": leads,
        "loads": loads(request.user) if leads and not over else [],
    }
    return render(request, "matching/mine.html", context)


def as_row(thing: AssistanceRequest) -> dict[str, Any]:
    return {
        "thing": thing,
        "need": words.need(thing.need),
        "tone": words.tone(thing.status),
        "next": NEXT.get(thing.status, ""),
    }


def loads(user: Any) -> list[Any]:
    """Who of the organisation carries how many open cases: numbers, not people in register."""
    rows = queries.helped_by(user).exclude(status__in=OVER).order_by()
    return list(rows.values(name=F("helper__display_name")).annotate(n=Count("pk")).order_by("-n", "name"))
