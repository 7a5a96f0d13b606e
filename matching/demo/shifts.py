"""What volunteers of the demo city do in common: weekly shifts, a clean-up with a waiting list, a day for clients."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import Division, OrgUnit, User
from kit import clock
from kit.errors import Refused
from matching.activities import services as outings
from matching.demo.cast import HEKOU
from matching.demo.stage import City
from matching.models import Client
from volunteers import queries as volunteers
from volunteers.activities import services as activities

PEOPLE = 24  # volunteers who take part


def season(city: City) -> None:
    """Postings of the office and of 春晖社工, who signed up and who waits, told a week ago."""
    officer, manager = city.people["李明"], city.people["许晴"]
    office, chunhui = _unit(officer), _unit(manager)
    with city.at(7, 10):
        crowd = _crowd(city)
        _reading(city, manager, chunhui, crowd)
        _clean_up(city, officer, office, crowd)
        _talk(officer, office)
        _planting(city, officer, office)


def _unit(user: User) -> OrgUnit:
    return user.memberships.select_related("unit").get().unit


def _crowd(city: City) -> list[Any]:
    """Those who may take any shift, 王芳 first."""
    rows = volunteers.visible_to(city.people["郑岚"]).filter(status="active", is_identity_verified=True)
    me = city.people["王芳"].pk
    return sorted(rows.order_by("pk")[:PEOPLE], key=lambda v: (v.user_id != me, v.pk))


def _posting(by: User, organiser: OrgUnit, **columns: Any) -> Any:
    town = Division.objects.get(pk=HEKOU)
    words = {"conditions": "身体健康，守时。", "contact": f"{organiser.name} 0990-5550123", **columns}
    return activities.draft_posting(by=by, organiser=organiser, town=town, **words)


def _at(days: int, hour: int) -> Any:
    return clock.at(clock.today() + timedelta(days=days), hour)


def _reading(city: City, by: User, organiser: OrgUnit, crowd: list[Any]) -> None:
    """A weekly shift where the organiser decides."""
    posting = _posting(
        by, organiser, title="周末课业陪伴", kind="schooling", place="河口街道文化服务中心三楼", self_signup=False,
        content="陪初中生写作业、读一本书，每次两小时。", risk="室内活动，注意上下楼梯。",
    )  # fmt: skip
    start = _at(7, 14)
    rule = activities.weekly_rule([start.weekday()], count=10)
    shifts = activities.plan_series(
        posting, by=by, rule=rule, starts_at=start, ends_at=start + timedelta(hours=2), capacity=4, min_needed=2
    )
    activities.publish_posting(posting, by=by)
    for n, volunteer in enumerate(crowd[1:6]):
        row = _sign_up(shifts[1], volunteer)
        if row and n < 2:
            activities.approve_signup(row, by=by)


def _clean_up(city: City, by: User, organiser: OrgUnit, crowd: list[Any]) -> None:
    """Six places, all taken, with a list: 王芳 has the first."""
    posting = _posting(
        by, organiser, title="河口街道清洁日", kind="public_benefit_activity", place="河口街道文化广场",
        content="清扫沿河步道，整理绿地，午前结束。", risk="路面湿滑，发放手套和雨鞋。",
    )  # fmt: skip
    start = _at(10, 9)
    shift = activities.plan_shift(
        posting, by=by, starts_at=start, ends_at=start + timedelta(hours=3), capacity=6, min_needed=4
    )
    activities.publish_posting(posting, by=by)
    for volunteer in crowd[:9]:
        _sign_up(shift, volunteer)


def _talk(by: User, organiser: OrgUnit) -> None:
    """One with room, for whoever looks today."""
    posting = _posting(
        by, organiser, title="社区防诈骗宣传", kind="legal_education", place="河口街道便民服务站",
        content="发放资料，陪老人看懂常见骗局。", risk="户外摆台，注意防晒和车辆。",
    )  # fmt: skip
    for days in (12, 19):
        start = _at(days, 9)
        activities.plan_shift(posting, by=by, starts_at=start, ends_at=start + timedelta(hours=3), capacity=12)
    activities.publish_posting(posting, by=by)


def _planting(city: City, by: User, organiser: OrgUnit) -> None:
    """A public-benefit activity for adults in register, known by their codes."""
    posting = _posting(
        by, organiser, title="公园植树", kind="public_benefit_activity", place="河口公园南门", audience="adult",
        content="栽种和浇水，按体力分工。", risk="使用铁锹，戴好手套。",
    )  # fmt: skip
    start = _at(13, 9)
    shift = activities.plan_shift(posting, by=by, starts_at=start, ends_at=start + timedelta(hours=2), capacity=6)
    activities.publish_posting(posting, by=by)
    people = Client.objects.filter(officer=by, status="active", is_minor_track=False).order_by("pk")
    for client in people[:8]:
        try:
            outings.enrol(client, shift, by=by, is_fit=True)
        except Refused:  # may not be out at that hour
            continue


def _sign_up(shift: Any, volunteer: Any) -> Any:
    """What came of it; None when something stands in the way of this one."""
    try:
        return activities.sign_up(shift, by=volunteer.user)
    except Refused:
        return None
