"""Arithmetic of delivery: what was earned, what is payable, and how long a number of units lasts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Line:
    """`n` units of a service at a price; the rest of a contract that does not divide comes with its last unit."""

    quantity: int
    unit_price_fen: int
    rest_fen: int
    n: int


def earned(lines: Iterable[Line]) -> int:
    return sum(one.n * one.unit_price_fen + (one.rest_fen if one.n >= one.quantity else 0) for one in lines)


def payable(*, amount_fen: int, is_advance: bool, is_final: bool, earned_fen: int, accepted_fen: int) -> int:
    """What of a milestone is due: an advance in full, an interim part never beyond what was earned, and as the last
    part what was earned less all that was accepted before."""
    if is_advance:
        return amount_fen
    left = max(0, earned_fen - accepted_fen)
    return left if is_final else min(amount_fen, left)


def share(part: int, whole: int) -> str:
    """Per cent with one decimal, half up: 372 of 400 → "93.0"."""
    thousandths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{thousandths // 10}.{thousandths % 10}"


@dataclass(frozen=True)
class Forecast:
    """At the pace so far: the day the last unit is used, or how many are left at the end. Both None: too early."""

    used_up_on: date | None = None
    left: int | None = None


def forecast(*, capacity: int, delivered: int, starts_on: date, ends_on: date, today: date) -> Forecast:
    """Straight on from the first day to `today`, both counted. After the end: what is left."""
    free = capacity - delivered
    if today > ends_on or free <= 0:
        return Forecast(left=max(0, free))
    gone = (today - starts_on).days + 1
    if gone <= 0 or delivered == 0:
        return Forecast()
    more = (ends_on - today).days * delivered // gone
    if more >= free:
        return Forecast(used_up_on=today + timedelta(days=-(-free * gone // delivered)))
    return Forecast(left=free - more)


def due_share(capacity: int, starts_on: date, ends_on: date, a: date, b: date) -> int:
    """How many of `capacity` units fall into the days from `a` to `b`, evenly over the contract, rounded down."""
    days = (min(ends_on, b) - max(starts_on, a)).days + 1
    return capacity * max(0, days) // ((ends_on - starts_on).days + 1)
