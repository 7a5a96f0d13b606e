"""Minutes of service as arithmetic: the example of the rules to the minute, and laws that hold for any times."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.templatetags.show import hours as shown
from kit.clock import SHANGHAI
from volunteers.hours import arithmetic
from volunteers.hours.arithmetic import by_day, day_totals, is_round, minutes_of, overlap, share_is_enough, too_fast

FIRST = datetime(2026, 1, 1, tzinfo=SHANGHAI)
moments = st.integers(0, 60 * 24 * 40).map(lambda n: FIRST + timedelta(minutes=n))
lengths = st.integers(1, 60 * 50)
spans = st.builds(lambda begin, n: (begin, begin + timedelta(minutes=n)), moments, lengths)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


# --- the example ---------------------------------------------------------------------------------------------
G2 = [
    (at(14, 9), at(14, 11, 50), 0, 170),
    (at(15, 14, 5), at(15, 17), 15, 160),
    (at(16, 9), at(16, 9, 25), 0, 25),
    (at(17, 8, 30), at(17, 18), 60, 510),
]


@pytest.mark.parametrize(("begin", "end", "rest", "minutes"), G2)
def test_minutes_are_end_less_start_less_break(begin, end, rest, minutes) -> None:
    assert minutes_of(begin, end, rest) == minutes


def test_minutes_are_summed_before_they_are_rounded_down() -> None:
    """Rule: 170 + 160 + 25 + 510 = 865 min is 14.4 h, not 2.8 + 2.6 + 0.4 + 8.5 = 14.3."""
    each = [minutes for *_times, minutes in G2]
    assert shown(sum(each)) == "14.4"
    assert sum(float(shown(n)) for n in each) == pytest.approx(14.3)
    assert shown(905) == "15.0"


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_what_is_shown_is_never_more_than_was_served_and_a_sum_loses_less_than_its_parts(a, b) -> None:
    assert float(shown(a).replace(",", "")) * 60 <= a + 1e-6
    parts = float(shown(a).replace(",", "")) + float(shown(b).replace(",", ""))
    assert float(shown(a + b).replace(",", "")) >= parts - 1e-6


# --- days ----------------------------------------------------------------------------------------------------
@given(spans, st.integers(0, 600))
def test_the_days_of_a_log_add_up_to_its_minutes(span, rest) -> None:
    whole = minutes_of(*span)
    minutes = max(0, whole - rest)
    days = by_day(*span, minutes)
    assert sum(days.values()) == minutes
    assert all(0 < n <= 24 * 60 for n in days.values())
    assert all(span[0].date() <= day <= span[1].date() for day in days)


def test_a_night_counts_on_both_days_and_its_break_on_the_longer() -> None:
    assert by_day(at(14, 22), at(15, 6), 480) == {date(2026, 3, 14): 120, date(2026, 3, 15): 360}
    assert by_day(at(14, 22), at(15, 6), 420) == {date(2026, 3, 14): 120, date(2026, 3, 15): 300}
    assert by_day(at(14, 22), at(15, 0), 120) == {date(2026, 3, 14): 120}


def test_a_day_is_the_citys_not_that_of_greenwich() -> None:
    from datetime import UTC

    assert list(by_day(at(15, 0, 30).astimezone(UTC), at(15, 1, 30).astimezone(UTC), 60)) == [date(2026, 3, 15)]


@given(st.lists(spans, max_size=6))
def test_the_total_of_days_is_the_total_of_minutes(some) -> None:
    whole = [(a, b, minutes_of(a, b)) for a, b in some]
    assert sum(day_totals(whole).values()) == sum(n for *_span, n in whole)


# --- overlap and judgement -----------------------------------------------------------------------------------
@given(spans, spans)
def test_two_logs_overlap_exactly_when_they_share_a_minute(a, b) -> None:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    assert overlap(*a, *b) == overlap(*b, *a) == (shared > timedelta(0))


@given(spans, lengths)
def test_touching_ends_do_not_overlap(a, n) -> None:
    assert not overlap(*a, a[1], a[1] + timedelta(minutes=n))


@pytest.mark.parametrize(("minutes", "enough"), [(107, False), (108, True), (180, True), (0, False)])
def test_three_fifths_of_a_shift_are_enough(minutes, enough) -> None:
    assert share_is_enough(minutes, 180, 60) is enough
    assert share_is_enough(minutes, 0, 60), "a log without a shift asks for no share"


def test_hours_on_the_dot_are_told_from_those_of_a_day() -> None:
    assert is_round(at(14, 9), at(14, 11))
    assert not is_round(at(14, 9), at(14, 11, 5))


@pytest.mark.parametrize(
    ("metres", "minutes", "fast"), [(10_000, 10, False), (10_001, 10, True), (0, 0, False), (1, 0, True)]
)
def test_nobody_is_at_two_places_faster_than_a_car(metres, minutes, fast) -> None:
    assert too_fast(metres, minutes, 60) is fast


def test_arithmetic_knows_neither_database_nor_clock() -> None:
    import inspect

    assert "django" not in inspect.getsource(arithmetic)
    assert "now()" not in inspect.getsource(arithmetic)
