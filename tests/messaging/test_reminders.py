"""Reminders: a day and two hours before, the evening before a night, once each, to whoever wants them."""

from datetime import timedelta

import pytest

from kit import clock
from matching.sessions import reminders as meetings
from messaging import outbox, preferences
from tests import build
from tests.volunteers import door
from volunteers.activities.reminders import remind_of_shifts
from volunteers.models import Signup

pytestmark = pytest.mark.django_db
START = (2026, 3, 13, 10)


@pytest.fixture
def signup(cast, as_of) -> Signup:
    """王芳 signed up on 10 March for Friday 13 March, 10:00."""
    as_of(2026, 3, 10, 10)
    shift = door.shift(cast, clock.now() + timedelta(days=3), title="河岸清洁", hours=3)
    return door.signed_up(shift, build.volunteer(cast))


def told(signup: Signup) -> list[str]:
    return [str(m.subject) for m in outbox.inbox(signup.volunteer.user).filter(kind="shift_ahead").order_by("pk")]


@pytest.mark.parametrize(
    ("now", "n"),
    [((2026, 3, 12, 9, 55), 0), ((2026, 3, 12, 10, 0), 1), ((2026, 3, 13, 7, 55), 1), ((2026, 3, 13, 8, 0), 2)],
)
def test_they_come_a_day_and_two_hours_before(signup, now, n, as_of) -> None:
    for hour in range(0, 24, 6):
        as_of(2026, 3, 11, hour)
        assert remind_of_shifts() == 0
    if n:
        as_of(2026, 3, 12, 10)
        remind_of_shifts()
    as_of(*now)
    remind_of_shifts()
    assert len(told(signup)) == n
    assert remind_of_shifts() == 0, "once each"


def test_a_reminder_that_would_fall_into_the_night_comes_before_it(signup, as_of) -> None:
    Signup.objects.update(starts_at=clock.at(clock.today() + timedelta(days=3), 8))
    as_of(2026, 3, 12, 8)
    assert remind_of_shifts() == 1
    as_of(2026, 3, 12, 20, 40)
    assert remind_of_shifts() == 0
    as_of(2026, 3, 12, 20, 45)
    assert remind_of_shifts() == 1


def test_whoever_signed_up_later_is_not_reminded_of_what_they_just_did(signup, as_of) -> None:
    Signup.objects.update(status_at=as_of(2026, 3, 12, 15))
    as_of(2026, 3, 12, 15, 5)
    assert remind_of_shifts() == 0


def test_a_shift_that_was_moved_is_reminded_of_anew(signup, as_of) -> None:
    as_of(2026, 3, 12, 10)
    assert remind_of_shifts() == 1
    Signup.objects.update(starts_at=clock.at(clock.today() + timedelta(days=2), 10))
    as_of(2026, 3, 13, 10)
    assert remind_of_shifts() == 1


@pytest.mark.parametrize("why", ["unwanted", "withdrawn", "begun"])
def test_no_reminder(signup, why, as_of) -> None:
    as_of(2026, 3, 13, 9)
    if why == "unwanted":
        preferences.choose(signup.volunteer.user, reminders=False)
    elif why == "withdrawn":
        Signup.objects.update(status="cancelled")
    else:
        as_of(2026, 3, 13, 10)
    assert remind_of_shifts() == 0


def test_many_shifts_take_as_many_queries_as_one(signup, as_of, django_assert_num_queries) -> None:
    as_of(2026, 3, 12, 10)
    remind_of_shifts()
    with django_assert_num_queries(3):
        remind_of_shifts()


def test_helpers_are_reminded_of_meetings_without_a_word_about_whom(cast, as_of) -> None:
    as_of(2026, 3, 9, 10)
    request = build.request_in("in_service", cast, kind="volunteer")
    start = clock.now() + timedelta(days=3)
    build.sessions.book_session(
        request, by=request.helper, key="k", starts_at=start, ends_at=start + timedelta(hours=1), where="河口街道司法所"
    )
    as_of(2026, 3, 11, 10)
    assert meetings.remind_of_meetings() == 1
    message = outbox.inbox(request.helper).filter(kind="meeting_ahead").get()
    assert request.client.code not in message.subject + message.body
