"""The months, quarters and years a leader chooses among; each written as 2026-03, 2026-Q1 or 2026."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from desk.analysis.figures import before, year_before

Period = tuple[date, date]
MONTHS, QUARTERS, YEARS = 12, 8, 3
_WRITTEN = re.compile(r"(20\d\d)(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")


def days(code: str) -> Period | None:
    """First and last day; None of what is no period."""
    found = _WRITTEN.fullmatch(code)
    if found is None:
        return None
    year, month, quarter = (int(part) if part else 0 for part in found.groups())
    first, months = (month, 1) if month else (3 * quarter - 2, 3) if quarter else (1, 12)
    return date(year, first, 1), _first_after(year, first + months) - timedelta(days=1)


def _first_after(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def words(code: str) -> str:
    year, _dash, part = code.partition("-")
    if not part:
        return _("%(year)s年") % {"year": year}
    if part.startswith("Q"):
        return _("%(year)s年第%(n)s季度") % {"year": year, "n": part[1:]}
    return _("%(year)s年%(n)d月") % {"year": year, "n": int(part)}


def choices(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """By length, the newest first; the running one among them."""
    months = [today.year * 12 + today.month - 1 - n for n in range(MONTHS)]
    quarters = [today.year * 4 + (today.month - 1) // 3 - n for n in range(QUARTERS)]
    groups = (
        (_("季度"), [f"{n // 4}-Q{n % 4 + 1}" for n in quarters]),
        (_("月份"), [f"{n // 12}-{n % 12 + 1:02}" for n in months]),
        (_("年度"), [str(today.year - n) for n in range(YEARS)]),
    )
    return [(label, [(code, words(code)) for code in codes]) for label, codes in groups]


def other(period: Period, against: str) -> Period:
    """What the period is compared with: the one right before, or the same of the year before."""
    return year_before(period) if against == "year" else before(period)
