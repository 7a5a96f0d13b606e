"""What the clock of a thing says: how late, today, how many working days are left, paused, done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.dates import day, hour, short_day
from kit import calendar
from kit.clock import SHANGHAI

# Beyond this many working days a date says more than a count.
COUNTED_DAYS = 5


@dataclass(frozen=True)
class Face:
    """`tone` is late, today, paused, done or "" and is also the CSS class; `words` say the same without colour."""

    tone: str
    icon: str
    words: str


def face(due: datetime | None, now: datetime, *, paused: bool = False, done: datetime | None = None) -> Face | None:
    if done is not None:
        return _done(due, done)
    if paused:
        return Face("paused", "pause", _("已暂停"))
    if due is None:
        return None
    due, now = due.astimezone(SHANGHAI), now.astimezone(SHANGHAI)
    if due < now:
        return Face("late", "alert", _late(due, now))
    if due.date() == now.date():
        return Face("today", "clock", _today(due))
    return Face("", "clock", _left(due, now))


def _done(due: datetime | None, done: datetime) -> Face:
    if due is not None and done > due:
        return Face("", "check", _("超时后完成"))
    return Face("done", "check", _("按时完成") if due else _("已完成"))


def _late(due: datetime, now: datetime) -> str:
    days = calendar.workdays_between(due.date(), now.date())
    if days >= 1:
        return ngettext("超时 %(n)s 个工作日", "超时 %(n)s 个工作日", days) % {"n": days}
    hours = int((now - due).total_seconds() // 3600)
    if hours >= 1:
        return ngettext("超时 %(n)s 小时", "超时 %(n)s 小时", hours) % {"n": hours}
    return _("刚刚超时")


def _today(due: datetime) -> str:
    if (due.hour, due.minute) == (23, 59):
        return _("今天")
    return _("今天 %(time)s") % {"time": hour(due)}


def _left(due: datetime, now: datetime) -> str:
    days = calendar.workdays_between(now.date(), due.date())
    if 1 <= days <= COUNTED_DAYS:
        return ngettext("还有 %(n)s 个工作日", "还有 %(n)s 个工作日", days) % {"n": days}
    return short_day(due) if due.year == now.year else day(due)
