"""The arithmetic of quality: bounds, points, grades, the number for ranking, and the signs that start an audit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from kit.clock import SHANGHAI
from ngos.reviews import evidence, plotting, scoring, signs, simulation, statistics
from ngos.reviews.auditing import sample_size
from ngos.reviews.evidence import Row
from ngos.reviews.scoring import Figure, Limits, Score
from ngos.reviews.signs import Session

WEIGHTS = {"fulfilment": 30, "quality": 25, "satisfaction": 20, "records": 15, "compliance": 10}
LIMITS = Limits()


def figures(*shares: str, n: int) -> dict[str, Figure]:
    return {name: Figure(Fraction(share), n) for name, share in zip(scoring.INDICATORS, shares, strict=True)}


def graded(found: Score, *, red: bool = False, notice: bool = False) -> str:
    return scoring.grade(found, has_open_notice=notice, has_red_line=red, limits=LIMITS)


# --- how sure -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("k", "n", "low"), [(5, 5, "0.649"), (10, 10, "0.787"), (27, 30, "0.774"), (30, 30, "0.917"), (45, 50, "0.808")]
)
def test_five_of_five_happy_voices_do_not_read_as_a_hundred_per_cent(k: int, n: int, low: str) -> None:
    found = statistics.wilson(Fraction(k, n), n)[0]
    assert f"{float(found):.3f}" == low and found < 1


def test_the_bounds_lie_around_the_share_and_close_in_as_cases_come() -> None:
    assert statistics.wilson(Fraction(1, 2), 0) == (0, 1)
    width = Fraction(2)
    for n in (1, 8, 60, 1000):
        low, high = statistics.wilson(Fraction(7, 10), n)
        assert 0 <= low < Fraction(7, 10) < high <= 1 and high - low < width
        width = high - low


def test_a_root_is_exact_to_twelve_places() -> None:
    assert statistics.root(Fraction(9, 4)) == Fraction(3, 2)
    assert abs(float(statistics.root(Fraction(2))) - 2**0.5) < 1e-12


@pytest.mark.parametrize(("value", "whole"), [("1/2", 1), ("3/2", 2), ("149/100", 1), ("5/2", 3), ("0", 0)])
def test_halves_go_upwards(value: str, whole: int) -> None:
    assert statistics.half_up(Fraction(value)) == whole


def test_three_sources_count_alike_whatever_their_size() -> None:
    mean, n = statistics.mean_of_means([(Fraction(1), 100), (Fraction(1, 2), 5), (Fraction(0), 0)])
    assert (mean, n) == (Fraction(3, 4), Fraction(4) / (Fraction(1, 100) + Fraction(1, 5)))
    assert statistics.mean_of_means([]) == (0, 0)


def test_unequal_weights_are_worth_fewer_cases() -> None:
    assert statistics.weighted_n([3] * 7) == 7 and statistics.weighted_n([4, 2]) == Fraction(36, 20)
    assert statistics.weighted_n([]) == 0


# --- points and grades ----------------------------------------------------------------------------------------------
def test_the_first_organisation_has_eighty_nine_point_eight_and_is_good() -> None:
    found = scoring.score(figures("93/100", "86/100", "43/50", "88/100", "1", n=60), WEIGHTS)
    assert (found.score_h, graded(found)) == (8980, "B")
    assert f"{found.low_h / 100:.1f}" == "85.8" and found.low_h < found.score_h < found.high_h
    assert not scoring.must_rectify(found, "B", has_major=False, below_h=7000)


def test_the_second_has_sixty_four_point_four_is_fair_and_must_rectify() -> None:
    found = scoring.score(figures("71/100", "62/100", "34/50", "60/100", "1/2", n=40), WEIGHTS)
    assert (found.score_h, graded(found)) == (6440, "C")
    assert scoring.must_rectify(found, "C", has_major=False, below_h=7000)


def test_a_red_line_is_d_even_with_ninety_five_points_or_few_cases() -> None:
    assert graded(Score(9500, 9300, 9700, 60), red=True) == "D"
    assert graded(Score(9500, 6000, 9700, 3), red=True) == "D"
    assert graded(Score(9500, 9300, 9700, 60)) == "A"


@pytest.mark.parametrize(("n", "grade"), [(0, "U"), (7, "U"), (8, "B")])
def test_fewer_than_eight_cases_give_no_grade_and_no_notice(n: int, grade: str) -> None:
    assert graded(Score(8500, 7000, 9000, n)) == grade
    assert scoring.must_rectify(Score(5000, 3000, 6000, n), "U", has_major=False, below_h=7000) is False
    assert scoring.must_rectify(Score(5000, 3000, 6000, n), "U", has_major=True, below_h=7000)


@pytest.mark.parametrize(
    ("score", "low", "high", "grade"),
    [
        (9000, 8000, 9500, "A"), (9000, 7999, 9500, "B"), (8999, 8500, 9500, "B"), (8000, 6500, 9000, "B"),
        (8000, 6499, 9000, "C"), (7999, 7500, 8500, "C"), (6000, 4000, 7000, "C"), (5999, 4000, 6999, "D"),
        (5999, 4000, 7000, "C"), (0, 0, 10000, "C"),
    ],
)  # fmt: skip
def test_grades_begin_where_the_rule_says(score: int, low: int, high: int, grade: str) -> None:
    assert graded(Score(score, low, high, 20)) == grade


def test_an_open_notice_keeps_from_the_best_grade_only() -> None:
    assert graded(Score(9500, 9000, 9800, 40), notice=True) == "B"
    assert graded(Score(8500, 7000, 9000, 40), notice=True) == "B"


def test_what_an_audit_found_false_takes_from_the_own_figures_only() -> None:
    whole = figures("1", "1", "1", "1", "1", n=60)
    assert scoring.score(whole, WEIGHTS, scoring.truth(2, 10)).score_h == 10_000 - 20 * (30 + 15)
    assert scoring.truth(0, 0) == 1


def test_an_indicator_without_rows_leaves_its_weight_to_the_others() -> None:
    found = figures("1", "1", "1", "1", "1", n=60) | {"fulfilment": Figure(Fraction(0), 0)}
    assert scoring.score(found, WEIGHTS).score_h == 10_000
    unheard = figures("1", "1", "1", "1", "1", n=60) | {"satisfaction": Figure(Fraction(0), 0)}
    assert scoring.score(unheard, WEIGHTS).n == 0


def test_the_sum_is_rounded_once() -> None:
    third = figures("1/3", "1/3", "1/3", "1/3", "1/3", n=60)
    assert scoring.score(third, WEIGHTS).score_h == 3333


# --- rows -----------------------------------------------------------------------------------------------------------
def test_the_rows_sum_to_the_figure() -> None:
    rows = [Row("quality", f"o:{k}", "outcome", 2 * k, 4) for k in (2, 1, 0)]
    assert evidence.figure("quality", rows) == Figure(Fraction(1, 2), 3)
    assert evidence.figure("quality", []) == Figure(Fraction(0), 0)


def test_no_row_of_voices_holds_fewer_than_five() -> None:
    rows = evidence.voices([("2026Q1 1", 9, 2), ("2026Q1 2", 24, 6), ("2026Q2 1", 13, 3), ("2026Q2 2", 4, 1)])
    assert [row.n for row in rows] == [12] and sum(row.got for row in rows) == 50
    assert evidence.voices([("2026Q1 1", 20, 4)]) == []
    assert [r.n for r in evidence.voices([("a", 25, 5), ("b", 25, 5), ("c", 4, 1)])] == [5, 6]


def test_compliance_begins_whole_and_never_falls_under_nought() -> None:
    taken = {"minor": 10, "major": 30, "red_line": 100, "overdue": 20}
    found = [("f:1", "finding", "minor"), ("c:2", "concern", "major"), ("n:3", "overdue", "overdue")]
    share = evidence.figure("compliance", evidence.deductions(taken, found)).share
    assert share == Fraction(40, 100)
    worse = evidence.deductions(taken, [*found, ("f:4", "finding", "red_line")])
    assert evidence.figure("compliance", worse).share == 0
    assert evidence.figure("compliance", evidence.deductions(taken, [])).share == 1


def test_the_fingerprint_tells_any_change_and_no_order() -> None:
    rows = [Row("quality", "o:1", "outcome", 2, 4), Row("quality", "o:2", "outcome", 4, 4)]
    assert evidence.digest(rows) == evidence.digest(rows[::-1])
    assert evidence.digest(rows) != evidence.digest([rows[0], Row("quality", "o:2", "outcome", 3, 4)])


@pytest.mark.parametrize(("n", "size"), [(0, 0), (3, 3), (10, 5), (11, 8), (500, 20), (501, 32), (2_000_000, 32)])
def test_the_sample_follows_the_table(n: int, size: int) -> None:
    assert sample_size(n, [[10, 5], [50, 8], [150, 13], [500, 20], [1_000_000, 32]]) == size


# --- ranking --------------------------------------------------------------------------------------------------------
def test_few_cases_are_drawn_towards_the_mean() -> None:
    few, many = Score(10_000, 0, 0, 5), Score(9_400, 0, 0, 60)
    assert scoring.shrunk_h(few, 8000, 15) == 8500 < scoring.shrunk_h(many, 8000, 15) == 9120
    assert scoring.shrunk_h(Score(0, 0, 0, 0), 8000, 15) == 8000


def test_our_number_seldom_picks_a_weak_organisation() -> None:
    found = simulation.run(600, seed=7)
    assert found.shrunk * 100 < 10 * found.runs and found.raw > 2 * found.shrunk


@pytest.mark.slow
def test_in_four_thousand_runs_our_number_errs_in_one_of_ten_and_the_plain_mean_in_one_of_five() -> None:
    found = simulation.run(4000, seed=7)
    assert found.shrunk * 100 < 10 * found.runs and found.raw * 100 >= 20 * found.runs


# --- signs ----------------------------------------------------------------------------------------------------------
NINE = datetime(2026, 4, 1, 9, tzinfo=SHANGHAI)


def session(ref: str, *, worker: int = 1, hours: float = 0, minutes: int = 60) -> Session:
    return Session(ref, worker, NINE + timedelta(hours=hours), minutes)


def kinds(found: list[Any]) -> list[str]:
    return [sign[1] for sign in found]


def test_one_worker_is_not_in_two_sessions_at_once() -> None:
    rows = [session("a", minutes=180), session("b", hours=1), session("c", hours=2.5), session("d", worker=2)]
    assert kinds(signs.overlaps(rows)) == ["b", "c"]
    assert signs.overlaps([session("a"), session("b", hours=1)]) == []


def test_sessions_in_the_night_or_all_day_look_odd() -> None:
    rows = [session("a"), session("b", hours=-4), session("c", hours=13), session("d", minutes=481)]
    assert kinds(signs.odd_hours(rows)) == ["b", "c", "d"]


def test_more_than_ten_sessions_on_a_day_look_like_a_heap() -> None:
    assert signs.bulk([session(str(k)) for k in range(10)]) == []
    assert signs.bulk([session(str(k)) for k in range(11)])[0][2] == {"n": 11, "on": "2026-04-01"}


def test_made_up_minutes_repeat() -> None:
    assert signs.digits([session(str(k), minutes=45) for k in range(39)]) == []
    assert kinds(signs.digits([session(str(k), minutes=45) for k in range(40)])) == ["minutes:45"]
    assert kinds(signs.digits([session(str(k), minutes=40 + 10 * (k % 4) + 7) for k in range(40)])) == ["digit:7"]
    assert signs.digits([session(str(k), minutes=30 + k) for k in range(40)]) == []


def test_ratings_of_one_week_look_like_a_burst() -> None:
    spread = [date(2026, 1, 5) + timedelta(days=7 * k) for k in range(10)]
    assert signs.burst(spread, "voices") == [] and signs.burst([spread[0]] * 9, "voices") == []
    assert kinds(signs.burst(spread[:4] + [spread[0]] * 6, "voices")) == ["voices:2026-01-05"]


def test_hard_needs_refused_more_often_are_told_apart() -> None:
    easy = [(1, False)] * 10
    assert signs.refusals([*easy, *[(3, True)] * 3, *[(3, False)] * 7])
    assert not signs.refusals([*easy, *[(3, True)] * 2, *[(3, False)] * 8])
    assert not signs.refusals([*easy, *[(3, True)] * 9])


def test_equal_texts_and_outcomes_at_the_edge_are_told() -> None:
    assert signs.same_texts([("a", "x"), ("b", "x"), ("c", "y"), ("d", ""), ("e", ""), ("f", "")]) == []
    assert kinds(signs.same_texts([("a", "x"), ("b", "x"), ("c", "x")])) == ["a:3"]
    assert signs.edge_days([90] * 4 + [30] * 6) and not signs.edge_days([90] * 3 + [30] * 7)


# --- the pictures ---------------------------------------------------------------------------------------------------
def test_the_marks_stand_where_the_numbers_are() -> None:
    drawn = plotting.scale(8980, 8578, 9460)
    assert (drawn["me"], drawn["low"]) == ("83.0%", "76.3%") and plotting.scale(1000, 0, 9000)["me"] == "0.0%"
    dots = plotting.dots(Fraction(9, 10), None, [Fraction(1, 2), Fraction(7, 10), Fraction(8, 10)])
    assert (dots["me"], dots["median"], dots["me_over"]) == ("88.4%", "69.2%", True)
    assert plotting.dots(Fraction(1, 2), None, [])["from"] == "" and plotting.points(8980) == "89.80"
