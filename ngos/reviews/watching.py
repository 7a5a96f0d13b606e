"""The nightly look for what is odd, provider by provider; what is found becomes a flag once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from kit import clock
from kit.clock import SHANGHAI
from ngos import hooks
from ngos.delivery import queries as delivery
from ngos.feedback import queries as feedback
from ngos.models import Flag, Provider
from ngos.reviews import signs
from ngos.reviews.signs import Session, Sign
from ngos.states import PUBLIC

SPAN_DAYS = 92


def watch() -> int:
    """Look at every listed provider's last quarter; how many flags are new."""
    today = clock.today()
    since, new = today - timedelta(days=SPAN_DAYS), 0
    for provider in Provider.objects.filter(status__in=PUBLIC).order_by("pk").iterator():
        new += look_at(provider, since, today)
    return new


@transaction.atomic
def look_at(provider: Provider, a: date, b: date) -> int:
    found = list(_signs(provider, a, b))
    before = Flag.objects.filter(provider=provider).count()
    Flag.objects.bulk_create(
        [Flag(provider=provider, kind=kind, key=key[:60], facts=facts, at=clock.now()) for kind, key, facts in found],
        ignore_conflicts=True,
    )
    return Flag.objects.filter(provider=provider).count() - before


def _signs(provider: Provider, a: date, b: date) -> Iterator[Sign]:
    sessions = list(_sessions(provider.pk, a, b))
    for look in (signs.overlaps, signs.odd_hours, signs.bulk, signs.digits):
        yield from look(sessions)
    yield from signs.burst(list(feedback.voices_of(provider.pk, a, b).values_list("on", flat=True)), "voices")
    yield from signs.burst(list(feedback.ratings_of(provider.pk, a, b).values_list("on", flat=True)), "ratings")
    outcomes = hooks.outcomes_of(provider.org_id, a, b)
    yield from signs.same_texts((o["ref"], o["mark"]) for o in outcomes)
    yield from signs.edge_days(o["days"] for o in outcomes)
    yield from signs.refusals(hooks.answers_to_offers(provider.org_id, a, b))


def _sessions(provider_id: int, a: date, b: date) -> Iterator[Session]:
    rows = delivery.deliveries_of(provider_id, a, b).filter(starts_at__isnull=False)
    for pk, worker, starts_at, minutes in rows.values_list("pk", "worker_id", "starts_at", "minutes"):
        yield Session(f"delivery:{pk}", worker, starts_at.astimezone(SHANGHAI), minutes)
