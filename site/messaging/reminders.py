"""Reminders of what is to come: a day and two hours before, never at night, once each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import rules
from messaging import outbox, preferences
from messaging.models import Message, Preference

HOURS = rules.declare("messaging.reminder_hours", [24, 2], law="", label=_("开始前多久提醒"), unit=_("小时"))
NIGHT = timedelta(hours=12)  # no quiet hours are longer


@dataclass(frozen=True)
class Appointment:
    """What somebody is to be reminded of; `made_at` is since when they know of it."""

    to: Any
    about: models.Model
    starts_at: datetime
    made_at: datetime
    url: str


def horizon(now: datetime) -> datetime:
    """How far ahead the sweep has to look."""
    return now + timedelta(hours=max(rules.value(HOURS, now.date()))) + NIGHT


def remind(kind: str, appointments: Iterable[Appointment], now: datetime) -> int:
    """Put the reminders whose moment has come and which were not put before; how many.

    The words of `kind` have one place, `at`. Whoever took the appointment after that moment needs none. An
    appointment that was moved is another one.
    """
    due = dict(_due(appointments, now))
    known = set(Message.objects.filter(key__in=due).values_list("key", flat=True))
    unwanted = set(Preference.objects.filter(reminders=False).values_list("user_id", flat=True))
    fresh = {key: a for key, a in due.items() if key not in known and a.to.pk not in unwanted}
    for key, a in fresh.items():
        outbox.put(kind, to=a.to, about=a.about, url=a.url, urgent=True, once=key, at=a.starts_at)
    return len(fresh)


def _due(appointments: Iterable[Appointment], now: datetime) -> Iterable[tuple[str, Appointment]]:
    leads = rules.value(HOURS, now.date())
    for a in appointments:
        for hours in leads:
            moment = preferences.loud_before(a.starts_at - timedelta(hours=hours))
            if a.made_at <= moment <= now < a.starts_at:
                yield f"remind:{hours}:{a.about._meta.label_lower}:{a.about.pk}:{a.starts_at:%Y%m%d%H%M}", a
