"""How the ways out of the house are: counts only, of whole days, never whose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet

from kit import clock
from messaging import gateways
from messaging.models import Dispatch, Job, Stop

DAYS, SHOWN = 7, 20


@dataclass(frozen=True)
class Way:
    """A provider or the mail server: whether it is used, and which settings it lacks."""

    name: str
    used: bool
    lacks: list[str] = field(default_factory=list)


def ways() -> list[Way]:
    found = [Way("email", bool(settings.EMAIL_URL), [] if settings.EMAIL_URL else ["EMAIL_URL"])]
    for name in ("twilio", "aliyun"):
        gateway = gateways.named(name)
        lacks = gateway.lacks() if gateway else []
        found.append(Way(name, name == settings.SMS_GATEWAY, lacks))
    return found


def counts(on: date) -> dict[str, dict[str, int]]:
    """Channel → state → how many set out on this day."""
    found: dict[str, dict[str, int]] = {}
    rows = _since(on).filter(begun_at__lt=clock.at(on + timedelta(days=1), 0))
    for channel, state, n in rows.values_list("channel", "state").annotate(n=Count("pk")).order_by("channel"):
        found.setdefault(channel, {})[state] = n
    return found


def failures(on: date) -> list[tuple[str, str, int]]:
    """(channel, code, how many) of the last seven days, the most frequent first."""
    rows = _since(on - timedelta(days=DAYS - 1)).filter(state=Dispatch.State.FAILED).values_list("channel", "code")
    return list(rows.annotate(n=Count("pk")).order_by("-n", "channel", "code")[:SHOWN])


def waiting() -> int:
    """Messages that have not left yet, those held for the morning too."""
    states = (Job.State.QUEUED, Job.State.RUNNING)
    return Job.objects.filter(kind="messaging.deliver", state__in=states).count()


def stopped() -> list[tuple[str, str, int]]:
    """(way, why, how many) addresses nothing is sent to."""
    rows = Stop.objects.values_list("way", "why").annotate(n=Count("pk"))
    return list(rows.order_by("way", "why"))


def _since(day: date) -> QuerySet[Dispatch]:
    return Dispatch.objects.filter(begun_at__gte=clock.at(day, 0))
