"""How the suggestions were taken: how often the first one, why another, which conditions were lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from kit import clock
from kit.suppression import LEAST
from matching.models import Offer

DAYS = 365


@dataclass(frozen=True)
class Taken:
    """Of `n` offers of a year, those not for the first place by reason, and those past a gate by gate; the counts of
    fewer than five stay unsaid (None)."""

    n: int
    others: list[tuple[str, int | None]]
    lifted: list[tuple[str, int | None]]

    others_n: int
    lifted_n: int

    @property
    def first_pct(self) -> str:
        return f"{100 * (self.n - self.others_n) / self.n:.0f}\N{NO-BREAK SPACE}%" if self.n else "—"


def taken() -> Taken:
    """Three queries; minors' requests are left out."""
    rows = Offer.objects.filter(
        status_at__gte=clock.now() - timedelta(days=DAYS), request__client__is_minor_track=False
    ).order_by()
    others = list(rows.exclude(chosen_why="").values_list("chosen_why").annotate(n=Count("pk")))
    gates: dict[str, int] = {}
    for codes, n in rows.exclude(override_gate="").values_list("override_gate").annotate(n=Count("pk")):
        for code in codes.split(","):
            gates[code] = gates.get(code, 0) + n
    return Taken(rows.count(), _told(others), _told(gates.items()), sum(n for _why, n in others), sum(gates.values()))


def _told(counts: object) -> list[tuple[str, int | None]]:
    rows = sorted(counts, key=lambda row: (-row[1], row[0]))  # type: ignore[call-overload]
    return [(code, n if n >= LEAST else None) for code, n in rows]
