"""How the rates of a course are said: percents from five people on, counts to whoever may see small numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from desk.dates import day
from kit.suppression import LEAST
from training.rates.counting import Rates

NOTHING = "—"


def shown(rates: Rates, *, small: bool) -> dict[str, Any]:
    """Texts for a row or a card: `trained`, `certified`, `k13` and `k12`, each of the last two with its note.

    `small` is whether this reader may see counts of fewer than five people; without it they are not told, and neither
    is what stands beside them.
    """
    hidden = _is_few(rates.trained) and not small
    k12, so_far = _rate(rates.job_pct, rates.employed, rates.due, small=small), _so_far(rates, small=small)
    return {
        "trained": _few() if hidden else rates.trained,
        "certified": _few() if hidden else rates.certified,
        "k13": _rate(rates.certificate_pct, rates.certified, rates.trained, small=small),
        "k12": k12,
        "so_far": so_far,
        "k12_line": " · ".join(part for part in (k12["note"], so_far) if part),
    }


def _rate(pct: Decimal | None, part: int, whole: int, *, small: bool) -> dict[str, str]:
    """A percent over its two numbers; of fewer than five people the numbers alone."""
    if pct is None:
        return {"value": NOTHING, "note": ""}
    if _is_few(whole):
        return {"value": f"{part} / {whole}" if small else _few(), "note": ""}
    return {"value": f"{pct}\N{NO-BREAK SPACE}%", "note": f"{part} / {whole}"}


def _so_far(rates: Rates, *, small: bool) -> str:
    """Of those for whom a job would still count."""
    if rates.until is None:
        return ""
    if _is_few(rates.early) and not small:
        return _("还有人未到期，计到 %(day)s") % {"day": day(rates.until)}
    words = {"n": rates.employed_early, "m": rates.early, "day": day(rates.until)}
    return _("目前 %(n)d / %(m)d 人，计到 %(day)s") % words


def _is_few(n: int) -> bool:
    return 0 < n < LEAST


def _few() -> str:
    return _("少于 5 人")
