"""Hours as tests need them: one-to-one help of 王芳 at 李明's office, and logs in every state."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from kit import clock
from tests import build
from volunteers.hours import services as hours
from volunteers.models import Engagement, LogRevision, ServiceLog, Volunteer

TODAY = date(2026, 3, 20)  # a Friday; logs are of the days before


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return clock.at(date(2026, month, day), hour, minute)


def engagement(cast: Any, person: Volunteer | None = None, ref: str = "AR-1/1") -> Engagement:
    cast.officer.acting_role = "OFF"
    person = person or build.volunteer(cast)
    return hours.open_engagement(person, by=cast.officer, ref=ref, office=cast.office, plan="每周陪伴一次")


def claim(cast: Any, begin: datetime, end: datetime, rest: int = 0, **more: Any) -> ServiceLog:
    """王芳's own word for these hours; `person` and `office` may be others."""
    person = more.pop("person", None) or build.volunteer(cast)
    more = {"office": cast.office, "content": "陪伴老人", **more}
    return hours.claim_hours(
        person, by=person.user, starts_at=begin, ends_at=end, break_minutes=rest, **more
    )  # fmt: skip


def confirmed(cast: Any, begin: datetime, end: datetime, rest: int = 0, **more: Any) -> ServiceLog:
    log = claim(cast, begin, end, rest, **more)
    return hours.verify_hours(log, by=cast.officer, minutes=log.minutes)


def log_in(state: str, cast: Any) -> ServiceLog:
    """A claim of one hour on 14 March in this state, brought there by the services."""
    if state == "draft":
        return claim(cast, at(14, 9), at(14, 10), as_draft=True)
    if state == "checked":
        log = claim(cast, at(2, 9, month=2), at(2, 10, month=2))
        return hours.verify_hours(log, by=cast.officer, minutes=60)
    log = claim(cast, at(14, 9), at(14, 10))
    if state in ("confirmed", "disputed", "reversed"):
        hours.verify_hours(log, by=cast.officer, minutes=60)
    if state == "returned":
        hours.return_hours(log, by=cast.officer, reason="日期不对")
    if state == "disputed":
        hours.dispute_hours(log, by=cast.volunteer, reason="少记了")
    if state == "reversed":
        hours.reverse_hours(log, by=cast.officer, minutes=60, reason="重复")
    if state == "withdrawn":
        hours.withdraw_claim(log, by=cast.volunteer)
    log = ServiceLog.objects.get(pk=log.pk)
    assert log.status == state
    return log


def kept(log: ServiceLog) -> tuple[dict[str, Any], int]:
    """What a refusal must leave as it was."""
    return ServiceLog.objects.values().get(pk=log.pk), LogRevision.objects.filter(log=log).count()


def an_hour_later(log: ServiceLog) -> dict[str, Any]:
    hour = timedelta(hours=1)
    return {"starts_at": log.starts_at + hour, "ends_at": log.ends_at + hour, "break_minutes": 0}
