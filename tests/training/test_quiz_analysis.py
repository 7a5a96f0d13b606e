"""Item analysis: the numbers are those of the textbook, versions are told apart, and what is wrong comes first."""

from __future__ import annotations

import random
from statistics import correlation, mean
from typing import Any

import pytest
from django.core.management import call_command

from kit import clock
from tests.cast import Cast, person, seat
from tests.training import quiz as make
from training.models import Attempt, AttemptItem, Question, VersionSums
from training.quizzes import analysis, bank, services
from training.quizzes import sums as sums_kept
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
    sums_kept.rebuild()  # these attempts were not handed in by anybody
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


# --- the sums that are kept ----------------------------------------------------------------------------------------
def kept() -> list[dict[str, Any]]:
    return list(VersionSums.objects.order_by("pk").values())


def test_the_sums_that_are_kept_are_those_that_are_counted(cast: Cast, as_of: Any) -> None:
    """Choices graded at once, a case marked later, an attempt the clock handed in: all are in, each once."""
    as_of(2026, 3, 10, 9)
    make.bank(6), make.bank(2, "multiple"), make.bank(1, "case")
    kinds = [make.Part(4, kind="single"), make.Part(2, kind="multiple"), make.Part(1, kind="case")]
    quiz, short = make.quiz(cast, parts=kinds), make.quiz(cast, parts=[make.Part(3, kind="single")], title="小测")
    for n, who in enumerate((cast.volunteer, cast.officer, cast.social_worker)):
        was = kept()
        attempt = make.sat(cast, quiz, by=who, right=2 * n)
        assert kept() == was  # the case is not marked yet
        services.mark_case(attempt.items.get(version__question__kind="case"), by=cast.city_manager, points=3 * n)
        make.sat(cast, short, by=who, right=n)
    services.begin(make.quiz(cast, parts=[make.Part(2, kind="single")], title="到时"), by=cast.volunteer)
    as_of(2026, 3, 10, 12)
    assert services.close_overdue() == 1
    before = kept()
    assert sum(row["n"] for row in before) == 3 * 7 + 3 * 3 + 2
    assert VersionSums.objects.get(version__question__kind="case").points == 0 + 3 + 6
    VersionSums.objects.filter(pk=before[0]["version_id"]).update(n=99, rest=1)
    VersionSums.objects.filter(pk=before[1]["version_id"]).delete()
    assert sums_kept.rebuild() == len(before)
    assert kept() == before
    call_command("recount_questions")
    assert kept() == before


def test_handed_in_twice_an_attempt_is_in_the_sums_once(cast: Cast) -> None:
    attempt = make.sat(cast, make.quiz(cast, 4), right=2)
    services.hand_in(attempt, by=cast.volunteer, answers=make.answers(attempt))
    services.close_if_over(attempt)
    assert [(row["n"], row["right"]) for row in kept()].count((1, 1)) == 2
    assert sum(row["n"] for row in kept()) == 4


def test_nothing_is_added_when_the_grading_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = services.begin(make.quiz(cast, 4), by=cast.volunteer)
    add = sums_kept.add

    def broken(*told: Any) -> None:
        add(*told)
        raise RuntimeError

    monkeypatch.setattr(services.sums, "add", broken)
    with pytest.raises(RuntimeError):
        services.hand_in(attempt, by=cast.volunteer, answers=make.answers(attempt))
    assert kept() == []


def test_an_attempt_of_one_question_has_no_rest_and_is_left_out(cast: Cast) -> None:
    make.sat(cast, make.quiz(cast, parts=[make.Part(1)]))
    assert kept() == [] and sums_kept.rebuild() == 0


@pytest.mark.parametrize(
    ("points", "of", "most", "rest"),
    [(10, 40, 40, 1_000_000), (0, 10, 40, 333_333), (0, 20, 40, 666_667), (5, 5, 20, 0)],
)
def test_the_rest_of_an_attempt_is_rounded_to_a_millionth(points: int, of: int, most: int, rest: int) -> None:
    assert sums_kept.worth(points, of, most)["rest"] == rest


def test_handing_in_adds_with_three_queries_more(cast: Cast, django_assert_num_queries: Any) -> None:
    make.sat(cast, make.quiz(cast, 5), by=cast.officer)
    attempt = Attempt.objects.get()
    items = list(attempt.items.all())
    with django_assert_num_queries(3):  # which there are, their locks, one UPDATE
        sums_kept.add(attempt, items)
