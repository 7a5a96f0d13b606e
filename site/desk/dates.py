"""Days and times in words, by the city's clock: Chinese first, English beside it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from kit.clock import SHANGHAI

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
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
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}" if english() else f"{d.year}年{d.month}月{d.day}日"


def short_day(when: date | datetime | None) -> str:
    """3月14日 · 14 Mar"""
    if not when:
        return "—"
    d = _local(when)
    return f"{d.day} {MONTHS[d.month - 1]}" if english() else f"{d.month}月{d.day}日"


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
    return f"{day(when)}{',' if english() else ''} {hour(when)}"


def day_span(start: date | datetime | None, end: date | datetime | None) -> str:
    """2026年3月14日至3月20日 · 14 Mar 2026 – 20 Mar 2026"""
    if not start or not end:
        return day(start or end)
    if english():
        return f"{day(start)} – {day(end)}"
    return f"{day(start)}至{short_day(end) if _local(start).year == _local(end).year else day(end)}"
