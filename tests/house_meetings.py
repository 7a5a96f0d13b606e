"""What the house of every thing (tests/fullhouse.py) has of joint meetings: one to come, one held, its action items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desk.analysis import services as analysis
from desk.meetings import acting, services
from desk.models import ActionEvidence
from kit import clock
from tests.cast import Cast
from tests.house_volunteers import picture


def held(cast: Cast, *, days_ago: int = 1, **more: Any) -> Any:
    """A meeting of 东溪区司法局 with 李明's office, held some days ago."""
    now = clock.now()
    begin = now - timedelta(days=days_ago)
    with clock.frozen(begin - timedelta(days=7)):
        meeting = services.call_meeting(
            by=cast.county_manager, title="东溪区季度联席会议", starts_at=begin, place="区局三楼会议室", chair="孙洁",
            units=[cast.office, *more.pop("units", ())], agenda=["就业帮扶", "信息共享"],
        )  # fmt: skip
    with clock.frozen(begin + timedelta(hours=2)):
        return services.hold_meeting(
            meeting, by=cast.county_manager, minutes="听取汇报，议定事项如下。", came=[cast.office, meeting.caller]
        )


def decided(cast: Cast, meeting: Any = None, **more: Any) -> Any:
    asked: dict[str, Any] = {"text": "摸清岗位底数", "standard": "交一份岗位清单", "owner": cast.office}
    return acting.decide(meeting or held(cast), by=cast.county_manager, **asked | more)


def fill(house: Any) -> None:
    cast = house.cast
    house.meeting_held = held(cast)
    house.meeting_paper = services.add_paper(
        house.meeting_held, by=cast.county_manager, title="岗位情况", file=picture()
    )
    house.action_reported = decided(cast, house.meeting_held, text="建立信息共享台账")
    acting.report_action(house.action_reported, by=cast.officer, report="台账已建立", proofs=[picture()])
    house.action_proof = ActionEvidence.objects.latest("pk")
    house.action = decided(cast, house.meeting_held)
    house.meeting = services.call_meeting(
        by=cast.county_manager, title="东溪区年中联席会议", starts_at=clock.now() + timedelta(days=5), place="区局",
        chair="孙洁", units=[cast.office], agenda=["上半年情况"],
    )  # fmt: skip
    county, month = cast.county_manager.memberships.get().unit.county_code, clock.today().replace(day=1)
    period = (month - timedelta(days=1)).replace(day=1), month - timedelta(days=1)
    data = analysis.read_all(period, county)
    house.report = analysis.keep(period, county, data, by=cast.county_manager)


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a report of the county": one(pk=house.report.pk, code="K1"),
        "a joint meeting": one(pk=house.meeting_held.pk),
        "a paper of a meeting": one(pk=house.meeting_paper.pk),
        "an action item": one(pk=house.action.pk),
        "a proof of an action item": one(pk=house.action_proof.pk),
    }
