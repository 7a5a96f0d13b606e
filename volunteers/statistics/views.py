"""Served time as bars, a table and a sheet to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import has_role
from audit import trail
from desk.imports import sheets
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers.models import ServiceLog
from volunteers.statistics import queries
from volunteers.statistics.desk_hooks import COUNTS
from volunteers.statistics.forms import asked

MOST_ROWS = 50_000
BAR = 200  # width of the longest bar, in the drawing's own units


@login_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    _for_those_who_count(request)
    form, wanted = asked(request.GET, clock.today())
    rows = queries.served(request.user, wanted["first"], wanted["last"])
    lines = queries.lines(rows, wanted["by"])
    longest = max((line.minutes for line in lines), default=0)
    context = {
        "form": form,
        "wanted": wanted,
        "dimension": queries.DIMENSIONS[wanted["by"]].label,
        "lines": [{"line": line, "width": line.minutes * BAR // longest if longest else 0} for line in lines],
        "total": queries.total(rows),
        "query": request.GET.urlencode(),
    }
    return render(request, "volunteers/statistics.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def sheet(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """The table as it is shown, or the records behind it; each download is an event of the log."""
    _for_those_who_count(request)
    if what not in ("table", "records") or form not in sheets.TYPES:
        raise Http404
    period, wanted = asked(request.GET, clock.today())
    if period.errors:
        return redirect(f"{reverse('volunteers:statistics')}?{request.GET.urlencode()}")
    rows = queries.served(request.user, wanted["first"], wanted["last"])
    heads, body = _table(rows, wanted["by"]) if what == "table" else _records(rows)
    detail = {"what": what, "rows": len(body), "from": str(wanted["first"]), "to": str(wanted["last"])}
    with transaction.atomic():
        trail.record("volunteers.export_hours", by=request.user, fields=["verified_minutes"], detail=detail)
    return sheets.answer(form, f"hours-{what}-{wanted['first']:%Y%m%d}-{wanted['last']:%Y%m%d}", heads, body)


def _for_those_who_count(request: HttpRequest) -> None:
    if not has_role(request.user, *COUNTS):
        raise Http404


def _table(rows: Any, by: str) -> tuple[list[Any], list[list[Any]]]:
    heads = [queries.DIMENSIONS[by].label, _("人数"), _("记录数"), _("时长（小时）"), _("其中认证时长（小时）")]
    every = [*queries.lines(rows, by), queries.total(rows)]
    return heads, [[x.name, x.people, x.records, _hours(x.minutes), _hours(x.credit_minutes)] for x in every]


def _records(rows: Any) -> tuple[list[Any], list[list[Any]]]:
    """One line a record. Refused: more than a spreadsheet should hold."""
    if rows.count() > MOST_ROWS:
        raise Refused(_("一次最多导出 %(n)d 条。缩短时间范围，分几次导出。") % {"n": MOST_ROWS}, code="too_many_rows")
    heads = [_("志愿者编号"), _("姓名"), _("记录单位"), _("开始"), _("结束"), _("分钟"), _("时长类别"), _("记录方式")]
    return heads, list(_lines(rows.select_related("volunteer__user", "office").order_by("starts_at", "pk")))


def _lines(rows: Any) -> Iterator[list[Any]]:
    for log in rows:
        start, end = (t.astimezone(clock.SHANGHAI) for t in (log.starts_at, log.ends_at))
        yield [
            log.volunteer.number,
            log.volunteer.user.display_name,
            log.office.name,
            f"{start:%Y-%m-%d %H:%M}",
            f"{end:%Y-%m-%d %H:%M}",
            log.verified_minutes,
            ServiceLog.CreditClass(log.credit_class).label,
            ServiceLog.Source(log.source).label,
        ]


def _hours(minutes: int) -> str:
    return f"{minutes // 6 / 10:.1f}"  # summed first, then rounded down
