"""Days and times in words, by the city's clock: Chinese first, English beside it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_noop as N_

from kit.clock import SHANGHAI
from kit.sentences import gettext as _

MONTHS = (
    N_("1月"), N_("2月"), N_("3月"), N_("4月"), N_("5月"), N_("6月"),
    N_("7月"), N_("8月"), N_("9月"), N_("10月"), N_("11月"), N_("12月"),
)  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def english() -> bool:
    return (get_language() or "").startswith("en")


def _local(when: Any) -> Any:
    return when.astimezone(SHANGHAI) if isinstance(when, datetime) and when.tzinfo else when


def day(when: date | datetime | None) -> str:
    """2026年3月14日 · 14 Mar 2026"""
    if not when:
        return "—"
    d = _local(when)
    return _("%(year)s年%(month)s%(day)s日") % {"year": d.year, "month": _(MONTHS[d.month - 1]), "day": d.day}


def short_day(when: date | datetime | None) -> str:
    """3月14日 · 14 Mar"""
    if not when:
        return "—"
    d = _local(when)
    return _("%(month)s%(day)s日") % {"month": _(MONTHS[d.month - 1]), "day": d.day}


def weekday(when: date | datetime | None) -> str:
    """星期六 · Sat"""
    if not when:
        return ""
    n = _local(when).weekday()
    return WEEKDAYS[n] if english() else "星期" + "一二三四五六日"[n]


def weekday_and_day(when: date | datetime) -> str:
    """2026年3月14日 星期六 · Sat 14 Mar 2026"""
    return _with_weekday(when, day(when))


def weekday_and_short_day(when: date | datetime) -> str:
    """3月14日 星期六 · Sat 14 Mar"""
    return _with_weekday(when, short_day(when))


def _with_weekday(when: date | datetime, said: str) -> str:
    return f"{weekday(when)} {said}" if english() else f"{said} {weekday(when)}"


def hour(when: datetime | None) -> str:
    """17:30, and 9:00 rather than 09:00"""
    d = _local(when)
    return f"{d.hour}:{d.minute:02d}" if d else ""


def day_time(when: datetime | None) -> str:
    """2026年3月14日 17:30 · 14 Mar 2026, 17:30"""
    if not when:
        return "—"
    return _("%(day)s %(time)s") % {"day": day(when), "time": hour(when)}


def day_span(start: date | datetime | None, end: date | datetime | None) -> str:
    """2026年3月14日至3月20日 · 14 Mar 2026 – 20 Mar 2026"""
    if not start or not end:
        return day(start or end)
    if english():
        return f"{day(start)} – {day(end)}"
    return f"{day(start)}至{short_day(end) if _local(start).year == _local(end).year else day(end)}"
