"""Money in whole fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import money
from kit.errors import Refused


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("495,000.00", 49_500_000), ("495000", 49_500_000), ("0.5", 50), ("¥1,234.56元", 123_456), ("￥ 600", 60_000)]
    + [("４９５，０００．００", 49_500_000), ("0", 0), ("999,999,999,999.99", 99_999_999_999_999)],
)
def test_an_amount_is_read_exactly(typed, fen):
    assert money.parse_yuan(typed) == fen


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "money_empty"), ("1.234", "money_form"), ("-5", "money_form"), ("4,95", "money_form"), ("1e5", "money_form")]
    + [("五百", "money_form"), ("1,0000", "money_form"), ("1.", "money_form"), ("1,000,000,000,000", "money_range")],
)
def test_an_amount_that_is_not_clear_is_refused(typed, code):
    with pytest.raises(Refused) as caught:
        money.parse_yuan(typed)
    assert caught.value.code == code


@given(st.integers(0, money.MOST_FEN))
def test_what_is_shown_reads_back_as_the_same_amount(fen):
    assert money.parse_yuan(money.yuan(fen)) == fen
    assert money.parse_yuan(money.display(fen)) == fen


def test_amounts_are_written_as_documents_write_them():
    assert money.yuan(49_500_000) == "495,000.00"
    assert money.yuan(-123_450) == "-1,234.50"
    assert money.display(49_500_000) == "¥495,000.00元"
    assert str(money.decimal_yuan(123_456)) == "1234.56"


def test_shares_are_rounded_half_up_to_the_fen():
    assert [money.share_of(49_500_000, pct) for pct in (30, 50, 20)] == [14_850_000, 24_750_000, 9_900_000]
    assert money.share_of(25, 50) == 13
    assert money.share_of(1, "49.9") == 0
