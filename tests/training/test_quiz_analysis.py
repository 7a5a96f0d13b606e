"""Item analysis: the numbers are those of the textbook, versions are told apart, and what is wrong comes first."""

from __future__ import annotations

import random
from statistics import correlation, mean
from typing import Any

import pytest

from kit import clock
from tests.cast import Cast, person, seat
from tests.training import quiz as make
from training.models import Attempt, AttemptItem, Question
from training.quizzes import analysis, bank
from training.quizzes.analysis import Reading, reading

pytestmark = pytest.mark.django_db


def sums(x: list[float], y: list[float]) -> tuple[float, ...]:
    return (
        len(x),
        sum(x),
        sum(a * a for a in x),
        sum(y),
        sum(b * b for b in y),
        sum(a * b for a, b in zip(x, y, strict=True)),
    )


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    rng = random.Random(4)
    y = [rng.random() for _ in range(200)]
    x = [1.0 if b + rng.random() > 1 else 0.0 for b in y]
    found = reading(*sums(x, y))
    assert (found.n, round(found.p, 9)) == (200, round(mean(x), 9))
    assert found.r == pytest.approx(correlation(x, y), abs=1e-9)


@pytest.mark.parametrize(
    ("read", "verdict"),
    [
        (Reading(29, 0.0, -1.0), "few"), (Reading(30, 0.5, -0.01), "wrong_way"), (Reading(30, 0.96, 0.2), "easy"),
        (Reading(30, 0.29, 0.2), "hard"), (Reading(30, 0.5, 0.14), "weak"), (Reading(30, 0.5, None), "weak"),
        (Reading(30, 0.95, 0.15), "fine"), (Reading(30, 0.30, 0.5), "fine"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_question(read: Reading, verdict: str) -> None:
    assert read.verdict == verdict
    assert verdict in analysis.VERDICTS


def test_nothing_is_said_where_all_answered_alike() -> None:
    assert reading(*sums([1.0] * 40, [0.5] * 40)).r is None
    assert reading(0, 0, 0, 0, 0, 0) == Reading(0, 0.0, None)


def many(cast: Cast, n: int) -> dict[str, list[tuple[float, float]]]:
    """`n` people sit four questions; of q0 those who know more get it wrong. Code → (share, share of the rest)."""
    quiz = make.quiz(cast, 4)
    questions = list(Question.objects.select_related("current").order_by("code")[:4])
    rng, found = random.Random(11), {q.code: [] for q in questions}
    for i in range(n):
        who = seat(person(f"学员{i}"), "VOL")
        knows = rng.random()
        points = [10 * (rng.random() < knows) for _ in questions]
        points[0] = 10 * (rng.random() > knows)
        attempt = Attempt(
            learner=who, blueprint=quiz, number=1, seed=i, began_at=clock.now(), pass_mark=80, points_max=40,
            ends_at=clock.now() + clock.minutes(30), points=sum(points), score_pct=sum(points) * 100 // 40,
        )  # fmt: skip
        attempt.status = attempt._status_read = "graded"
        attempt.save()
        AttemptItem.objects.bulk_create(
            AttemptItem(attempt=attempt, number=k, version=q.current, points=p, chosen=["a" if p else "b"])
            for k, (q, p) in enumerate(zip(questions, points, strict=True), start=1)
        )
        for q, p in zip(questions, points, strict=True):
            found[q.code].append((p / 10, (sum(points) - p) / 30))
    return found


def test_the_database_counts_what_the_textbook_counts(cast: Cast, django_assert_num_queries: Any) -> None:
    found = many(cast, 80)
    questions = list(Question.objects.filter(code__in=found))
    with django_assert_num_queries(1):
        known = analysis.readings(questions)
    for q in questions:
        x, y = zip(*found[q.code], strict=True)
        assert known[q.pk].n == 80
        assert known[q.pk].p == pytest.approx(mean(x), abs=1e-9)
        assert known[q.pk].r == pytest.approx(correlation(x, y), abs=1e-6)


def test_a_question_with_a_wrong_key_comes_first(cast: Cast) -> None:
    many(cast, 80)
    (first, read), *_rest = analysis.worst_first(Question.objects.select_related("current").order_by("code"))
    assert (first.code, read.verdict) == ("law-single-0", "wrong_way")


def test_a_new_version_begins_anew_and_old_answers_stay_with_the_old(cast: Cast) -> None:
    many(cast, 5)
    question = Question.objects.get(code="law-single-0")
    old = question.current
    options = [make.option("正确", True), make.option("另一个")]
    bank.change_question(
        question, by=cast.city_manager, topic=make.topic(), difficulty=1, text_zh="新问法", options=options
    )
    question.refresh_from_db()
    assert question.pk not in analysis.readings([question])
    assert analysis.of_versions([old.pk])[old.pk].n == 5


def test_each_option_says_how_many_fell_for_it(cast: Cast) -> None:
    found = many(cast, 20)
    right = sum(x for x, _y in found["law-single-1"])
    counted = {option["key"]: n for option, n in analysis.choices(Question.objects.get(code="law-single-1").current)}
    assert counted == {"a": right, "b": 20 - right, "c": 0, "d": 0}
