"""The charts of the house as plain values: what each draws, in per cent of its width, and the table that says the same.

No database. A count that may not be told is None and is drawn as nothing; its cell says “—”.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from typing import Any

from django.utils.translation import gettext as _

NONE = "—"
Z95 = 1.96
WIDE, LEFT = 96.0, 2.0  # per cent of the drawing in which the dots of a scale stand


@dataclass(frozen=True)
class Asked:
    """What a page of the cockpit shows. `opens` is the county whose rows the reader may open: there counts are exact.

    `county` "" is the whole city; `late_exact` says that the reader may open what is late everywhere.
    """

    period: tuple[date, date]
    before: tuple[date, date]
    counties: Mapping[str, str]
    county: str = ""
    opens: str = ""
    late_exact: bool = False

    @property
    def exact(self) -> bool:
        return bool(self.opens) and self.opens == self.county

    @property
    def shown(self) -> list[str]:
        """The counties whose lines stand in a table."""
        return [self.county] if self.county else list(self.counties)


@dataclass(frozen=True)
class Chart:
    """`kind` names parts/chart_<kind>.html, `marks` is what it draws; heads and rows are its table and its download."""

    code: str
    kind: str
    title: Any
    text: Any
    heads: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    marks: Any = ()
    note: Any = ""
    empty: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def twin(self) -> dict[str, Any]:
        return {"caption": self.title, "heads": self.heads, "rows": self.rows}


def pct(part: float, whole: float) -> str:
    """A width for SVG: “47.5%”, never more than the whole."""
    return f"{min(100.0, 100 * part / whole):.1f}%" if whole else "0%"


def told(n: int | None) -> str:
    return NONE if n is None else f"{n:,}"


def share(n: int | None, d: int | None) -> str:
    return NONE if n is None or not d else f"{100 * n / d:.1f}%"


# --- heat map ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Cell:
    """One field of a heat map: `tone` is its class, `says` the whole sentence for whoever does not see it."""

    text: str
    tone: str
    label: Any
    says: str
    url: str = ""


def heat_tone(asked: int, free: int) -> str:
    """How short: requests for each free place, from plenty (n2) to far too few (p4); nothing asked is plenty."""
    if not asked:
        return "n2" if free else ""
    if not free:
        return "p4"
    ratio = asked / free
    steps = ((0.6, "n2"), (0.9, "n1"), (1.1, ""), (1.5, "p1"), (2.0, "p2"), (2.5, "p3"))
    return next((tone for most, tone in steps if ratio < most), "p4")


# --- funnel --------------------------------------------------------------------------------------------------------
def funnel(steps: Sequence[tuple[Any, int | None]]) -> list[dict[str, Any]]:
    """Each step with its bar and that of the step before behind it; the share is of the last step that is told."""
    whole = steps[0][1] or 0 if steps else 0
    marks: list[dict[str, Any]] = []
    last = whole
    for label, n in steps:
        own, behind = n or 0, last
        marks.append(
            {
                "label": label, "n": told(n), "x": pct(whole - own, 2 * whole), "width": pct(own, whole),
                "x2": pct(whole - behind, 2 * whole), "width2": pct(behind, whole),
                "share": "" if not marks else share(n, behind),
            }
        )  # fmt: skip
        last = last if n is None else n
    return marks


# --- bars ----------------------------------------------------------------------------------------------------------
def stacked(rows: Sequence[tuple[Any, int, int, str]]) -> list[dict[str, Any]]:
    """(name, late, all, url): what is late hatched in front, what still has time behind it."""
    longest = max((every for _n, _late, every, _u in rows), default=0)
    return [
        {
            "name": name, "late": late, "all": every, "url": url,
            "x": pct(late, longest), "width": pct(every - late, longest),
        }
        for name, late, every, url in rows
    ]  # fmt: skip


def lengths(rows: Sequence[tuple[Any, float, Any, str]]) -> list[dict[str, Any]]:
    """(name, length, what is written, url) as bars of one scale."""
    longest = max((length for _n, length, _w, _u in rows), default=0)
    return [{"name": name, "width": pct(length, longest), "said": said, "url": url} for name, length, said, url in rows]


def wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson's bounds of a share at ninety-five per cent, in per cent; nought to a hundred of nothing."""
    if n <= 0:
        return 0.0, 100.0
    p, whole = k / n, 1 + Z95 * Z95 / n
    middle = p + Z95 * Z95 / (2 * n)
    half = Z95 * sqrt(p * (1 - p) / n + Z95 * Z95 / (4 * n * n))
    return max(0.0, 100 * (middle - half) / whole), min(100.0, 100 * (middle + half) / whole)


def ranges(rows: Sequence[tuple[Any, int]]) -> list[dict[str, Any]]:
    """(name, count) as shares of them all, each with the range in which it may lie."""
    whole = sum(n for _name, n in rows)
    marks: list[dict[str, Any]] = []
    for name, n in rows:
        low, high = wilson(n, whole)
        marks.append(
            {
                "name": name, "n": n, "share": share(n, whole), "width": pct(n, whole),
                "low": f"{low:.1f}%", "high": f"{high:.1f}%", "range": f"{low:.0f}–{high:.0f}%",
            }
        )  # fmt: skip
    return marks


# --- a map of tiles ------------------------------------------------------------------------------------------------
STEP_X, STEP_Y, EDGE = 110, 95, 58
ACROSS = 4


def tiles(places: Mapping[str, tuple[int, int]]) -> dict[str, tuple[float, float]]:
    """Middles of hexagons, each as near as may be to where its place lies (metres east and north); none on another."""
    if not places:
        return {}
    rows = -(-len(places) // (ACROSS - 1)) or 1
    left, low = min(x for x, _y in places.values()), min(y for _x, y in places.values())
    wide = max(x for x, _y in places.values()) - left or 1
    high = max(y for _x, y in places.values()) - low or 1
    free = {(c, r) for r in range(rows) for c in range(ACROSS)}
    found: dict[str, tuple[float, float]] = {}
    for code, (x, y) in sorted(places.items(), key=lambda one: (-one[1][1], one[1][0], one[0])):
        wanted = (x - left) / wide * (ACROSS - 1), (1 - (y - low) / high) * (rows - 1)
        c, r = min(free, key=lambda at: ((at[0] + (at[1] % 2) / 2 - wanted[0]) ** 2 + (at[1] - wanted[1]) ** 2, at))
        free.discard((c, r))
        found[code] = EDGE + STEP_X * (c + (r % 2) / 2), EDGE + 6 + STEP_Y * r
    return found


def hexagon(x: float, y: float, half: float = 53.7, tall: float = 62) -> str:
    corners = ((0, -tall), (half, -tall / 2), (half, tall / 2), (0, tall), (-half, tall / 2), (-half, -tall / 2))
    return "M" + "L".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners) + "Z"


# --- dots and lines ------------------------------------------------------------------------------------------------
def dots(values: Mapping[str, float], middle: float | None) -> dict[str, Any]:
    """Shares in per cent on one scale that begins and ends at tens; the lowest and the highest carry their names."""
    every = [*values.values(), *([middle] if middle is not None else [])]
    low = 10 * int(min(every, default=0) // 10)
    high = max(low + 20, 10 * -int(-max(every, default=100) // 10))

    def at(value: float) -> str:
        return f"{LEFT + WIDE * (value - low) / (high - low):.1f}%"

    ordered = sorted(values.items(), key=lambda one: one[1])
    ends = {ordered[0][0], ordered[-1][0]} if len(ordered) > 1 else set(values)
    return {
        "dots": [{"x": at(v), "low": name == ordered[0][0] and len(ordered) > 1} for name, v in ordered],
        "named": [
            {"x": at(v), "text": f"{name} {v:.0f}%", "anchor": _anchor((v - low) / (high - low))}
            for name, v in ordered if name in ends
        ],
        "ticks": [{"x": at(t), "text": f"{t}%"} for t in range(low, high + 1, 10 if high - low <= 60 else 20)],
        "middle": None if middle is None else {"x": at(middle), "text": _("全部 %(n)s%%") % {"n": f"{middle:.1f}"}},
    }  # fmt: skip


def _anchor(part: float) -> str:
    """Names near an end of the scale grow inwards."""
    return "start" if part < 1 / 6 else "end" if part > 5 / 6 else "middle"


HIGH, WIDTH = 120, 600  # of a line's drawing, in its own units


def line(values: Sequence[int | None]) -> dict[str, Any]:
    """A line over equal steps of time; where a count is not told it is broken."""
    most = max((v for v in values if v is not None), default=0) or 1
    step = WIDTH / max(1, len(values) - 1)
    points = [None if v is None else (n * step, HIGH - HIGH * v / most) for n, v in enumerate(values)]
    path, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        path.append(f"{pen}{point[0]:.1f} {point[1]:.1f}")
        pen = "L"
    known = [point for point in points if point]
    return {
        "path": "".join(path),
        "dots": [(f"{x:.1f}", f"{y:.1f}") for x, y in known],
        "most": most,
        "box": f"-8 -8 {WIDTH + 16} {HIGH + 16}",
    }
