"""Payments wait while a notice is late by twenty working days, and go on when it is closed."""

from __future__ import annotations

from kit.sentences import gettext as _
from ngos.models import RectificationNotice
from ngos.payment import services as payment


def hold(notice: RectificationNotice) -> None:
    if notice.provider is None:
        return
    reason = _("整改通知书 %(number)s 逾期") % {"number": notice.number}
    payment.hold_payments(notice.provider, ref=notice.ref, reason=reason, by=None)
    _keep(notice, held=True)


def end(notice: RectificationNotice) -> None:
    payment.end_hold(notice.ref, by=None)
    _keep(notice, held=False)


def _keep(notice: RectificationNotice, *, held: bool) -> None:
    RectificationNotice.objects.filter(pk=notice.pk).update(has_held=held)
    notice.has_held = held
