"""How late a notice is and what follows from that: plain arithmetic on working days, no database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kit import calendar


def level_on(due_on: date, today: date, steps: Sequence[int]) -> int:
    """0 in time; 1 from the day after the deadline; 2, 3, 4 once so many working days have passed since.

    `steps` are the working days of suspension, hold and proposal, in this order.
    """
    if today <= due_on:
        return 0
    late = calendar.workdays_between(due_on, today)
    return 1 + sum(late >= n for n in steps)


def reminder_on(due_on: date, today: date, before: int) -> str:
    """Which reminder today is the day of, or has passed while nobody worked: "before", "last", "after" or ""."""
    if today >= calendar.add_workdays(due_on, 1):
        return "after"
    if today == due_on:
        return "last"
    return "before" if calendar.add_workdays(due_on, -before) <= today < due_on else ""
