"""Coming and going: each way of being seen, what the door refuses, and who may stand at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import AuditEvent
from kit import clock, presence
from kit.errors import Refused
from tests import build
from tests.cast import Cast
from tests.volunteers import door
from volunteers.attendance import codes, queries, services
from volunteers.models import CardShown, PresenceEvent, PresencePlace, Shift, Signup

pytestmark = pytest.mark.django_db


class Day:
    """A shift of this day from 9 to 12, 王芳 signed up; the clock stands at half past eight."""

    def __init__(self, cast: Cast, as_of: Callable[..., datetime]) -> None:
        self.cast, self.as_of = cast, as_of
        as_of(2026, 3, 14, 8, 30)
        self.shift = door.shift(cast, clock.at(clock.today(), 9))
        self.volunteer = build.volunteer(cast)
        self.signup = door.signed_up(self.shift, self.volunteer)
        self.user, self.officer = cast.volunteer, cast.officer

    def at(self, hour: int, minute: int = 0) -> None:
        self.as_of(2026, 3, 14, hour, minute)

    def come(self, **how: Any) -> PresenceEvent:
        return services.check_in(self.signup, by=self.user, step=door.step(self.shift), **how)

    def go(self) -> PresenceEvent:
        return services.check_out(self.signup, by=self.user, step=door.step(self.shift))

    def status(self) -> str:
        return Signup.objects.get(pk=self.signup.pk).status


@pytest.fixture
def day(cast: Cast, as_of: Callable[..., datetime]) -> Day:
    return Day(cast, as_of)


def refused(code: str) -> Any:
    return _Refused(code)


class _Refused:
    """Refused by just this guard, and nothing was written."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __enter__(self) -> None:
        self.before = PresenceEvent.objects.count(), AuditEvent.objects.count()

    def __exit__(self, kind: Any, refusal: Any, _trace: Any) -> bool:
        assert kind is Refused, f"not refused: {refusal!r}"
        assert refusal.code == self.code
        assert (PresenceEvent.objects.count(), AuditEvent.objects.count()) == self.before
        return True


# --- the code of the shift -------------------------------------------------------------------------------
def test_who_scans_the_code_at_the_door_has_attended(day: Day) -> None:
    event = day.come()
    assert (event.direction, event.method, event.at, event.by) == ("in", "rotating", clock.now(), day.user)
    assert day.status() == "attended"
    assert queries.counts(day.shift) == {"missing": 0, "here": 1, "gone": 0, "all": 1}


def test_a_coming_and_a_going_are_one_stay(day: Day) -> None:
    day.come()
    day.at(11, 40)
    day.go()
    events = queries.events_of([day.signup])[day.signup.pk]
    assert [s.end - s.start for s in queries.spans(events)] == [timedelta(hours=3, minutes=10)]


def test_a_screenshot_of_the_code_is_worth_nothing_after_a_minute(day: Day) -> None:
    assert door.step(day.shift, ago=30) is not None
    assert door.step(day.shift, ago=61) is None


def test_the_code_of_another_shift_does_not_open_this_one(day: Day) -> None:
    other = door.shift(day.cast, day.shift.starts_at, title="别的班次")
    with pytest.raises(Refused) as refusal:
        services.shift_code_step(day.shift, codes.face_of_shift(other).code, by=day.user)
    assert refusal.value.code == "wrong_code"


def test_a_copy_of_the_database_does_not_give_the_code(day: Day) -> None:
    """The seed of a shift is in its row, the secret beside the database."""
    step = presence.step_of(clock.machine_now())
    assert presence.code(bytes.fromhex(day.shift.presence_key), step) != codes.face_of_shift(day.shift).code


def test_the_same_code_counts_once_for_the_same_person(day: Day) -> None:
    step = door.step(day.shift)
    services.check_in(day.signup, by=day.user, step=step)
    with refused("used"):
        services.check_in(day.signup, by=day.user, step=step)


def test_the_same_code_is_for_everybody_who_comes(day: Day) -> None:
    other = door.someone(day.cast, "韩梅")
    step = door.step(day.shift)
    services.check_in(day.signup, by=day.user, step=step)
    services.check_in(door.signed_up(day.shift, other), by=other.user, step=step)
    assert queries.counts(day.shift)["here"] == 2


def test_nobody_checks_in_for_somebody_else(day: Day) -> None:
    other = door.someone(day.cast, "韩梅")
    with refused("may:check_in"):
        services.check_in(day.signup, by=other.user, step=door.step(day.shift))


def test_after_five_wrong_codes_even_the_right_one_is_refused_for_a_while(day: Day) -> None:
    right = codes.face_of_shift(day.shift).digits
    for _n in range(10):
        services.shift_code_step(day.shift, right, by=day.user)  # a right one counts for nothing
    for _n in range(5):
        with pytest.raises(Refused) as refusal:
            services.shift_code_step(day.shift, "abcdef", by=day.user)
        assert refusal.value.code == "wrong_code"
    with pytest.raises(Refused) as refusal:
        services.shift_code_step(day.shift, right, by=day.user)
    assert refusal.value.code == "too_many"
    other = door.someone(day.cast, "韩梅")
    assert services.shift_code_step(day.shift, right, by=other.user) is not None, "each person by themselves"


def test_at_a_door_for_everybody_twenty_wrong_codes_are_the_last(day: Day) -> None:
    for n in range(21):
        with pytest.raises(Refused) as refusal:
            services.read_code(day.shift, "abcdef", direction="in", by=day.cast.officer)
        assert refusal.value.code == ("unknown_code" if n < 20 else "too_many")


# --- the hours of the door -------------------------------------------------------------------------------
@pytest.mark.parametrize(("hour", "minute", "code"), [(7, 59, "early"), (12, 1, "late")])
def test_the_door_is_open_from_an_hour_before_to_the_end(day: Day, hour: int, minute: int, code: str) -> None:
    day.at(hour, minute)
    with refused(code):
        day.come()


@pytest.mark.parametrize(("hour", "minute"), [(8, 0), (12, 0)])
def test_the_first_and_the_last_minute_count(day: Day, hour: int, minute: int) -> None:
    day.at(hour, minute)
    assert day.come().at == clock.now()


def test_who_goes_two_hours_after_the_end_is_closed_already(day: Day) -> None:
    day.come()
    day.at(14, 1)
    with refused("closed"):
        day.go()


def test_the_hours_of_the_door_are_a_rule(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    from kit import rules

    real = rules.value
    monkeypatch.setattr(rules, "value", lambda name, *a: 5 if name == "attendance.opens_minutes" else real(name, *a))
    with refused("early"):
        day.come()


def test_who_is_here_does_not_come_again_and_who_is_not_does_not_go(day: Day) -> None:
    with refused("not_here"):
        day.go()
    day.come()
    day.at(9, 5)
    with refused("here"):
        services.check_in(day.signup, by=day.user, step=door.step(day.shift, ago=30))


def test_who_is_still_inside_elsewhere_does_not_come_here(day: Day) -> None:
    other = door.shift(day.cast, day.shift.starts_at, title="敬老院陪伴")
    there = door.signed_up(other, day.volunteer)
    day.come()
    with refused("elsewhere"):
        services.check_in(there, by=day.user, step=door.step(other))


@pytest.mark.parametrize("status", ["waiting", "cancelled", "requested"])
def test_who_has_no_place_does_not_come_in(day: Day, status: str) -> None:
    Signup.objects.filter(pk=day.signup.pk).update(status=status)
    with refused("not_expected"):
        day.come()


def test_a_cancelled_shift_has_no_door(day: Day) -> None:
    Shift.objects.filter(pk=day.shift.pk).update(status="cancelled")
    with refused("shift_over"):
        day.come()


# --- one's own code at the kiosk -------------------------------------------------------------------------
@pytest.mark.parametrize("written", [door.own_code, door.own_digits, lambda v: f" {door.own_code(v).upper()} "])
def test_ones_own_code_is_taken_scanned_or_typed(day: Day, written: Callable[..., str]) -> None:
    event = services.read_code(day.shift, written(day.volunteer), direction="in", by=day.officer)
    assert isinstance(event, PresenceEvent)
    assert (event.method, event.signup, event.by) == ("own_code", day.signup, day.officer)


def test_ones_own_code_is_used_once_however_it_is_written(day: Day) -> None:
    scanned, typed = door.own_code(day.volunteer), door.own_digits(day.volunteer)
    services.read_code(day.shift, scanned, direction="in", by=day.officer)
    for again in (scanned, typed):
        with refused("used"):
            services.read_code(day.shift, again, direction="out", by=day.officer)


def test_ones_own_code_used_here_is_used_everywhere(day: Day) -> None:
    other = door.shift(day.cast, day.shift.starts_at, title="敬老院陪伴")
    door.signed_up(other, day.volunteer)
    code = door.own_code(day.volunteer)
    services.read_code(day.shift, code, direction="in", by=day.officer)
    with refused("used"):
        services.read_code(other, code, direction="in", by=day.officer)


def test_ones_own_code_is_over_after_a_minute(day: Day) -> None:
    key, step = codes.of_person(day.volunteer), presence.step_of(clock.machine_now())
    for old in (presence.code(key, step - 2), presence.digits(key, step - 2, 8)):
        text = f"{day.volunteer.number}.{old}" if len(old) == 20 else old
        with refused("unknown_code"):
            services.read_code(day.shift, text, direction="in", by=day.officer)


def test_the_code_of_somebody_else_under_ones_own_number_is_nothing(day: Day) -> None:
    other = door.someone(day.cast, "韩梅")
    forged = f"{day.volunteer.number}.{door.own_code(other).partition('.')[2]}"
    with refused("unknown_code"):
        services.read_code(day.shift, forged, direction="in", by=day.officer)


def test_who_is_not_signed_up_is_not_known_at_the_kiosk(day: Day) -> None:
    other = door.someone(day.cast, "韩梅")
    for code in (door.own_code(other), door.own_digits(other), codes.card_text(other)):
        with refused("unknown_code"):
            services.read_code(day.shift, code, direction="in", by=day.officer)


@pytest.mark.parametrize("typed", ["", "12", "王芳", "V99010300000001", "https://example.cn/", "1234567890" * 9, "."])
def test_whatever_is_typed_at_the_kiosk_is_answered_with_a_sentence(day: Day, typed: str) -> None:
    with refused("unknown_code"):
        services.read_code(day.shift, typed, direction="in", by=day.officer)


# --- paper cards -----------------------------------------------------------------------------------------
def test_a_card_counts_only_when_the_organiser_taps_it(day: Day) -> None:
    shown = services.read_code(day.shift, codes.card_text(day.volunteer), direction="in", by=day.officer)
    assert isinstance(shown, CardShown)
    assert day.status() == "confirmed"
    day.at(8, 45)
    event = services.settle_card(shown, by=day.officer, counts=True)
    assert event is not None
    assert (event.method, event.at) == ("card", clock.at(clock.today(), 8, 30))
    assert day.status() == "attended"


def test_a_card_that_is_turned_down_leaves_nothing(day: Day) -> None:
    shown = services.read_code(day.shift, codes.card_text(day.volunteer), direction="in", by=day.officer)
    assert services.settle_card(shown, by=day.officer, counts=False) is None
    assert (PresenceEvent.objects.count(), day.status()) == (0, "confirmed")
    with refused("settled"):
        services.settle_card(shown, by=day.officer, counts=True)


def test_a_card_held_twice_waits_once(day: Day) -> None:
    for _n in range(2):
        services.read_code(day.shift, codes.card_text(day.volunteer), direction="in", by=day.officer)
    assert CardShown.objects.count() == 1


def test_a_card_may_stand_at_the_end_of_an_address(day: Day) -> None:
    text = f"https://tongxin.example/volunteers/checkin/card/{codes.card_text(day.volunteer)}/"
    assert isinstance(services.read_code(day.shift, text, direction="in", by=day.officer), CardShown)


def test_a_card_with_another_name_on_it_is_nothing(day: Day) -> None:
    other = door.someone(day.cast, "韩梅")
    forged = f"{day.volunteer.number}.{codes.card_text(other).partition('.')[2]}"
    with refused("unknown_code"):
        services.read_code(day.shift, forged, direction="in", by=day.officer)


# --- the organiser's word --------------------------------------------------------------------------------
def test_the_organiser_notes_a_coming_and_a_going(day: Day) -> None:
    services.record(day.signup, "in", by=day.officer)
    day.at(12)
    event = services.record(day.signup, "out", by=day.officer)
    assert (event.method, queries.counts(day.shift)["gone"]) == ("coordinator", 1)


def test_a_time_of_a_while_ago_needs_a_reason(day: Day) -> None:
    day.at(10)
    with refused("reason"):
        services.record(day.signup, "in", by=day.officer, at=clock.at(clock.today(), 9))
    event = services.record(day.signup, "in", by=day.officer, at=clock.at(clock.today(), 9), reason="忘带手机")
    assert (event.at, event.reason) == (clock.at(clock.today(), 9), "忘带手机")
    assert event.received_at == clock.now()


def test_nobody_notes_a_time_to_come(day: Day) -> None:
    with refused("future"):
        services.record(day.signup, "in", by=day.officer, at=clock.at(clock.today(), 9), reason="先记上")


def test_nobody_stands_at_the_door_for_themselves(day: Day) -> None:
    from tests.cast import seat

    both = seat(day.user, "OFF", day.cast.office)
    for act in (
        lambda: services.record(day.signup, "in", by=both),
        lambda: services.read_code(day.shift, door.own_code(day.volunteer), direction="in", by=both),
    ):
        with refused("oneself"):
            act()


@pytest.mark.parametrize(
    "who", ["outsider", "other_county_manager", "social_worker", "ngo_admin", "auditor", "volunteer"]
)
def test_who_does_not_organise_it_does_not_stand_at_the_door(day: Day, who: str) -> None:
    stranger = getattr(day.cast, who)
    shown = CardShown.objects.create(signup=day.signup, direction="in", shown_at=clock.now())
    for act in (
        lambda: services.record(day.signup, "in", by=stranger),
        lambda: services.read_code(day.shift, door.own_code(day.volunteer), direction="in", by=stranger),
        lambda: services.settle_card(shown, by=stranger, counts=True),
    ):
        with refused("may:record_presence"):
            act()


@pytest.mark.parametrize(("who", "organiser"), [
    ("colleague", "office"), ("county_manager", "office"), ("city_manager", "office"), ("ngo_admin", "chunhui"),
    ("social_worker", "chunhui"), ("county_manager", "chunhui"),
])  # fmt: skip
def test_whoever_organises_it_stands_at_the_door(day: Day, who: str, organiser: str) -> None:
    shift = door.shift(day.cast, day.shift.starts_at, organiser=getattr(day.cast, organiser))
    signup = door.signed_up(shift, door.someone(day.cast, "韩梅"))
    assert services.record(signup, "in", by=getattr(day.cast, who)).by == getattr(day.cast, who)


# --- slips that are mended -------------------------------------------------------------------------------
def test_a_slip_is_mended_and_the_old_entry_stays(day: Day) -> None:
    day.at(9, 30)
    wrong = services.record(day.signup, "in", by=day.officer)
    right = clock.at(clock.today(), 9, 5)
    services.correct(wrong, by=day.officer, direction="in", at=right, reason="当时在搬物资")
    assert [e.at for e in queries.events_of([day.signup])[day.signup.pk]] == [right]
    assert PresenceEvent.objects.count() == 2
    with refused("mended"):
        services.correct(wrong, by=day.officer, direction="in", at=right, reason="再改")


def test_an_entry_that_is_taken_back_makes_the_person_missing(day: Day) -> None:
    wrong = services.record(day.signup, "in", by=day.officer)
    services.correct(wrong, by=day.officer, direction="off", at=wrong.at, reason="点错了人")
    assert (day.status(), queries.counts(day.shift)["missing"]) == ("no_show", 1)
    day.at(9)
    day.come()
    assert day.status() == "attended"


@pytest.mark.parametrize(("change", "code"), [
    ({"reason": "  "}, "reason"), ({"at": clock.at(datetime(2026, 3, 14).date(), 7)}, "early"),
    ({"at": clock.at(datetime(2026, 3, 14).date(), 20)}, "future"),
])  # fmt: skip
def test_a_slip_is_mended_within_the_hours_and_with_a_reason(day: Day, change: dict[str, Any], code: str) -> None:
    wrong = services.record(day.signup, "in", by=day.officer)
    how = {"direction": "in", "at": clock.now(), "reason": "看错", **change}
    with refused(code):
        services.correct(wrong, by=day.officer, **how)


# --- kept as it was seen ---------------------------------------------------------------------------------
CHANGES = {
    "update": lambda e: PresenceEvent.objects.filter(pk=e.pk).update(direction="out"),
    "save": lambda e: e.save(),
    "delete": lambda e: PresenceEvent.objects.filter(pk=e.pk).delete(),
    "sql": lambda e: connection.cursor().execute("DELETE FROM volunteers_presenceevent"),
}


@pytest.mark.db
@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_what_the_door_saw(day: Day, change: str) -> None:
    event = day.come()
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CHANGES[change](event)
    assert PresenceEvent.objects.get().direction == "in"


@pytest.mark.db
def test_where_somebody_was_is_forgotten_after_ninety_days_and_the_entry_stays(day: Day) -> None:
    day.come(where=services.Where(30.1, 120.2, 15))
    day.as_of(2026, 6, 12, 8)
    assert services.sweep_places() == 0
    day.as_of(2026, 6, 12, 9)
    assert services.sweep_places() == 1
    assert (PresencePlace.objects.count(), PresenceEvent.objects.count()) == (0, 1)
    assert AuditEvent.objects.filter(action="presence.sweep_places", detail={"n": 1}).exists()


def test_nothing_is_left_when_the_last_step_fails(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    from volunteers.attendance import door as through

    def fails(*_args: Any, **_how: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(through, "move", fails)
    with pytest.raises(RuntimeError):
        day.come(where=services.Where(30.1, 120.2))
    assert (PresenceEvent.objects.count(), PresencePlace.objects.count(), day.status()) == (0, 0, "confirmed")
