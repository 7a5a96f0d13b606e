"""What the house of every thing (tests/fullhouse.py) has of quality: a published review, an audit, a flag."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from audit.moves import born
from kit import clock
from ngos import policies
from ngos.models import AuditedFigure, FigureAudit, Flag, Indicator, QualityReview, Reviewer
from ngos.reviews.scoring import INDICATORS


def fill(house: Any) -> None:
    """The city reviews 春晖社工, with 丁四 among the reviewers; a sample of its records is drawn."""
    cast, today = house.cast, clock.today()
    provider = house.provider
    review = QualityReview(
        number="PJ-2026-9001", provider=provider, county_code=provider.county_code, kind="annual",
        from_on=today - timedelta(days=365), to_on=today - timedelta(days=1), opened_by=cast.city_manager,
        opened_on=today, score_h=8980, low_h=8578, high_h=9460, n=60, grade="B", text="总体有序",
        reply="已补录并双人核对", replied_at=clock.now(), published_at=clock.now(),
        until_on=today + timedelta(days=360),
    )  # fmt: skip
    policies.require(cast.city_manager, "open_review", review)
    born(review, "open_review", by=cast.city_manager)
    for name, weight in zip(INDICATORS, (30, 25, 20, 15, 10), strict=True):
        Indicator.objects.create(review=review, name=name, weight=weight, num=9, den=10, n=60)
    for user in (house.others, cast.city_manager):
        Reviewer.objects.create(review=review, user=user, role="reviewer", has_conflict=False)
    audit = FigureAudit.objects.create(
        provider=provider, review=review, from_on=review.from_on, to_on=review.to_on, seed="00" * 32,
        candidates=["delivery:1"], drawn_at=clock.now(),
    )  # fmt: skip
    AuditedFigure.objects.create(audit=audit, ref="delivery:1", about="2026-03-02 · 60")
    house.flag = Flag.objects.create(
        provider=provider, kind="bulk", key="1:2026-03-02", facts={"n": 12}, at=clock.now()
    )
    house.quality_review, house.figure_audit = review, audit


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a quality review": one(number=house.quality_review.number, name="quality"),
        "an audit of figures": one(pk=house.figure_audit.pk),
        "a flag": one(pk=house.flag.pk),
    }
