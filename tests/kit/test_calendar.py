"""Working days, terms and the published years."""

from datetime import date, timedelta

import pytest

from kit import calendar, clock
from kit.models import CalendarYear, WorkDay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_published_years_have_the_working_days_of_the_notices(year, count):
    days = (date(year, 1, 1) + timedelta(n) for n in range(366))
    assert sum(calendar.is_workday(d) for d in days if d.year == year) == count
    assert calendar.known(year)
    assert str(year) in CalendarYear.objects.get(year=year).source


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 6, 15), 15, date(2026, 7, 7)),
        (date(2026, 2, 13), 0, date(2026, 2, 13)),
        (date(2026, 2, 25), -3, date(2026, 2, 13)),
    ],
)
def test_working_days_skip_holidays_and_count_make_up_days(start, n, end):
    assert calendar.add_workdays(start, n) == end
    assert calendar.workdays_between(start, end) == n


def test_a_term_that_ends_on_a_holiday_rolls_to_the_next_working_day():
    assert calendar.roll_forward(date(2026, 10, 1)) == date(2026, 10, 8)
    assert calendar.roll_forward(date(2026, 10, 8)) == date(2026, 10, 8)
    assert calendar.add_days(date(2026, 9, 28), 3) == date(2026, 10, 8)
    assert calendar.add_days(date(2026, 9, 21), 7) == date(2026, 9, 28)


def test_the_end_of_a_day_is_its_last_instant_in_the_city():
    assert calendar.end_of(date(2026, 2, 25)).isoformat() == "2026-02-25T23:59:59.999999+08:00"
    assert calendar.end_of(date(2026, 2, 25)) < clock.at(date(2026, 2, 26), 0)


def test_a_year_nobody_entered_counts_monday_to_friday_and_says_so():
    assert not calendar.known(2031)
    assert calendar.is_workday(date(2031, 1, 1)), "a Wednesday"
    assert not calendar.is_workday(date(2031, 1, 4)), "a Saturday"


def test_an_edited_day_counts_at_once():
    day = WorkDay.objects.create(date=date(2026, 3, 18), is_workday=False, name="台风停工")
    assert not calendar.is_workday(date(2026, 3, 18))
    day.delete()
    assert calendar.is_workday(date(2026, 3, 18))


def test_another_process_sees_an_edit_within_half_a_minute(monkeypatch):
    instant = 1_000.0
    monkeypatch.setattr("kit.remembered.SECONDS", 20.0)
    monkeypatch.setattr("kit.remembered.time.monotonic", lambda: instant)
    assert calendar.is_workday(date(2026, 3, 18))
    # bulk_create sends no signal, as an edit in another process sends none here
    WorkDay.objects.bulk_create([WorkDay(date=date(2026, 3, 18), is_workday=False, name="台风停工")])
    assert calendar.is_workday(date(2026, 3, 18))
    instant += 30
    assert not calendar.is_workday(date(2026, 3, 18))


def test_seeding_again_enters_nothing_and_keeps_what_the_office_changed():
    WorkDay.objects.filter(date=date(2026, 10, 8)).delete()
    WorkDay.objects.update_or_create(date=date(2026, 10, 7), defaults={"is_workday": True, "name": "改为上班"})
    before = WorkDay.objects.count()
    assert calendar.seed() == []
    assert WorkDay.objects.count() == before
    assert WorkDay.objects.get(date=date(2026, 10, 7)).is_workday


def test_seeding_an_empty_calendar_enters_all_published_years():
    CalendarYear.objects.all().delete()
    WorkDay.objects.all().delete()
    assert calendar.seed() == [2024, 2025, 2026]
    assert calendar.roll_forward(date(2026, 10, 1)) == date(2026, 10, 8)


def test_asking_often_reads_the_table_once(django_assert_max_num_queries, monkeypatch):
    instant = 90_000_000.0
    monkeypatch.setattr("kit.remembered.SECONDS", 20.0)
    monkeypatch.setattr("kit.remembered.time.monotonic", lambda: instant)
    with django_assert_max_num_queries(2):
        for n in range(50):
            calendar.add_workdays(date(2026, 1, 5), n)


@pytest.fixture(autouse=True)
def _forget_after():
    calendar._table.clear()
    yield
    calendar._table.clear()
