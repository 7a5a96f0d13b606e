"""How the handover keeps its times (K19): notices thirty days before release, people met within ten days after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q

from kit import clock, rules
from matching.models import HandoverNotice

FEWEST = 5  # fewer are not counted with minors among them: the count would tell of one (R-MIN-02)


@dataclass(frozen=True)
class Share:
    """n of d, with the percentage on one decimal; None while there is nothing to divide by."""

    n: int
    d: int

    @property
    def pct(self) -> Decimal | None:
        return (Decimal(100 * self.n) / self.d).quantize(Decimal("0.1")) if self.d else None


@dataclass(frozen=True)
class Kept:
    """K19 of one county or of one prison: notices in time ÷ all, linked within ten days ÷ released."""

    notices: Share
    links: Share


def k19(from_on: date, to_on: date, *, by: str = "county_code", **where: Any) -> dict[Any, Kept]:
    """K19 of the people released from the first day to the last, by county (or by "prison_id"). One query.

    In time is a notice no later than the days of the rule before release. Of links the released count whose ten days
    are over, and whoever was met already. Notices that were taken back count nowhere.
    """
    last = min(to_on, clock.today())
    rows = HandoverNotice.objects.filter(**where).exclude(status="withdrawn").values(by, "is_minor_track")
    day = timedelta(days=int(rules.value("handover.link_days", last)))
    released = Q(release_on__lte=last) & (Q(linked_on__isnull=False) | Q(release_on__lt=clock.today() - day))
    counted = rows.filter(release_on__gte=from_on, release_on__lte=to_on).order_by(by).annotate(
        all=Count("pk"),
        in_time=Count("pk", filter=Q(notified_on__lte=F("due_on"))),
        released=Count("pk", filter=released),
        linked=Count("pk", filter=released & Q(linked_on__lte=F("release_on") + day)),
    )  # fmt: skip
    found: dict[Any, list[dict[str, Any]]] = {}
    for row in counted:
        found.setdefault(row[by], []).append(row)
    return {key: _kept(parts) for key, parts in found.items()}


def _kept(parts: list[dict[str, Any]]) -> Kept:
    if sum(p["all"] for p in parts) < FEWEST:
        parts = [p for p in parts if not p["is_minor_track"]]

    def total(name: str) -> int:
        return sum(p[name] for p in parts)

    return Kept(Share(total("in_time"), total("all")), Share(total("linked"), total("released")))
