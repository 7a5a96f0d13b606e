"""What the house of every thing (tests/fullhouse.py) has of quizzes: a bank, an open quiz, attempts, a series."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kit import clock
from tests.training import quiz as make
from training.allowances import services as allowances
from training.models import AttemptItem, Question
from training.quizzes import series, services
from training.quizzes.drawing import Part


def fill(house: Any) -> None:
    """王芳 has one attempt running and one graded, 李明 wrote to a case that waits for whoever marks."""
    cast = house.cast
    # A topic of its own: the bank of a city holds the ready questions already.
    words = {"topic": "bounds", "topic_zh": "帮扶的边界", "topic_en": "Bounds of help"}
    make.bank(6, **words)
    make.bank(1, "case", **words)
    bounds = make.topic("bounds").pk
    house.question = Question.objects.get(code="bounds-single-0")
    house.quiz = make.quiz(cast, parts=[Part(3, bounds, kind="single")], title="岗前测验", minutes=600)
    house.case_quiz = make.quiz(cast, parts=[Part(1, bounds, kind="case")], title="案例测验", audience="staff")
    other = make.quiz(cast, parts=[Part(2, bounds, kind="single")], title="保密小测")
    make.sat(cast, house.case_quiz, by=cast.officer)
    house.case_answer = AttemptItem.objects.get(version__question__kind="case")
    house.graded = make.sat(cast, other, right=1)
    house.sitting = services.begin(house.quiz, by=cast.volunteer)
    allowances.allow_time(
        cast.volunteer, house.quiz, by=cast.county_manager, minutes=15, why="disability",
        note=house.secret("allowance.note", "情况说明冬青"),
    )  # fmt: skip
    day = clock.today()
    days: Any = {"cadence": "weekly", "starts_on": day, "ends_on": day, "open_days": 1}
    house.series = series.start_series(other, by=cast.city_manager, title="每周一测", **days)
    series.start_series(other, by=cast.county_manager, title="东溪每周一测", county_code="990103", **days)


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a question of the bank": one(code=house.question.code),
        "a quiz for everybody": one(pk=house.quiz.pk),
        "a quiz for staff": one(pk=house.case_quiz.pk),
        "a volunteer's sitting": one(pk=house.sitting.pk, number=1),
        "a volunteer's result": one(pk=house.graded.pk),
        "a case to mark": one(pk=house.case_answer.pk),
        "a learner of a quiz": one(pk=house.quiz.pk, learner=house.cast.volunteer.pk),
        "a series of quizzes": one(pk=house.series.pk),
    }
