"""The end of a shift: who never went, who never came, the hours that follow, and what is mended afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from messaging.models import Job, Message
from tests import build
from tests.cast import Cast
from tests.volunteers import door
from volunteers.attendance import queries, services
from volunteers.models import MeetingPoint, PresenceEvent, ServiceLog, Shift, Signup

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 14)


class Day:
    """A shift from 9 to 12 with 王芳, 韩梅 and 方圆; `at` moves the clock of this day."""

    def __init__(self, cast: Cast, as_of: Callable[..., datetime]) -> None:
        self.cast, self.as_of = cast, as_of
        self.at(8)
        self.shift = door.shift(cast, clock.at(DAY, 9))
        people = [build.volunteer(cast), door.someone(cast, "韩梅"), door.someone(cast, "方圆")]
        self.signups = [door.signed_up(self.shift, v) for v in people]
        self.wang, self.han, self.fang = self.signups

    def at(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        self.as_of(2026, 3, 14 + days, hour, minute)

    def tap(self, signup: Signup, direction: str, hour: int, minute: int = 0) -> PresenceEvent:
        self.at(hour, minute)
        return services.record(signup, direction, by=self.cast.officer)

    def scan(self, signup: Signup, direction: str, hour: int, minute: int = 0) -> PresenceEvent:
        self.at(hour, minute)
        act = services.check_in if direction == "in" else services.check_out
        # Two codes a minute hang at the door, and the clock of the codes is the real one.
        return act(signup, by=signup.volunteer.user, step=hour * 60 + minute)

    def close(self, hour: int = 14, minute: int = 0) -> None:
        self.at(hour, minute)
        services.close_shift(door.begin(self.shift))

    def statuses(self) -> list[str]:
        return [Signup.objects.get(pk=s.pk).status for s in self.signups]

    def log(self, signup: Signup) -> ServiceLog:
        return ServiceLog.objects.get(ref=f"shift-{signup.pk}")


@pytest.fixture
def day(cast: Cast, as_of: Callable[..., datetime]) -> Day:
    return Day(cast, as_of)


def told(kind: str) -> list[str]:
    return [m.to.display_name for m in Message.objects.filter(kind=kind).order_by("pk")]


# --- closing -----------------------------------------------------------------------------------------------
def test_the_end_of_a_shift_knows_who_stayed_who_forgot_and_who_never_came(day: Day) -> None:
    day.scan(day.wang, "in", 8, 50)
    day.scan(day.wang, "out", 11, 30)
    day.scan(day.han, "in", 9, 10)
    day.close()
    assert day.statuses() == ["attended", "attended", "no_show"]
    assert Shift.objects.get(pk=day.shift.pk).status == "done"
    assert (told("presence_auto_out"), told("presence_missed")) == (["韩梅"], ["方圆"])


def test_who_never_went_is_closed_at_the_planned_end_and_it_is_flagged(day: Day) -> None:
    day.scan(day.han, "in", 9, 10)
    day.close()
    event = PresenceEvent.objects.get(method="auto")
    assert (event.signup, event.direction, event.at, event.by) == (day.han, "out", clock.at(DAY, 12), None)
    log = day.log(day.han)
    assert (log.starts_at, log.ends_at, log.minutes) == (clock.at(DAY, 9, 10), clock.at(DAY, 12), 170)
    assert (log.source, log.credit_class, log.status) == ("auto", "honour", "submitted")
    assert "auto_closed" in log.flags


def test_hours_begin_with_the_shift_and_end_when_somebody_goes(day: Day) -> None:
    day.scan(day.wang, "in", 8, 30)
    day.scan(day.wang, "out", 11, 31)
    day.close()
    log = day.log(day.wang)
    assert (log.starts_at, log.ends_at, log.minutes) == (clock.at(DAY, 9), clock.at(DAY, 11, 31), 151)
    assert (log.source, log.credit_class, log.flags, log.office) == ("machine", "credit", [], day.cast.office)


def test_time_spent_outside_is_a_break(day: Day) -> None:
    for direction, hour, minute in (("in", 9, 0), ("out", 10, 0), ("in", 10, 25), ("out", 12, 0)):
        day.scan(day.wang, direction, hour, minute)
    day.close()
    log = day.log(day.wang)
    assert (log.break_minutes, log.minutes) == (25, 155)


def test_the_planned_break_counts_where_nobody_went_out(day: Day) -> None:
    Shift.objects.filter(pk=day.shift.pk).update(break_minutes=15)
    day.scan(day.wang, "in", 9)
    day.scan(day.wang, "out", 12)
    day.close()
    assert day.log(day.wang).minutes == 165


@pytest.mark.parametrize(("ways", "source"), [
    (("scan", "scan"), "machine"), (("scan", "tap"), "coordinator"), (("tap", "scan"), "coordinator"),
])  # fmt: skip
def test_hours_say_by_the_weakest_way_in_which_somebody_was_seen(day: Day, ways: tuple[str, str], source: str) -> None:
    getattr(day, ways[0])(day.wang, "in", 9)
    getattr(day, ways[1])(day.wang, "out", 12)
    day.close()
    assert day.log(day.wang).source == source


def test_who_goes_long_after_the_end_is_looked_at_first(day: Day) -> None:
    day.scan(day.wang, "in", 9)
    day.scan(day.wang, "out", 12, 16)
    day.scan(day.han, "in", 9)
    day.scan(day.han, "out", 12, 15)
    day.close()
    assert (day.log(day.wang).flags, day.log(day.han).flags) == (["late_out"], [])


def test_far_from_the_meeting_point_is_a_flag_and_no_more(day: Day) -> None:
    MeetingPoint.objects.create(shift=day.shift, lat=30.0, lon=120.0)
    day.at(9)
    for signup, lat in ((day.wang, 30.01), (day.han, 30.004)):  # 1,112 m and 445 m
        services.check_in(signup, by=signup.volunteer.user, step=1, where=services.Where(lat, 120.0, 20))
    for signup in (day.wang, day.han):
        day.scan(signup, "out", 12)
    day.close()
    assert (day.log(day.wang).flags, day.log(day.han).flags) == (["far"], [])
    assert day.log(day.wang).minutes == 180


def test_closing_twice_changes_nothing(day: Day) -> None:
    day.scan(day.wang, "in", 9)
    day.close()
    before = (PresenceEvent.objects.count(), ServiceLog.objects.count(), AuditEvent.objects.count(), day.statuses())
    services.close_shift(day.shift)
    assert before == (
        PresenceEvent.objects.count(), ServiceLog.objects.count(), AuditEvent.objects.count(), day.statuses()
    )  # fmt: skip


def test_nobody_closes_a_shift_that_goes_on(day: Day) -> None:
    day.at(11, 59)
    with pytest.raises(Refused) as refusal:
        services.close_shift(day.shift, by=day.cast.officer)
    assert refusal.value.code == "not_over"


def test_the_organiser_may_close_from_the_end_on(day: Day) -> None:
    day.scan(day.wang, "in", 9)
    door.begin(day.shift)
    day.at(12)
    services.close_shift(day.shift, by=day.cast.officer)
    assert day.statuses() == ["attended", "no_show", "no_show"]
    with pytest.raises(Refused) as refusal:
        day.scan(day.wang, "out", 12, 30)
    assert refusal.value.code == "shift_over"


def test_a_stranger_closes_nothing(day: Day) -> None:
    day.at(12)
    with pytest.raises(Refused) as refusal:
        services.close_shift(day.shift, by=day.cast.outsider)
    assert refusal.value.code == "may:record_presence"


@pytest.mark.db
def test_the_house_closes_two_hours_after_the_end_and_only_once(day: Day, jobs: Callable[[], int]) -> None:
    day.scan(day.wang, "in", 9)
    door.begin(day.shift)
    day.at(13, 59)
    assert services.close_due() == 0
    day.at(14)
    assert (services.close_due(), services.close_due()) == (1, 1)
    assert Job.objects.filter(kind="volunteers.close_shift").count() == 1
    jobs()
    assert day.statuses() == ["attended", "no_show", "no_show"]
    assert services.close_due() == 0
    assert ServiceLog.objects.count() == 1


def test_one_shift_that_fails_does_not_hold_up_the_others(day: Day, jobs: Callable[[], int], monkeypatch: Any) -> None:
    from volunteers.attendance import tasks

    other = door.shift(day.cast, clock.at(DAY, 9), title="别的班次")
    door.begin(day.shift), door.begin(other)
    real = services.close_shift

    def fails(shift: Shift) -> Shift:
        if shift.pk == day.shift.pk:
            raise RuntimeError("broken")
        return real(shift)

    monkeypatch.setattr(tasks.services, "close_shift", fails)
    day.at(14)
    services.close_due()
    jobs()
    assert [Shift.objects.get(pk=s.pk).status for s in (day.shift, other)] == ["running", "done"]


def test_nothing_is_closed_half_when_the_last_step_fails(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    from volunteers.attendance import closing

    day.scan(day.wang, "in", 9)
    door.begin(day.shift)
    day.at(14)

    def fails(*_args: Any, **_how: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(closing.hours, "propose_for_shift", fails)
    with pytest.raises(RuntimeError):
        services.close_shift(day.shift)
    assert (PresenceEvent.objects.count(), day.statuses()) == (1, ["attended", "confirmed", "confirmed"])


# --- afterwards --------------------------------------------------------------------------------------------
def fill(day: Day, signup: Signup, **change: Any) -> Signup:
    how = {"came_at": clock.at(DAY, 9), "left_at": clock.at(DAY, 11), "reason": "组长可以证明", **change}
    return services.back_fill(signup, by=day.cast.officer, **how)


def test_who_was_there_after_all_is_filled_in_with_a_reason(day: Day) -> None:
    day.close()
    day.at(9, days=1)
    fill(day, day.fang)
    assert day.statuses() == ["no_show", "no_show", "attended"]
    log = day.log(day.fang)
    assert (log.minutes, log.source) == (120, "coordinator")
    assert {e.reason for e in PresenceEvent.objects.filter(signup=day.fang)} == {"组长可以证明"}


@pytest.mark.parametrize(("change", "code"), [
    ({"reason": " "}, "reason"), ({"left_at": clock.at(DAY, 9)}, "order"), ({"came_at": clock.at(DAY, 7)}, "early"),
    ({"left_at": clock.at(DAY, 14, 1)}, "closed"),
    ({"came_at": clock.at(DAY, 12, 1), "left_at": clock.at(DAY, 13)}, "late"),
])  # fmt: skip
def test_filling_in_keeps_to_the_hours_of_the_door(day: Day, change: dict[str, Any], code: str) -> None:
    day.close()
    day.at(20)
    with pytest.raises(Refused) as refusal:
        fill(day, day.fang, **change)
    assert refusal.value.code == code
    assert (PresenceEvent.objects.count(), day.statuses()[2]) == (0, "no_show")


def test_filling_in_is_for_those_marked_absent_within_thirty_days(day: Day) -> None:
    day.scan(day.wang, "in", 9)
    day.close()
    day.as_of(2026, 4, 13, 12)
    fill(day, day.fang)
    for signup, code in ((day.wang, "not_missed"), (day.fang, "not_missed")):
        with pytest.raises(Refused) as refusal:
            fill(day, signup)
        assert refusal.value.code == code
    day.as_of(2026, 4, 13, 12, 1)
    with pytest.raises(Refused) as refusal:
        fill(day, day.han)
    assert refusal.value.code == "too_late"


def test_what_the_shift_became_is_mended_in_the_hours_not_at_the_door(day: Day) -> None:
    event = day.tap(day.wang, "in", 9)
    day.close()
    with pytest.raises(Refused) as refusal:
        services.correct(event, by=day.cast.officer, direction="in", at=clock.at(DAY, 9, 5), reason="看错")
    assert refusal.value.code == "over"


def test_how_many_queries_the_door_asks_does_not_grow_with_who_is_there(
    day: Day, django_assert_num_queries: Any
) -> None:
    day.at(9)
    for signup in day.signups:
        services.record(signup, "in", by=day.cast.officer)
    with django_assert_num_queries(3):
        rows = list(queries.people(day.shift, "here"))
        assert len(queries.events_of(rows)) == 3
        queries.counts(day.shift)
