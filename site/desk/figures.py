"""What the home page shows of the running house: public figures, with small numbers left unsaid, and panels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk import hooks
from kit import clock

LEAST = 5
KEEP_SECONDS = 300


@dataclass(frozen=True)
class Shown:
    """A figure as it may be published."""

    label: str
    value: str
    unit: str
    note: str


def public_figures() -> dict[str, Any]:
    """The figures and the moment they were read; read anew every five minutes, for each language."""
    return cache.get_or_set(f"desk.figures.{get_language()}", _read, KEEP_SECONDS)


def some(*codes: str) -> list[Shown]:
    """These figures, in this order, for a page of a trade's own; under the same rule for small numbers."""
    key = f"desk.figures.{get_language()}.{'.'.join(codes)}"
    return cache.get_or_set(key, lambda: _some(codes), KEEP_SECONDS)


def _some(codes: tuple[str, ...]) -> list[Shown]:
    known = {figure.code: figure for figure in hooks.figures}
    return [_shown(known[code]) for code in codes if code in known]


def panels() -> list[dict[str, Any]]:
    """The charts and lists that trades hang into the home page, each with its template; read as seldom as figures."""
    return cache.get_or_set(f"desk.panels.{get_language()}", _panels, KEEP_SECONDS)


def _panels() -> list[dict[str, Any]]:
    shown = (panel() for panel in hooks.home_panels)
    return [{"template": template, "context": context} for template, context in filter(None, shown)]


def _read() -> dict[str, Any]:
    return {"rows": list(_rows()), "read_at": clock.now()}


def _rows() -> Iterator[Shown]:
    return map(_shown, sorted((f for f in hooks.figures if f.public), key=lambda f: f.order))


def _shown(figure: hooks.Figure) -> Shown:
    reading = figure.read()
    if not isinstance(reading, hooks.Reading):
        reading = hooks.Reading(reading)
    if _too_few(reading):
        return Shown(str(figure.label), "—", "", _("少于 5，不公布"))
    return Shown(str(figure.label), _in_words(reading.value), str(figure.unit), str(reading.note))


def _too_few(reading: hooks.Reading) -> bool:
    basis = reading.value if reading.n is None else reading.n
    return reading.value is None or basis < LEAST


def _in_words(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
