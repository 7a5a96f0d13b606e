"""What the house of every thing (tests/fullhouse.py) has of inspections: one that 李明 carries out, with a paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kit import clock
from ngos.inspections import services
from ngos.models import InspectionPlan
from tests.house_volunteers import picture


def fill(house: Any) -> None:
    """东溪区 drew among its contracts; 李明 is at 春晖社工 with the checklist open."""
    cast, today = house.cast, clock.today()
    # By hand: a contract in force would be the newest, which the machines' tests put into every state.
    house.inspection_plan = InspectionPlan.objects.create(
        year=today.year, kind="spot", county_code=cast.chunhui.county_code, until_on=today + timedelta(days=60),
        share_pct=30, seed="00" * 32, candidates=["HT-2026-9001"], drawn=["HT-2026-9001"],
        made_by=cast.county_manager, made_at=clock.now(),
    )  # fmt: skip
    row = services.arrange_inspection(
        cast.chunhui, by=cast.county_manager, inspector=cast.officer, on=today, focus="服务记录"
    )
    services.begin_inspection(row, by=cast.officer)
    item = row.items.first()
    services.answer_item(item, by=cast.officer, answer="no", note="抽查的两份没有签到", files=[picture()])
    house.inspection, house.check_evidence = row, item.evidence.get()


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "an inspection under way": one(number=house.inspection.number),
        "a draw of inspections": one(pk=house.inspection_plan.pk),
        "a paper of an inspection": one(pk=house.check_evidence.pk),
    }
