"""Where the rows of evidence come from: contracts, outcomes, voices, records, inspections, complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from kit import rules
from kit.suppression import LEAST
from ngos import hooks
from ngos.concerns import queries as concerns
from ngos.delivery import queries as delivery
from ngos.feedback import queries as feedback
from ngos.inspections import queries as inspections
from ngos.inspections.checklists import LINES
from ngos.models import ContractItem, DeliveryRecord, Provider
from ngos.rectification import queries as rectification
from ngos.reviews import evidence
from ngos.reviews.evidence import Row
from ngos.reviews.numbers_of_law import CHECK_WEIGHT, LEVELS, TAKEN
from ngos.reviews.scoring import FULFILMENT, QUALITY, RECORDS, SATISFACTION

MET = {"yes": 2, "partly": 1, "no": 0}


def rows_of(provider: Provider, a: date, b: date) -> list[Row]:
    """All evidence of the days from `a` to `b`; as many queries for three cases as for three thousand."""
    return [
        *fulfilment(provider.pk, a, b),
        *quality(provider.org_id, a, b),
        *satisfaction(provider.pk, a, b),
        *records(provider.pk, a, b),
        *compliance(provider.pk, a, b),
    ]


def fulfilment(provider_id: int, a: date, b: date) -> Iterator[Row]:
    """Each item of each contract by its money: what was delivered of what fell due, no more than that."""
    tallies = [t for t in delivery.fulfilment(provider_id, a, b) if t.quantity]
    items = ContractItem.objects.filter(pk__in=[t.item_id for t in tallies]).select_related("contract", "item")
    known = items.in_bulk()
    for t in tallies:
        item, done = known[t.item_id], min(t.delivered, t.quantity)
        price, about = item.unit_price_fen, f"{item.contract.number} {item.item.name}"[:60]
        yield Row(FULFILMENT, f"item:{t.item_id}", "item", done * price, t.quantity * price, t.quantity, about=about)


def quality(org_id: int, a: date, b: date) -> Iterator[Row]:
    """Outcomes that officers confirmed, heavier where the need was more urgent; half for what was partly met."""
    weights = rules.value(LEVELS, b)
    for found in hooks.outcomes_of(org_id, a, b):
        weight = int(weights[str(found["level"])])
        yield Row(QUALITY, f"outcome:{found['ref']}", "outcome", weight * MET[found["met"]], 2 * weight)


def satisfaction(provider_id: int, a: date, b: date) -> list[Row]:
    """Voices by bucket, officers and volunteers each as one row; a group of fewer than five is not heard."""
    sums = {"stars_sum": Sum("stars"), "n": Count("pk")}
    told: Any = feedback.voices_of(provider_id, a, b).order_by().values("bucket__quarter", "bucket__category")
    buckets = [
        (f"{t['bucket__quarter']} {t['bucket__category']}", t["stars_sum"], t["n"]) for t in told.annotate(**sums)
    ]
    rated: Any = feedback.ratings_of(provider_id, a, b).order_by().values("source").annotate(**sums)
    return evidence.voices(buckets) + [
        Row(SATISFACTION, f"ratings:{r['source']}", r["source"], r["stars_sum"], 5 * r["n"], r["n"], r["source"])
        for r in rated
        if r["n"] >= LEAST
    ]


def records(provider_id: int, a: date, b: date) -> Iterator[Row]:
    """Each session record that stands and is whole, and the lines on records of each inspection."""
    sessions = DeliveryRecord.objects.filter(provider_id=provider_id, on__range=(a, b)).order_by("pk")
    for pk, minutes, starts_at, struck_at in sessions.values_list("pk", "minutes", "starts_at", "struck_at"):
        whole = bool(minutes) and starts_at is not None and struck_at is None
        yield Row(RECORDS, f"delivery:{pk}", "delivery", int(whole), 1)
    weight = int(rules.value(CHECK_WEIGHT, b))
    for item in inspections.checks_of(provider_id, a, b):
        if LINES[item.code].indicator == RECORDS:
            got = weight if item.answer == "yes" else 0
            yield Row(RECORDS, f"check:{item.pk}", "check", got, weight, about=item.inspection.number)


def compliance(provider_id: int, a: date, b: date) -> list[Row]:
    return evidence.deductions(rules.value(TAKEN, b), breaches(provider_id, a, b))


def breaches(provider_id: int, a: date, b: date) -> list[tuple[str, str, str]]:
    """(ref, label, severity) of what counts against compliance in these days."""
    found = [(f"finding:{f.pk}", "finding", f.severity) for f in inspections.findings_of(provider_id, a, b)]
    upheld = concerns.concerns_of(provider_id, a, b).filter(upheld=True)
    found += [(f"concern:{c.number}", "concern", c.severity) for c in upheld]
    late = rectification.notices_of(provider_id, a, b).filter(overdue_on__isnull=False)
    return found + [(f"notice:{n.number}", "overdue", "overdue") for n in late]


def gravest(found: Iterable[tuple[Any, Any, str]]) -> tuple[bool, bool]:
    """Whether a red line was crossed, and whether anything was major."""
    severities = {severity for _ref, _label, severity in found}
    return "red_line" in severities, bool(severities & {"major", "red_line"})
