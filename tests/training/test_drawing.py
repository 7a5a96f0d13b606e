"""The same seed draws the same quiz for ever, no question twice, and never more than the bank holds."""

import random

import pytest

from training.quizzes.drawing import Candidate, Part, TooFew, draw
from training.quizzes.scoring import percent, points_for, total

KEYS = ("a", "b", "c", "d")


def pool(n: int = 40) -> list[Candidate]:
    kinds = ("single", "multiple", "true_false", "case")
    return [
        Candidate(f"q{i}", i % 4, 1 + i % 3, kinds[i % 4], 100 + i, ("a", "b") if i % 4 == 2 else KEYS)
        for i in range(n)
    ]


def test_the_same_seed_draws_the_same_quiz_however_the_bank_is_sorted() -> None:
    there, parts = pool(), [Part(5), Part(3, topic_id=1), Part(2, difficulty=3)]
    first = draw(parts, there, 20_260_310)
    for n in range(20):
        random.Random(n).shuffle(there)
        assert draw(parts, there, 20_260_310) == first


def test_this_seed_draws_just_this_quiz_also_next_year() -> None:
    """The order must not hang on the version of the language: old attempts are to be drawn again when they are
    disputed."""
    drawn = draw([Part(3)], pool(8), 7)
    assert [(d.version_id, "".join(d.option_order)) for d in drawn] == [(102, "ab"), (104, "cabd"), (107, "adcb")]


def test_other_seeds_draw_other_quizzes_and_every_question_comes_up() -> None:
    seen, orders = set(), set()
    for seed in range(300):
        drawn = draw([Part(5)], pool(), seed)
        seen |= {d.version_id for d in drawn}
        orders.add(tuple(d.version_id for d in drawn))
    assert len(seen) == 40
    assert len(orders) == 300


def test_no_question_comes_twice_and_narrow_parts_choose_first() -> None:
    """An open part before a narrow one must not take what only the narrow one may use."""
    there = [c for c in pool(8) if c.topic_id != 1] + [Candidate("only", 1, 1, "single", 999, KEYS)]
    for seed in range(50):
        drawn = draw([Part(6), Part(1, topic_id=1)], there, seed)
        versions = [d.version_id for d in drawn]
        assert len(set(versions)) == 7
        assert 999 in versions


def test_cases_come_last_and_true_before_false() -> None:
    kinds = {c.version_id: c.kind for c in pool()}
    drawn = draw([Part(20)], pool(), 3)
    found = [kinds[d.version_id] for d in drawn]
    assert found == sorted(found, key=lambda kind: kind == "case")
    assert all(d.option_order == ("a", "b") for d in drawn if kinds[d.version_id] == "true_false")


def test_more_than_the_bank_holds_names_the_part() -> None:
    with pytest.raises(TooFew) as why:
        draw([Part(2), Part(11, topic_id=1)], pool(), 1)
    assert (why.value.part, why.value.there) == (1, 10)


@pytest.mark.parametrize(
    ("kind", "right", "chosen", "points"),
    [
        ("single", "a", "a", 10), ("single", "a", "b", 0), ("single", "a", "", 0),
        ("multiple", "ac", "ac", 10), ("multiple", "ac", "a", 5), ("multiple", "ac", "ab", 0),
        ("multiple", "ac", "abc", 0), ("multiple", "ac", "", 0), ("multiple", "ac", "abcd", 0),
        ("true_false", "b", "b", 10), ("true_false", "b", "a", 0),
    ],
)  # fmt: skip
def test_what_an_answer_is_worth(kind: str, right: str, chosen: str, points: int) -> None:
    assert points_for(kind, right, chosen) == points


@pytest.mark.parametrize(
    ("points", "of", "shown"), [(79, 100, 79), (799, 1000, 79), (800, 1000, 80), (0, 0, 0), (2, 3, 66)]
)
def test_a_score_is_never_rounded_up(points: int, of: int, shown: int) -> None:
    assert percent(points, of) == shown


def test_there_is_no_total_while_a_case_waits() -> None:
    assert total([10, None]) is None
    assert total([10, 5, 0]) == 15
