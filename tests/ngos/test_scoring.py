"""Scores and ranks: the worked example of the bureau, halves, ties, and an independent calculation."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from ngos.evaluation.scoring import Offered, evaluated, half_up, price_score, ranked, tied_first, unusually_low

# law: R-PUR-15; competitive consultation of ¥500,000, price weight 20
EXAMPLE = [
    Offered("A", 46_800_000, [7200, 7000, 7400, 6900, 7100]),
    Offered("B", 43_200_000, [6600, 6400, 6800, 6500, 6300]),
    Offered("C", 49_500_000, [7500, 7400, 7600, 7200, 7700], deduction=100),
]


def test_the_worked_example_comes_out_to_the_hundredth() -> None:
    rows = {row.bid: row for row in ranked(EXAMPLE, 2000)}
    assert {k: r.evaluated_fen for k, r in rows.items()} == {"A": 46_800_000, "B": 43_200_000, "C": 44_550_000}
    assert {k: r.price_score for k, r in rows.items()} == {"A": 1846, "B": 2000, "C": 1939}
    assert {k: r.technical for k, r in rows.items()} == {"A": 7120, "B": 6520, "C": 7480}
    assert {k: r.total for k, r in rows.items()} == {"A": 8966, "B": 8520, "C": 9419}
    assert [row.bid for row in ranked(EXAMPLE, 2000)] == ["C", "A", "B"]


@pytest.mark.parametrize(
    ("lowest", "price", "weight", "score"),
    # 99.85/100.00 × 30 = 29.955 exactly: binary floats say 29.95
    [(9985, 10_000, 3000, 2996), (1, 1, 3000, 3000), (1, 3, 1000, 333), (2, 3, 1000, 667), (1, 8, 1000, 125)],
)
def test_a_half_is_rounded_up_exactly(lowest: int, price: int, weight: int, score: int) -> None:
    assert price_score(lowest, price, weight) == score


def test_half_up_is_the_office_calculators_rounding() -> None:
    for n in range(0, 500):
        value = Fraction(n, 8)
        assert half_up(value) == int((Decimal(n) / 8).quantize(Decimal(1), ROUND_HALF_UP))


def test_the_compared_price_is_rounded_to_the_fen() -> None:
    assert evaluated(49_500_000, 100) == 44_550_000
    assert evaluated(5, 100) == 5  # 4.5 fen
    assert evaluated(15, 100) == 14  # 13.5 fen
    assert evaluated(999, 0) == 999


def test_equal_totals_go_by_price_then_by_quality_then_by_draw() -> None:
    # B is dearer by exactly what its technical score gains.
    same = [Offered("A", 100, [5000]), Offered("B", 125, [5400])]
    rows = ranked(same, 2000)
    assert rows[0].total == rows[1].total == 7000
    assert [r.bid for r in rows] == ["A", "B"] and [r.rank for r in rows] == [1, 2]
    twins = [Offered("A", 100, [5000]), Offered("B", 100, [5000]), Offered("C", 200, [5000])]
    rows = ranked(twins, 2000)
    assert [(r.bid, r.rank) for r in rows] == [("A", 1), ("B", 1), ("C", 3)]
    assert tied_first(rows) == ["A", "B"]
    drawn = ranked(twins, 2000, drawn={"A": 2, "B": 1})
    assert [(r.bid, r.rank) for r in drawn] == [("B", 1), ("A", 2), ("C", 3)]
    assert tied_first(drawn) == []


def test_a_technical_mean_that_only_rounds_equal_is_no_tie() -> None:
    rows = ranked([Offered("A", 100, [5000, 5000, 5000]), Offered("B", 100, [5000, 5000, 5001])], 2000)
    assert [(r.bid, r.rank) for r in rows] == [("B", 1), ("A", 2)]
    assert rows[0].total == rows[1].total


def test_without_a_price_factor_only_quality_counts() -> None:
    rows = ranked([Offered("A", 900, [9100]), Offered("B", 100, [9000])], 0)
    assert [(r.bid, r.price_score) for r in rows] == [("A", 0), ("B", 0)]
    assert ranked([], 2000) == []


def test_a_low_price_is_asked_about_against_the_mean_of_the_others() -> None:
    assert unusually_low({"A": 7999, "B": 10_000, "C": 10_000}, 80) == ["A"]
    assert unusually_low({"A": 8000, "B": 10_000, "C": 10_000}, 80) == []
    assert unusually_low({"A": 1}, 80) == []


def test_a_thousand_random_tenders_agree_with_decimal_arithmetic() -> None:
    dice = random.Random(20_260_511)
    for _turn in range(1000):
        bids = [
            Offered(str(n), dice.randint(1, 10**8), dice.choices(range(8001), k=5), dice.choice([0, 100, 200]))
            for n in range(dice.randint(1, 6))
        ]
        rows = {row.bid: row for row in ranked(bids, 2000)}
        prices = {
            b.bid: (Decimal(b.price_fen) * (1000 - b.deduction) / 1000).quantize(Decimal(1), ROUND_HALF_UP)
            for b in bids
        }
        for b in bids:
            exact = Fraction(int(min(prices.values())) * 2000, int(prices[b.bid]))
            price = int(Decimal((exact * 2 + 1) // 2))
            technical = Decimal(sum(b.technical)) / 5
            total = (technical + price).quantize(Decimal(1), ROUND_HALF_UP)
            assert (rows[b.bid].price_score, rows[b.bid].total) == (price, int(total))
