"""Arithmetic of contracts: how long, and how much may be added."""

from __future__ import annotations

from calendar import monthrange
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
