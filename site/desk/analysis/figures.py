"""The arithmetic of a report, without a database: comparison, imbalance, gaps, and what may be published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, pstdev
from typing import Any

from kit.suppression import LEAST, suppressed

CITY = ""
PERCENT = "%"
# Whose spread between counties is told (K22), and from how many cases a county takes part.
SPREAD = ("K1", "K2", "K11")
Read = dict[str, Any]  # n, d, exact, parts, url of one reading
Period = tuple[date, date]


def before(period: Period) -> Period:
    """As many days right before; a whole month, quarter or year is compared with the one before it."""
    a, b = period
    if a.day == 1 and (b + timedelta(days=1)).day == 1:
        months = (b.year - a.year) * 12 + b.month - a.month + 1
        return _months_back(a, months), a - timedelta(days=1)
    return a - (b - a) - timedelta(days=1), a - timedelta(days=1)


def year_before(period: Period) -> Period:
    a, b = period
    return _months_back(a, 12), _months_back(b + timedelta(days=1), 12) - timedelta(days=1)


def _months_back(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    while True:
        try:
            return date(year, month + 1, day.day)
        except ValueError:
            day -= timedelta(days=1)  # 29 February, the 31st


def value(read: Read | None, unit: str) -> Decimal | None:
    """As it is written: a share in per cent with one decimal, halves up; None where nothing is divided by nothing."""
    if read is None:
        return None
    if read["exact"] is not None:
        return Decimal(str(read["exact"]))
    if read["d"] is None:
        return Decimal(read["n"])
    if not read["d"]:
        return None
    share = Decimal(100 * read["n"]) / Decimal(read["d"]) if unit == PERCENT else Decimal(read["n"]) / read["d"]
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Spread:
    """K22: the widest distance between two counties, and how far they scatter; shares in per cent."""

    apart: Decimal
    scatter: Decimal | None
    counties: int


def spread(reads: Mapping[str, Read], unit: str) -> Spread | None:
    """Over the counties with at least five in the denominator; None for fewer than two of them."""
    found = [value(r, unit) for code, r in reads.items() if code != CITY and (r["d"] or 0) >= LEAST]
    values = [float(v) for v in found if v is not None]
    if len(values) < 2:
        return None
    middle = mean(values)
    scatter = _one(100 * pstdev(values) / middle) if middle else None
    return Spread(_one(max(values) - min(values)), scatter, len(values))


def _one(number: float) -> Decimal:
    return Decimal(repr(number)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Gap:
    """How far a county lies below the city in one share, in points of a hundred."""

    code: str
    county: str
    points: Decimal
    n: int
    d: int


def gaps(kpis: list[dict[str, Any]], most: int = 10) -> list[Gap]:
    """The widest first, of counties with at least five in the denominator; measures of which less is better turn."""
    found = []
    for kpi in kpis:
        city = value(kpi["now"].get(CITY), kpi["unit"])
        if kpi["unit"] != PERCENT or city is None:
            continue
        for county, read in kpi["now"].items():
            own = value(read, kpi["unit"])
            if county == CITY or own is None or (read["d"] or 0) < LEAST:
                continue
            short = (own - city) if kpi["less_is_better"] else (city - own)
            if short > 0:
                found.append(Gap(kpi["code"], county, short, read["n"], read["d"]))
    return sorted(found, key=lambda g: (-g.points, g.code, g.county))[:most]


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the data in one way of writing it."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def published(kpi: Mapping[str, Any]) -> dict[str, Read | None]:
    """The readings of one measure by county that may be shown to everybody: of those that count people, no cell of one
    to four, and none that could be worked out from the others and the total (R-PI-10)."""
    reads: dict[str, Read] = dict(kpi["now"])
    if not kpi["people"]:
        return dict(reads)
    counties = {code: read for code, read in reads.items() if code != CITY}
    inside = suppressed({code: read["n"] for code, read in counties.items()})
    outside = suppressed({code: (read["d"] or 0) - read["n"] for code, read in counties.items()})
    whole = suppressed({code: read["d"] or 0 for code, read in counties.items()})
    shown: dict[str, Read | None] = {}
    for code, read in counties.items():
        hidden = None in (inside[code], outside[code], whole[code])
        shown[code] = None if hidden else read | {"parts": []}
    if list(shown.values()).count(None) == 1:
        # One hidden county is the total less the others.
        rest = min((c for c, r in shown.items() if r), key=lambda c: counties[c]["d"] or 0, default=None)
        if rest is not None:
            shown[rest] = None
    city = reads.get(CITY)
    if city is not None:
        small = 0 < city["n"] < LEAST or 0 < (city["d"] or 0) - city["n"] < LEAST
        shown[CITY] = None if small else city | {"parts": []}
    return shown
