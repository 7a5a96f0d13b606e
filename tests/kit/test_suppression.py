"""Small numbers stay unsaid, and no published total gives them away."""

from hypothesis import given
from hypothesis import strategies as st

from kit.suppression import LEAST, suppressed

CELLS = st.dictionaries(st.integers(0, 20), st.integers(0, 40), min_size=1, max_size=12)


def test_one_small_cell_takes_the_next_larger_with_it() -> None:
    assert suppressed({"a": 3, "b": 9, "c": 20}) == {"a": None, "b": None, "c": 20}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert suppressed({"a": 5, "b": 0}) == {"a": 5, "b": 0}


def test_a_page_may_ask_for_more_than_five() -> None:
    assert suppressed({"a": 12, "b": 19, "c": 40, "d": 90}, least=20) == {"a": None, "b": None, "c": 40, "d": 90}
    assert suppressed({"a": 12, "b": 40, "c": 90}, least=20) == {"a": None, "b": None, "c": 90}


@given(CELLS)
def test_no_cell_from_one_to_four_is_said(cells) -> None:
    assert not [n for n in suppressed(cells).values() if n is not None and 0 < n < LEAST]


@given(CELLS)
def test_what_is_said_is_true(cells) -> None:
    assert all(n is None or n == cells[key] for key, n in suppressed(cells).items())


@given(CELLS)
def test_the_hidden_ones_cannot_be_worked_out_from_the_total(cells) -> None:
    told = suppressed(cells)
    hidden = [cells[key] for key, n in told.items() if n is None]
    others = [n for n in told.values() if n]
    if hidden and others:
        assert len(hidden) > 1
        assert sum(hidden) >= LEAST
