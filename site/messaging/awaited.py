"""Receipts that are asked for: where the provider's own reports carry no signature, we go and look."""

from __future__ import annotations

from datetime import timedelta

from kit import clock
from messaging import gateways, receipts
from messaging.gateways.aliyun import Aliyun
from messaging.gateways.texts import Passing, TextRefused
from messaging.models import Dispatch, Heard, Use

LOOK_FOR = timedelta(days=3)
AT_ONCE = 100
KEPT = timedelta(days=400)  # a year's figures of use, and messages that came in


def ask(limit: int = AT_ONCE) -> int:
    """Look what became of the texts that were handed over; how many came to an end. Those asked least lately first."""
    gateway = gateways.chosen()
    if not isinstance(gateway, Aliyun):
        return 0
    open_ones = Dispatch.objects.filter(
        gateway=gateway.name, state__in=("taken", "sent"), begun_at__gt=clock.now() - LOOK_FOR
    )
    ended = 0
    for dispatch in open_ones.select_related("message__to").order_by("changed_at", "pk")[:limit]:
        ended += _ask_for(gateway, dispatch)
    return ended


def _ask_for(gateway: Aliyun, dispatch: Dispatch) -> bool:
    try:
        found = gateway.receipt(str(dispatch.message.to.phone), str(dispatch.pk), dispatch.begun_at)
    except (Passing, TextRefused):
        found = None
    if found:
        return receipts.reported(dispatch, found[0], code=found[1])
    Dispatch.objects.filter(pk=dispatch.pk).update(changed_at=clock.now())
    return False


def forget_old() -> int:
    before = clock.now() - KEPT
    return Heard.objects.filter(at__lt=before).delete()[0] + Use.objects.filter(at__lt=before).delete()[0]
