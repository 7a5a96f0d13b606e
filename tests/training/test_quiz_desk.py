"""What of quizzes stands on the desk: a sitting that runs, rounds that are due, answers to mark; and the menu."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kit import clock
from tests.cast import Cast
from tests.training import quiz as make
from training.quizzes import desk_hooks, series, services
from training.quizzes.drawing import Part

pytestmark = pytest.mark.django_db


def sit(user: Any) -> list[tuple[str, Any]]:
    return [(str(item.title), item.due_at) for item in desk_hooks.quizzes_to_sit(user, clock.now())]


def test_a_running_attempt_stands_first_with_its_deadline(cast: Cast) -> None:
    attempt = services.begin(make.quiz(cast), by=cast.volunteer)
    assert sit(cast.volunteer) == [("继续答题：岗前培训测验", attempt.ends_at)]
    services.hand_in(attempt, by=cast.volunteer)
    assert sit(cast.volunteer) == []
    assert sit(cast.employer) == []


def test_a_round_stands_there_until_it_is_passed(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 9, 8)
    _ = cast.officer
    quiz = make.quiz(cast, audience="staff", cool_down_days=0)
    day = date(2026, 3, 9)
    made = series.start_series(
        quiz, by=cast.city_manager, title="每周一测", cadence="weekly", starts_on=day, ends_on=day, open_days=1
    )
    assert sit(cast.officer) == [("每周一测", made.rounds.get().closes_at)]
    as_of(2026, 3, 10, 9)
    make.sat(cast, quiz, by=cast.officer, right=0)
    assert [title for title, _due in sit(cast.officer)] == ["每周一测"]
    make.sat(cast, quiz, by=cast.officer)
    assert sit(cast.officer) == []


def test_answers_to_mark_are_one_thing_to_do_for_whoever_marks(cast: Cast) -> None:
    make.bank(1, "case")
    quiz = make.quiz(cast, parts=[Part(1)])
    make.sat(cast, quiz)
    make.sat(cast, quiz, by=cast.city_manager)
    assert [str(i.text) for i in desk_hooks.cases_to_mark(cast.county_manager, clock.now())] == ["2 份答案等您评分。"]
    assert [str(i.text) for i in desk_hooks.cases_to_mark(cast.city_manager, clock.now())] == ["1 份答案等您评分。"]
    assert list(desk_hooks.cases_to_mark(cast.officer, clock.now())) == []


def test_the_menu_shows_each_what_is_theirs(cast: Cast, browse: Any) -> None:
    learner = browse(cast.officer).get("/desk/").content.decode()
    assert "/learn/quizzes/" in learner and "/training/questions/" not in learner
    trainer = browse(cast.county_manager).get("/desk/").content.decode()
    assert "/training/questions/" in trainer and "/training/marking/" in trainer
    auditor = browse(cast.auditor).get("/desk/").content.decode()
    assert "/training/questions/" in auditor and "/training/marking/" not in auditor
