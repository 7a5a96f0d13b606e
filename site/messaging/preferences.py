"""What people chose about messages, and the hours in which nobody's phone rings."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kit import clock, rules
from messaging.models import Preference

QUIET = rules.declare(
    "messaging.quiet_hours", [21, 8], law="", label=_("不发短信的时段（几点起、几点止）"), unit=_("点")
)


def of(user: Any) -> Preference:
    """This person's choice; the defaults, not saved, for whoever made none."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def choose(user: Any, **chosen: bool) -> Preference:
    return Preference.objects.update_or_create(user=user, defaults=chosen)[0]


def is_quiet(at: datetime) -> bool:
    start, end = rules.value(QUIET, at.date())
    hour = at.astimezone(clock.SHANGHAI).hour
    return hour >= start or hour < end if start > end else start <= hour < end


def loud_from(at: datetime) -> datetime:
    """`at` itself, or the end of the quiet hours that it lies in."""
    if not is_quiet(at):
        return at
    start, end = rules.value(QUIET, at.date())
    local = at.astimezone(clock.SHANGHAI)
    day = local.date() + timedelta(days=1) if start > end and local.hour >= start else local.date()
    return datetime.combine(day, time(end), tzinfo=clock.SHANGHAI)


def loud_before(at: datetime) -> datetime:
    """`at` itself, or the last quarter hour before the quiet hours that it lies in: a reminder comes before the
    night, not after what it reminds of."""
    if not is_quiet(at):
        return at
    start, end = rules.value(QUIET, at.date())
    local = at.astimezone(clock.SHANGHAI)
    day = local.date() if start <= end or local.hour >= start else local.date() - timedelta(days=1)
    return datetime.combine(day, time(start), tzinfo=clock.SHANGHAI) - timedelta(minutes=15)
