"""A chance for organisations not yet reviewed: the share of referrals that goes to them, and when one is marked.

The mark changes no score and no order; it is a sentence beside a place that passes every gate, and the officer chooses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kit import clock, rules
from matching.models import Offer

SHARE = rules.declare(
    "matching.newcomer_share",
    {"least": 10, "most": 15},
    law="",
    label=_("新机构应得的转介比例"),
    unit=_("%"),
    words={"least": _("至少"), "most": _("至多")},
)
MARGIN = rules.declare("matching.newcomer_margin", 10, law="", label=_("新机构可低于第一处的分数"), unit=_("分"))
DAYS = rules.declare("matching.newcomer_days", 180, law="", label=_("新机构比例的计算期"), unit=_("天"))
NOT_REVIEWED = "U"


@dataclass(frozen=True)
class Share:
    """Of `n` referrals to organisations in the period, `new` went to some not yet reviewed."""

    n: int
    new: int
    least: int
    most: int
    days: int

    @property
    def pct10(self) -> int:
        """Tenths of a per cent, half up; 0 of none."""
        return (2000 * self.new + self.n) // (2 * self.n) if self.n else 0

    @property
    def is_below(self) -> bool:
        return self.new * 100 < self.least * max(self.n, 1)

    @property
    def is_above(self) -> bool:
        return self.new * 100 > self.most * self.n


def share(county_code: str) -> Share:
    """What the county's referrals of the last months were: the accepted offers to organisations, each by the grade
    that stood on its score sheet. One query."""
    today = clock.today()
    wanted, days = rules.value(SHARE, today), int(rules.value(DAYS, today))
    rows = Offer.objects.filter(
        county_code=county_code, status="accepted", status_at__gte=clock.now() - timedelta(days=days),
        place__kind="service",
    )  # fmt: skip
    new = [_grade(score.get("parts", ())) == NOT_REVIEWED for score in rows.values_list("score", flat=True)]
    return Share(len(new), sum(new), wanted["least"], wanted["most"], days)


def _grade(parts: Iterable[dict[str, Any]]) -> str:
    quality: dict[str, Any] = next((p["reason"]["values"] for p in parts if p["name"] == "quality"), {})
    return str(quality.get("grade", ""))


def first_near(ranked: list[Any], services: set[int]) -> Any:
    """The best of the ranked places that is an organisation's, not yet reviewed, and within the margin of the first;
    None where there is none."""
    if not ranked:
        return None
    margin = 10 * int(rules.value(MARGIN))
    near = (x for x in ranked if ranked[0].points10 - x.points10 <= margin and x.resource_id in services)
    return next((x for x in near if _grade(p.as_dict() for p in x.parts) == NOT_REVIEWED), None)
