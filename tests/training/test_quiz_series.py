"""A quiz on a cadence: rounds open by themselves, people are told once, firsts are compared, failures made up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kit import calendar, clock
from kit.errors import Refused
from messaging import outbox
from tests.cast import DONGXI, QIXIA, Cast
from tests.training import quiz as make
from training.models import QuizRound, QuizSeries, RoundMember
from training.quizzes import comparison, queries, series, services

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)


def start(cast: Cast, **more: Any) -> QuizSeries:
    words = {
        "title": "每周一测", "cadence": "weekly", "starts_on": MONDAY, "ends_on": date(2026, 4, 30), "open_days": 3,
        "by": cast.city_manager,
    }  # fmt: skip
    quiz = more.pop("quiz", None) or make.quiz(cast, 5, audience="staff", cool_down_days=0)
    return series.start_series(quiz, **{**words, **more})


def kinds(user: Any) -> list[str]:
    return sorted(m.kind for m in outbox.inbox(user))


# --- rounds ------------------------------------------------------------------------------------------------------
def test_each_week_a_round_opens_with_whoever_is_expected(cast: Cast, as_of: Any, jobs: Any) -> None:
    as_of(2026, 3, 9, 8)
    people = {cast.officer.pk, cast.outsider.pk, cast.county_manager.pk}
    _ = cast.volunteer, cast.ngo_admin
    made = start(cast)
    first = made.rounds.get()
    assert people | {cast.city_manager.pk} == set(first.members.values_list("learner_id", flat=True))
    assert first.number == 1
    assert first.opens_at == clock.at(MONDAY, 0) and first.closes_at == calendar.end_of(date(2026, 3, 11))
    assert series.open_rounds() == 0
    as_of(2026, 3, 16, 0, 15)
    assert series.open_rounds() == 1
    assert made.rounds.count() == 2
    jobs()
    assert kinds(cast.officer) == ["quiz_round_open"] * 2


def test_somebody_is_told_once_however_often_the_job_runs(cast: Cast, as_of: Any, jobs: Any) -> None:
    as_of(2026, 3, 9, 8)
    _ = cast.officer
    made = start(cast)
    jobs()
    series.tell_round(made.rounds.get().pk)
    as_of(2026, 3, 11, 9)
    assert series.remind() > 0
    series.remind()
    assert kinds(cast.officer) == ["quiz_round_closing", "quiz_round_open"]
    as_of(2026, 3, 12, 9)
    series.remind(), series.remind()
    assert kinds(cast.officer) == ["quiz_make_up", "quiz_round_closing", "quiz_round_open"]


def test_a_round_missed_while_nobody_worked_is_passed_over(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    made = start(cast)
    as_of(2026, 4, 7, 8)  # the fifth round opened yesterday
    assert series.open_rounds() == 1
    assert list(made.rounds.values_list("number", flat=True)) == [1, 5]
    as_of(2026, 4, 16, 8)  # the sixth was open from the 13th to the 15th: nobody could sit it now
    assert series.open_rounds() == 0


def test_the_thirty_first_of_a_short_month_is_its_last_day(cast: Cast, as_of: Any) -> None:
    as_of(2026, 1, 31, 8)
    made = start(cast, cadence="monthly", starts_on=date(2026, 1, 31), ends_on=date(2026, 6, 30))
    days = [series.round_day(made, n) for n in (1, 2, 3, 4)]
    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_series_ends_after_its_last_round_and_opens_no_more(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    made = start(cast, ends_on=date(2026, 3, 17))
    as_of(2026, 3, 18, 8)
    series.open_rounds()
    made.refresh_from_db()
    assert (made.status, made.rounds.count()) == ("running", 2)
    as_of(2026, 3, 19, 8)
    series.open_rounds()
    made.refresh_from_db()
    assert (made.status, made.rounds.count()) == ("ended", 2)


def test_ended_by_hand_it_opens_no_more(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    made = start(cast)
    series.end_series(made, by=cast.city_manager)
    as_of(2026, 3, 16, 8)
    assert series.open_rounds() == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"starts_on": date(2026, 3, 8)}, "starts_on"), ({"ends_on": date(2026, 3, 8)}, "starts_on"),
        ({"ends_on": date(2027, 3, 31)}, "ends_on"), ({"open_days": 8}, "open_days"), ({"open_days": 0}, "open_days"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_refused(cast: Cast, as_of: Any, change: dict[str, Any], code: str) -> None:
    as_of(2026, 3, 9, 8)
    with pytest.raises(Refused) as why:
        start(cast, **change)
    assert why.value.code == code
    assert QuizSeries.objects.count() == 0


# --- counties ----------------------------------------------------------------------------------------------------
def test_a_county_starts_its_own_series_and_no_other(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    _ = cast.officer, cast.outsider
    own = start(cast, by=cast.county_manager, county_code=DONGXI)
    assert {m.county_code for m in RoundMember.objects.filter(round__series=own)} == {DONGXI}
    for county in ("", QIXIA):
        with pytest.raises(Refused) as why:
            start(cast, by=cast.county_manager, county_code=county)
        assert why.value.code == "may:keep_series"
    assert list(queries.series_of(cast.county_manager)) == [own]
    assert list(queries.series_of(cast.other_county_manager)) == []
    assert list(queries.series_of(cast.officer)) == []


def test_a_county_sees_the_names_of_its_own_people_alone(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    _ = cast.officer, cast.outsider, cast.county_manager
    made = start(cast)
    seen = comparison.missing(made, comparison.scope(cast.county_manager))
    assert {m.learner for m in seen} == {cast.officer, cast.county_manager}
    assert comparison.missing(made, comparison.scope(cast.city_manager)).count() == RoundMember.objects.count()
    assert not comparison.missing(made, comparison.scope(cast.outsider)).exists()


# --- sitting it ----------------------------------------------------------------------------------------------------
def test_a_round_is_made_up_until_it_is_passed_also_after_it_closed(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    _ = cast.officer
    made = start(cast)
    member = RoundMember.objects.get(learner=cast.officer)
    for day, right in ((9, 1), (12, 2), (13, 3), (14, 5)):  # more than the resits of the quiz
        as_of(2026, 3, day, 10)
        attempt = make.sat(cast, made.blueprint, by=cast.officer, right=right)
        assert attempt.round_id == member.round_id
    member.refresh_from_db()
    assert (member.first_pct, member.took_at.day, member.passed_at.day) == (20, 9, 14)
    assert not queries.due_rounds(cast.officer.pk, member.passed_at).exists()


def test_without_a_make_up_there_is_one_go_while_it_is_open(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    _ = cast.officer
    made = start(cast, make_up=False)
    at = as_of(2026, 3, 9, 10)
    assert queries.due_rounds(cast.officer.pk, at).count() == 1
    make.sat(cast, made.blueprint, by=cast.officer, right=0)
    assert not queries.due_rounds(cast.officer.pk, at).exists()
    assert not queries.due_rounds(cast.county_manager.pk, as_of(2026, 3, 12, 0)).exists()


def test_whoever_passed_last_week_sits_this_week_again(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    _ = cast.officer
    made = start(cast)
    make.sat(cast, made.blueprint, by=cast.officer)
    as_of(2026, 3, 16, 8)
    series.open_rounds()
    second = services.begin(made.blueprint, by=cast.officer)
    assert second.round.number == 2


def test_units_are_compared_by_first_results_and_passes(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    _ = cast.officer, cast.colleague, cast.outsider
    made = start(cast)
    make.sat(cast, made.blueprint, by=cast.officer)  # 100
    make.sat(cast, made.blueprint, by=cast.colleague, right=2)  # 40
    make.sat(cast, made.blueprint, by=cast.colleague)  # made up
    make.sat(cast, made.blueprint, by=cast.outsider, right=3)  # 60
    [row] = comparison.rounds(made, comparison.scope(cast.city_manager), 5)
    assert (row["expected"], row["took"], row["first"], row["passed"]) == (4, 3, 1, 2)
    assert round(row["mean"], 1) == 66.7
    assert comparison.months(made) == ["2026-03"]
    table = comparison.units(made, "2026-03", comparison.scope(cast.city_manager))
    assert [(r["name"], r["expected"], r["passed"], r["mean"]) for r in table][:2] == [
        (cast.office.name, 2, 2, 70.0), (cast.outsider.memberships.get().unit.name, 1, 0, 60.0),
    ]  # fmt: skip
    only = comparison.units(made, "2026-03", comparison.scope(cast.county_manager))
    assert [r["name"] for r in only] == [cast.office.name]


def test_a_round_stands_once(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    made = start(cast)
    assert series.open_round(made) is None
    assert QuizRound.objects.count() == 1
