"""What everybody may read of the main job on the home page: how much help arrives, and what is short."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Division
from desk.cockpit import charts
from desk.hooks import Figure, Reading, figures, home_panels
from kit import clock
from kit.suppression import LEAST, suppressed
from matching import words
from matching.engine import codes
from matching.models import AssistanceRequest, Place, Session

WAITING = ("matching", "waitlisted")
STEPS = (7, 10, 14, 18)  # from how many waiting requests a county of the map is darker
LONGEST = 94.4  # per cent of the drawing that the longest bar takes


def _month(now: datetime) -> datetime:
    return clock.at(now.date().replace(day=1), 0)


def delivered() -> Reading:
    """Meetings held since the first of the month, with what the month before brought up to the same day."""
    now = clock.now()
    first = _month(now)
    before = _month(first - timedelta(days=1))
    held = Session.objects.filter(status="held")
    n = held.filter(starts_at__gte=first, starts_at__lte=now).count()
    earlier = held.filter(starts_at__gte=before, starts_at__lte=before + (now - first)).count()
    note = _("上月同期 %(n)d") % {"n": earlier} if earlier >= LEAST else ""
    return Reading(n, note)


def waiting() -> Reading:
    """Requests that look for a place; those for which there is none are told apart when they are not too few."""
    by_status = dict(AssistanceRequest.objects.filter(status__in=WAITING).values_list("status").annotate(n=Count("pk")))
    told = suppressed({status: by_status.get(status, 0) for status in WAITING})
    note = _("其中 %(n)d 件暂无空位") % {"n": told["waitlisted"]} if told["waitlisted"] else ""
    return Reading(sum(by_status.values()), note)


def first_response() -> Reading:
    """Median hours from asking to the first answer, of those answered in the last thirty days."""
    since = clock.now() - timedelta(days=30)
    pairs = AssistanceRequest.objects.filter(first_response_at__gte=since, submitted_at__isnull=False)
    hours = [
        (end - start).total_seconds() / 3600 for start, end in pairs.values_list("submitted_at", "first_response_at")
    ]
    return Reading(f"{median(hours):.1f}" if hours else None, _("近 30 天"), n=len(hours))


for figure in (
    Figure("delivered", gettext_lazy("本月送达的帮扶"), gettext_lazy("人次"), delivered, public=True, order=10),
    Figure("waiting", gettext_lazy("正在等待的需求"), gettext_lazy("件"), waiting, public=True, order=30),
    Figure(
        "first_response",
        gettext_lazy("首次回应（中位数）"),
        gettext_lazy("小时"),
        first_response,
        public=True,
        order=40,
    ),
):
    figures.add(figure)


@home_panels.add
def needs_and_places() -> tuple[str, dict[str, Any]] | None:
    """What is waited for beside what is free, category by category; nothing while nobody waits."""
    asked = dict(
        AssistanceRequest.objects.filter(status__in=WAITING).values_list("category").annotate(n=Count("pk")).order_by()
    )
    if sum(asked.values()) < LEAST:
        return None
    free = dict(
        Place.objects.filter(status="open")
        .values_list("category")
        .annotate(n=Sum(F("capacity") - F("taken")))
        .order_by()
    )
    told = suppressed({c: asked.get(c, 0) for c in codes.CATEGORIES})
    longest = max([*(n for n in told.values() if n), *free.values(), 1])
    rows = [
        {
            "name": words.category(c),
            "asked": told[c],
            "free": free.get(c, 0),
            "asked_width": f"{(told[c] or 0) / longest * LONGEST:.1f}%",
            "free_width": f"{free.get(c, 0) / longest * LONGEST:.1f}%",
        }
        for c in sorted(codes.CATEGORIES, key=lambda c: -(told[c] or 0))
    ]
    return "matching/home_needs.html", {"rows": rows, "map": _map()}


def _map() -> dict[str, Any]:
    """The counties as tiles near where they lie, each with what waits there and the way to its places. Two queries."""
    counties = {
        code: (name, (x, y))
        for code, name, x, y in Division.objects.filter(level="county").values_list("code", "name", "x_m", "y_m")
    }
    rows = AssistanceRequest.objects.filter(status__in=WAITING).order_by().values_list("county_code")
    asked = dict(rows.annotate(n=Count("pk")))
    told = suppressed({code: asked.get(code, 0) for code in counties})
    middles = charts.tiles({code: place for code, (_name, place) in counties.items()})
    found: list[dict[str, Any]] = [
        {
            "name": name, "n": told[code], "tone": _tone(told[code]), "code": code,
            "x": round(middles[code][0]), "y": round(middles[code][1]), "hex": charts.hexagon(*middles[code]),
        }
        for code, (name, _place) in counties.items()
    ]  # fmt: skip
    found.sort(key=lambda one: (-(one["n"] or 0), one["code"]))
    return {"tiles": found, "most": found[0] if found and found[0]["n"] else None, "high": _high(middles)}


def _high(middles: Mapping[str, tuple[float, float]]) -> int:
    return int(max((y for _x, y in middles.values()), default=0)) + charts.EDGE + 8


def _tone(n: int | None) -> int:
    """0 for nothing or unsaid, 1 to 5 the more wait."""
    return 0 if not n else 1 + sum(n >= least for least in STEPS)
