"""The calendar of the last thirteen weeks: confirmed minutes by day, as squares and as a table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from desk.dates import MONTHS, day, english, short_day
from desk.forms import DAYS
from kit import clock
from kit.sentences import gettext as _
from volunteers.hours import arithmetic, checking
from volunteers.hours.queries import counting
from volunteers.models import ServiceLog, Volunteer

WEEKS = 13
LEFT, TOP, STEP_X, STEP_Y = 24, 22, 28, 22  # of the drawing, in its own units


def weeks(me: Volunteer, today: date) -> dict[str, Any]:
    """Squares with their tone (0 none, 1 up to 2 h, 2 up to 4 h, 3 above), month marks, and the table twin."""
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    minutes = arithmetic.day_totals(checking.spans_of(_confirmed(me, first)))
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    return {
        "squares": [_square(n, on, minutes[on], on == today) for n, on in enumerate(days)],
        "days": [{"label": _letter(str(name)), "y": TOP + 14 + n * STEP_Y} for n, name in enumerate(DAYS)],
        "months": list(_months(first)),
        "rows": [(day(on), minutes[on]) for on in sorted(minutes, reverse=True)],
        "any": bool(minutes),
    }


def _letter(name: str) -> str:
    """一 of 周一, M of Monday."""
    return name[:1] if english() else name[-1:]


def _confirmed(me: Volunteer, first: date) -> QuerySet[ServiceLog]:
    """An opening balance belongs to no day."""
    rows = ServiceLog.objects.filter(counting(), volunteer=me, starts_at__gte=clock.at(first, 0))
    return rows.exclude(source=ServiceLog.Source.IMPORT)


def _square(n: int, on: date, minutes: int, is_today: bool) -> dict[str, Any]:
    tone = 0 if not minutes else 1 if minutes <= 120 else 2 if minutes <= 240 else 3
    x, y = LEFT + (n // 7) * STEP_X, TOP + (n % 7) * STEP_Y
    return {"x": x, "y": y, "tone": tone, "now": is_today, "title": short_day(on)}


def _months(first: date) -> Any:
    """The name of a month above the week in which it begins."""
    seen = 0
    for week in range(WEEKS):
        monday = first + timedelta(days=7 * week)
        if monday.month != seen:
            seen = monday.month
            if week < WEEKS - 1:
                yield {"x": LEFT + week * STEP_X, "label": _(MONTHS[monday.month - 1])}
