"""Where the four fields of a score stand: as wide as what each can reach (40, 25, 20 and 15 of a hundred unless the
weights were changed), so that places compare straight down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

# The gap between two fields, in per cent of the whole.
GAP = Decimal("0.6")


@dataclass(frozen=True)
class Field:
    """Percentages are text, ready for SVG attributes; `tenths` of `weight` points were reached."""

    code: str
    label: str
    weight: int
    tenths: int
    x: str
    room: str
    filled: str


def fields(parts: Any) -> list[Field]:
    """The fields of `parts`, a mapping or an object with fit, near, quality and keep in tenths of points; `full`, where
    it has one, holds the whole points that each field can reach."""
    rows, x = [], 0
    full: Any = _of(parts, "full") or {}
    for code, label, usual in _plan():
        weight = int(full.get(code, usual))
        tenths = int(_of(parts, code) or 0)
        room = max(Decimal(weight) - GAP, Decimal(0))
        filled = room * min(max(tenths, 0), weight * 10) / (weight * 10) if weight else Decimal(0)
        rows.append(Field(code, label, weight, tenths, f"{x}%", f"{room}%", f"{filled:.2f}%"))
        x += weight
    return rows


def _plan() -> tuple[tuple[str, str, int], ...]:
    return (
        ("fit", _("符合"), 40),
        ("near", _("就近"), 25),
        ("quality", _("质量"), 20),
        ("keep", _("延续"), 15),
    )


def _of(parts: Any, code: str) -> int:
    return parts.get(code) if isinstance(parts, Mapping) else getattr(parts, code, None)
