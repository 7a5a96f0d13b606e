"""Publicity of law (法律六进): events with their counts, totals by county and month, the measures K24."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from accounts.models import User
from audit import trail
from desk import policies
from desk.coordination.scope import of_units, writing_for
from desk.meetings.services import plain
from desk.models import PublicityEvent
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _

COUNTS = ("events", "materials", "persons")
KIND_CODES = tuple(code for code, _label in PublicityEvent.KINDS)
MOST = 1_000_000  # of one event; more is a slip of the keys


def visible_to(user: Any) -> QuerySet[PublicityEvent]:
    return PublicityEvent.objects.select_related("unit").filter(of_units(user, "unit"))


@transaction.atomic
def record_event(*, by: User, kind: str, title: str, on: date, place: str, **counts: int) -> PublicityEvent:
    """Enter what one's own unit did. Refused: a day to come; no event; numbers nobody believes."""
    unit, county = writing_for(by, policies.require(by, "record_publicity"))
    if on > clock.today():
        raise Refused(_("活动办完以后再登记。"), code="on")
    if counts.get("events", 0) < 1 or any(not 0 <= n <= MOST for n in counts.values()):
        raise Refused(_("场次至少为 1，数字不能小于零。"), code="counts")
    row = PublicityEvent.objects.create(
        kind=kind, title=plain(title, 80), on=on, place=plain(place, 80), unit=unit, county_code=county, made_by=by,
        **counts,
    )  # fmt: skip
    trail.record("publicity.record", row, by=by, detail=dict(counts))
    return row


@transaction.atomic
def strike_event(row: PublicityEvent, *, by: User) -> PublicityEvent:
    """Strike out what was entered by mistake; it stays to be seen and counts no more."""
    policies.require(by, "strike_publicity", row)
    if not PublicityEvent.objects.filter(pk=row.pk, struck_at=None).update(struck_at=clock.now()):
        raise Refused(_("已经划去，不用再办。"), code="struck")
    trail.record("publicity.strike", row, by=by)
    row.refresh_from_db()
    return row


# --- totals ------------------------------------------------------------------------------------------------------
def by_month(rows: QuerySet[PublicityEvent]) -> list[dict[str, Any]]:
    """County, month and kind with their sums. One query."""
    found: Any = rows.filter(struck_at=None).annotate(month=TruncMonth("on")).values("county_code", "month", "kind")
    return list(found.annotate(**{n: Sum(n) for n in COUNTS}).order_by("county_code", "month", "kind"))


def summed(found: Iterable[dict[str, Any]]) -> dict[tuple[str, date], dict[str, int]]:
    """(county, month) → the three counts, and the events of each of the six kinds."""
    sums: dict[tuple[str, date], dict[str, int]] = {}
    for row in found:
        into = sums.setdefault((row["county_code"], row["month"]), dict.fromkeys((*COUNTS, *KIND_CODES), 0))
        for name in COUNTS:
            into[name] += row[name]
        into[row["kind"]] += row["events"]
    return sums


def total(count: str, a: date, b: date, county: str = "") -> int:
    """K24: events, materials or persons from day a to day b. One query."""
    rows = PublicityEvent.objects.filter(on__range=(a, b), struck_at=None)
    if county:
        rows = rows.filter(county_code=county)
    return rows.aggregate(n=Sum(count))["n"] or 0
