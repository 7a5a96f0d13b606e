"""Arithmetic of contracts: how long, what each part comes to, and how much may be added."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta


def last_day(starts_on: date, months: int) -> date:
    """The last day of so many months from a day: twelve from 1 July end on 30 June."""
    year, month = divmod(starts_on.month - 1 + months, 12)
    year += starts_on.year
    day = min(starts_on.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def within_supplements(contract_fen: int, added_fen: int, per_mille: int) -> bool:
    """Whether all supplements together stay within the share of the contract; the limit itself is allowed."""
    return added_fen * 1000 <= contract_fen * per_mille


def parts(total_fen: int, shares: Sequence[int]) -> list[int]:
    """A sum cut by shares in ten-thousandths that sum to a whole; the last part takes the rounding."""
    cut = [total_fen * share // 10_000 for share in shares[:-1]]
    return [*cut, total_fen - sum(cut)] if shares else []


def rest(total_fen: int, lines: Sequence[tuple[int, int]]) -> int | None:
    """What lines of (quantity, unit price) leave of a sum: 0, or the few fen that no unit price of the last line
    could take up. None when the lines do not come to the sum."""
    left = total_fen - sum(quantity * price for quantity, price in lines)
    return left if lines and 0 <= left < lines[-1][0] else None


def even_price(total_fen: int, quantities: Sequence[int]) -> list[int]:
    """One price for all units alike; the last line's takes up what is left over."""
    each = total_fen // sum(quantities)
    left = total_fen - each * sum(quantities[:-1])
    return [*[each] * (len(quantities) - 1), left // quantities[-1]]
