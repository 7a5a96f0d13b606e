"""Reminds helpers of the meetings they booked; the person is told by the officer or on paper, never by us."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit import clock
from matching.models import Session
from messaging import outbox, reminders

outbox.template(
    "meeting_ahead",
    subject=_("%(at)s 有约好的见面"),
    body=_("约好的见面 %(at)s 开始。要改期或取消，登录后办理。"),
    sms=_("【同心桥】您约好的见面 %(at)s 开始。要改期请登录平台。"),
)


def remind_of_meetings() -> int:
    now = clock.now()
    ahead = Session.objects.filter(status="booked", starts_at__gt=now, starts_at__lte=reminders.horizon(now))
    return reminders.remind("meeting_ahead", map(_appointment, ahead.select_related("worker")), now)


def _appointment(row: Session) -> reminders.Appointment:
    return reminders.Appointment(
        to=row.worker,
        about=row,
        starts_at=row.starts_at,
        made_at=row.status_at,
        url=reverse("matching:session_record", args=[row.pk]),
    )
