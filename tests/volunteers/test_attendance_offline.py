"""A phone without a network: what it noted counts once however often it is sent, and only what it signed itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.cast import Cast, seat
from tests.volunteers import door
from tests.volunteers.phone import Phone
from volunteers.attendance import codes, queries, services
from volunteers.hours import chain
from volunteers.hours import services as hours
from volunteers.models import PresenceDevice, PresenceEvent, ServiceLog, Signup

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 14)
HOUR = timedelta(hours=1)


class Day:
    """A shift from 9 to 12 with 王芳 and 韩梅, and a phone enrolled at eight."""

    def __init__(self, cast: Cast, as_of: Callable[..., datetime]) -> None:
        self.cast, self.as_of = cast, as_of
        self.at(8)
        self.shift = door.shift(cast, clock.at(DAY, 9))
        self.volunteer = build.volunteer(cast)
        self.wang = door.signed_up(self.shift, self.volunteer)
        self.han = door.signed_up(self.shift, door.someone(cast, "韩梅"))
        self.phone = Phone(self.shift, cast.officer)
        self.phone_time = clock.now()  # business time at which the phone's own clock was set last

    def at(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        self.as_of(2026, 3, 14 + days, hour, minute)

    def status(self, signup: Signup) -> str:
        return Signup.objects.get(pk=signup.pk).status


@pytest.fixture
def day(cast: Cast, as_of: Callable[..., datetime]) -> Day:
    return Day(cast, as_of)


def events(signup: Signup) -> list[tuple[str, datetime]]:
    return [(e.direction, e.at) for e in queries.events_of([signup])[signup.pk]]


# --- what counts -------------------------------------------------------------------------------------------
@pytest.mark.db
def test_what_was_noted_without_a_network_counts_once_however_often_it_is_sent(day: Day) -> None:
    day.at(11)
    day.phone.note(day.wang, ago=2 * HOUR)
    day.phone.note(day.han, ago=HOUR)
    day.phone.note(day.wang, "out")
    assert day.phone.sync() == ["taken"] * 3
    assert day.phone.sync() == ["known"] * 3
    assert PresenceEvent.objects.count() == 3
    assert events(day.wang) == [("in", clock.at(DAY, 9)), ("out", clock.at(DAY, 11))]
    assert day.status(day.wang) == "attended"


def test_a_phone_whose_clock_is_wrong_tells_the_right_time_and_how_wrong_it_is(day: Day) -> None:
    late = Phone(day.shift, day.cast.officer, ahead=-5 * HOUR)
    day.at(10)
    late.note(day.wang, ago=HOUR)
    assert late.sync() == ["taken"]
    event = PresenceEvent.objects.get()
    assert event.at == clock.at(DAY, 9)
    assert event.skew_seconds == pytest.approx(-5 * 3600, abs=60)
    assert PresenceDevice.objects.get(pk=late.device.pk).skew_seconds == event.skew_seconds


def test_a_clock_that_was_set_back_in_between_does_not_note_the_future(day: Day) -> None:
    day.at(10)
    day.phone.note(day.wang)
    day.phone.ahead = -HOUR
    assert day.phone.sync() == ["taken"]
    assert PresenceEvent.objects.get().at == clock.now()


def test_a_wrong_clock_is_looked_at_before_hours_are_confirmed(day: Day) -> None:
    fast = Phone(day.shift, day.cast.officer, ahead=timedelta(minutes=3))
    day.at(12)
    fast.note(day.wang, ago=3 * HOUR)
    fast.note(day.wang, "out")
    fast.sync()
    day.at(14)
    services.close_shift(door.begin(day.shift))
    log = ServiceLog.objects.get()
    assert (log.minutes, log.source, log.flags) == (180, "offline", ["clock"])


def test_a_paper_card_typed_into_the_phone_names_its_person(day: Day) -> None:
    day.at(9)
    day.phone.note(f"card:{codes.card_text(day.volunteer)}")
    assert day.phone.sync() == ["taken"]
    assert day.status(day.wang) == "attended"


@pytest.mark.parametrize("sent_by", ["colleague", "county_manager"])
def test_another_organiser_may_send_what_the_phone_holds(day: Day, sent_by: str) -> None:
    day.at(9)
    day.phone.note(day.wang)
    assert day.phone.sync(by=getattr(day.cast, sent_by)) == ["taken"]


def test_what_comes_after_the_shift_was_closed_still_makes_hours(day: Day) -> None:
    day.at(11)
    day.phone.note(day.wang, ago=2 * HOUR)
    day.phone.note(day.wang, "out")
    day.at(14)
    services.close_shift(door.begin(day.shift))
    assert day.status(day.wang) == "no_show"
    day.at(11, days=1)
    day.phone.began += timedelta(days=1)
    assert day.phone.sync() == ["taken", "taken"]
    assert day.status(day.wang) == "attended"
    log = ServiceLog.objects.get()
    assert (log.starts_at, log.ends_at, log.source) == (clock.at(DAY, 9), clock.at(DAY, 11), "offline")


# --- a going that comes after the house had closed the stay -------------------------------------------------
def closed_without_her_going(day: Day, left: tuple[int, int] = (11, 0)) -> ServiceLog:
    """She came at nine by the phone; her going is still on it when the house closes her stay at noon."""
    day.at(9)
    day.phone.note(day.wang)
    assert day.phone.sync() == ["taken"]
    day.at(*left)
    day.phone.began += clock.now() - clock.at(DAY, 9)
    day.phone.note(day.wang, "out")
    day.phone_time = clock.now()
    day.at(14)
    services.close_shift(door.begin(day.shift))
    return ServiceLog.objects.get()


def sends_it_next_day(day: Day) -> ServiceLog:
    day.at(15, days=1)
    day.phone.began += clock.now() - day.phone_time
    day.phone_time = clock.now()
    assert set(day.phone.sync()) <= {"taken", "known"}
    return ServiceLog.objects.get()


@pytest.mark.parametrize(("left", "minutes"), [((11, 0), 120), ((12, 30), 210)])
def test_her_true_going_corrects_what_the_house_had_put_there(day: Day, left: tuple[int, int], minutes: int) -> None:
    log = closed_without_her_going(day, left)
    assert (log.source, log.minutes, log.credit_class) == ("auto", 180, "honour")
    log = sends_it_next_day(day)
    assert (log.starts_at, log.ends_at, log.minutes) == (clock.at(DAY, 9), clock.at(DAY, *left), minutes)
    assert (log.source, log.status, log.credit_class) == ("offline", "submitted", "credit")
    assert "auto_closed" not in log.flags
    first, second = log.revisions.order_by("n")
    assert (first.source, first.minutes, first.by) == ("auto", 180, None)
    assert (second.source, second.minutes, second.what, second.by) == ("offline", minutes, "late_out", day.cast.officer)
    assert second.reason and list(chain.faults()) == []
    assert Message.objects.filter(to=day.volunteer.user, kind="hours_amended").count() == 1
    sends_it_next_day(day)
    assert log.revisions.count() == 2, "sent twice is once"


def test_what_was_confirmed_stays_and_whoever_confirms_sees_what_contradicts_it(day: Day, browse) -> None:
    log = closed_without_her_going(day)
    hours.verify_hours(log, by=day.cast.officer, minutes=180)
    log = sends_it_next_day(day)
    assert (log.status, log.verified_minutes, log.source, log.ends_at) == (
        "confirmed", 180, "auto", clock.at(DAY, 12)
    )  # fmt: skip
    assert "differs" in log.flags and log.is_contradicted and list(chain.faults()) == []
    officer = browse(day.cast.officer)
    queue = officer.get("/volunteers/verify/").content.decode()
    assert "签离不符 1" in queue and f"/volunteers/verify/{log.pk}/" in queue
    page = officer.get(f"/volunteers/verify/{log.pk}/").content.decode()
    assert "后到的签离与这里的时间不符" in page and "9:00–11:00" in page
    assert "核对签离不符的时长" in officer.get("/desk/").content.decode()
    assert browse(day.cast.outsider).get(f"/volunteers/verify/{log.pk}/").status_code == 404


@pytest.mark.parametrize("way", ["keep", "reverse"])
def test_the_confirmer_keeps_it_or_takes_minutes_back_and_it_is_off_the_queue(day: Day, way: str) -> None:
    log = closed_without_her_going(day)
    hours.verify_hours(log, by=day.cast.officer, minutes=180)
    log = sends_it_next_day(day)
    if way == "keep":
        hours.keep_hours(log, by=day.cast.officer, reason="她留下来收拾")
    else:
        hours.reverse_hours(log, by=day.cast.officer, minutes=60, reason="按签离")
    log.refresh_from_db()
    assert (log.verified_minutes, log.is_contradicted) == ({"keep": 180, "reverse": 120}[way], False)
    assert not sends_it_next_day(day).is_contradicted, "what was answered is not asked again"
    with pytest.raises(Refused):
        hours.keep_hours(log, by=day.cast.officer, reason="再来")
    assert list(chain.faults()) == []


def test_what_the_organiser_corrected_by_hand_is_not_written_over(day: Day) -> None:
    log = closed_without_her_going(day)
    hours.amend_hours(
        log, by=day.cast.officer, starts_at=clock.at(DAY, 9), ends_at=clock.at(DAY, 11, 30), break_minutes=0,
        reason="同事看见她走",
    )  # fmt: skip
    log = sends_it_next_day(day)
    assert (log.minutes, log.source, log.status) == (150, "auto", "submitted")
    assert "differs" in log.flags


# --- what does not -----------------------------------------------------------------------------------------
TAMPERED: dict[str, Callable[[Day], dict[str, Any]]] = {
    "another person": lambda day: {"who": f"signup:{day.han.pk}"},
    "another direction": lambda day: {"direction": "out"},
    "another time": lambda day: {"at": (clock.machine_now() - HOUR).isoformat()},
    "another number": lambda day: {"sequence": 9},
    "another nonce": lambda day: {"nonce": "f" * 32},
}


@pytest.mark.parametrize("what", TAMPERED)
def test_an_entry_changed_after_it_was_signed_is_refused(day: Day, what: str) -> None:
    day.at(9)
    entry = day.phone.note(day.wang)
    _entry, signature = day.phone.noted.pop()
    day.phone.noted.append((replace(entry, **TAMPERED[what](day)), signature))
    assert day.phone.sync() == ["refused"]
    assert PresenceEvent.objects.count() == 0


def test_an_entry_of_another_phone_is_refused(day: Day) -> None:
    other = Phone(day.shift, day.cast.colleague)
    day.at(9)
    other.note(day.wang)
    day.phone.noted = other.noted
    assert day.phone.sync() == ["refused"]


def test_an_entry_of_another_shift_is_refused(day: Day) -> None:
    other = door.shift(day.cast, clock.at(DAY, 9), title="别的班次")
    there = door.signed_up(other, door.someone(day.cast, "方圆"))
    day.at(9)
    day.phone.note(there)
    day.phone.note(there, shift=other.pk)
    assert day.phone.sync() == ["refused", "refused"]
    assert PresenceEvent.objects.count() == 0


@pytest.mark.parametrize(("change", "why"), [
    ({"who": "signup:999999"}, "名单上没有"), ({"who": "card:V99010399999999.AAAAAAAA"}, "名单上没有"),
    ({"who": "12345678"}, "名单上没有"), ({"at": "gestern"}, "读不出来"), ({"at": "2026-03-14T09:00:00"}, "读不出来"),
    ({"at": "1999-01-01T00:00:00+00:00"}, "还没到签到时间"),
    ({"at": "0001-01-01T00:00:00+00:00"}, "读不出来"), ({"direction": "off"}, "不是这台设备"),
])  # fmt: skip
def test_an_entry_that_makes_no_sense_is_refused_and_the_next_one_counts(day: Day, change: dict, why: str) -> None:
    day.at(9)
    day.phone.note(day.han, **change)
    day.phone.note(day.wang)
    assert day.phone.sync() == ["refused", "taken"]
    assert why in day.phone.why[0]


def test_two_entries_with_one_number_are_not_of_one_phone(day: Day) -> None:
    day.at(9)
    day.phone.note(day.wang)
    day.phone.note(day.han, sequence=1)
    assert day.phone.sync() == ["taken", "refused"]


def test_nobody_notes_themselves(day: Day) -> None:
    both = seat(day.cast.volunteer, "OFF", day.cast.office)
    day.at(9)
    day.phone.note(day.wang)
    assert day.phone.sync(by=both) == ["refused"]


def test_a_phone_that_was_signed_off_or_comes_too_late_is_refused(day: Day) -> None:
    day.at(9)
    day.phone.note(day.wang)
    day.as_of(2026, 3, 21, 12, 1)
    with pytest.raises(Refused) as refusal:
        day.phone.sync()
    assert refusal.value.code == "device_over"
    day.at(9)
    services.sign_off(day.phone.device, by=day.cast.officer)
    with pytest.raises(Refused) as refusal:
        day.phone.sync()
    assert refusal.value.code == "device_over"


@pytest.mark.parametrize("key", ["", "zz", "04" + "11" * 64, "04" + "00" * 64, "02" + "11" * 32])
def test_only_a_key_of_the_curve_is_enrolled(day: Day, key: str) -> None:
    with pytest.raises(Refused) as refusal:
        services.enrol(day.shift, by=day.cast.officer, public_key=key)
    assert refusal.value.code == "key"


@pytest.mark.parametrize("who", ["outsider", "other_county_manager", "social_worker", "auditor", "volunteer"])
def test_a_stranger_neither_enrols_nor_sends(day: Day, who: str) -> None:
    stranger = getattr(day.cast, who)
    for act in (
        lambda: Phone(day.shift, stranger),
        lambda: day.phone.sync(by=stranger),
        lambda: services.sign_off(day.phone.device, by=stranger),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "may:record_presence"


def test_a_shift_that_is_over_enrols_no_phone_and_twenty_are_enough(day: Day) -> None:
    for _n in range(19):
        Phone(day.shift, day.cast.officer)
    with pytest.raises(Refused) as refusal:
        Phone(day.shift, day.cast.officer)
    assert refusal.value.code == "devices"
    services.sign_off(day.phone.device, by=day.cast.officer)
    Phone(day.shift, day.cast.officer)
    day.at(14, 1)
    with pytest.raises(Refused) as refusal:
        Phone(day.shift, day.cast.officer)
    assert refusal.value.code == "over"
