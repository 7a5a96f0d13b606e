"""Reminds volunteers of the shifts they signed up for."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit import clock
from messaging import outbox, reminders
from volunteers.models import Signup

outbox.template(
    "shift_ahead",
    subject=_("%(at)s 有一个班次"),
    body=_("您报名的班次 %(at)s 开始。来不了，请尽早退出，名额会让给候补的人。"),
    sms=_("【同心桥】您报名的班次 %(at)s 开始。来不了请尽早退出。"),
)


def remind_of_shifts() -> int:
    """One query, whatever the number of shifts; how many reminders went out."""
    now = clock.now()
    ahead = Signup.objects.filter(status="confirmed", starts_at__gt=now, starts_at__lte=reminders.horizon(now))
    rows = ahead.select_related("volunteer__user")
    return reminders.remind("shift_ahead", map(_appointment, rows), now)


def _appointment(row: Signup) -> reminders.Appointment:
    return reminders.Appointment(
        to=row.volunteer.user,
        about=row,
        starts_at=row.starts_at,
        made_at=row.status_at,
        url=reverse("volunteers:today"),
    )
