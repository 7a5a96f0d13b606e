"""How things are shown: icons, dates, money, clocks, badges and scores, in Chinese first and in English."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from desk import clocks, dates, forms, scores
from kit import clock as business
from kit import money

register = template.Library()

TONES = frozenset({"run", "wait", "ok", "bad", "off", "plain"})


# --- pieces ------------------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; it says nothing by itself, so words stand beside it."""
    return format_html(
        '<svg class="tq-i" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("img/icons.svg"), name
    )


@register.simple_tag
def idem() -> SafeString:
    """The hidden field by which a form that is sent twice acts once."""
    return format_html('<input type="hidden" name="idem" value="{}">', uuid.uuid4())


@register.inclusion_tag("parts/badge.html")
def badge(label: Any, tone: str = "") -> dict[str, Any]:
    return {"label": label, "tone": tone if tone in TONES else ""}


@register.inclusion_tag("parts/clock.html")
def clock(due: datetime | None, paused: Any = None, done: datetime | None = None) -> dict[str, Any]:
    """The clock of a thing: late, today, days left, paused, done. Shows nothing when nothing runs."""
    return {"face": clocks.face(due, business.now(), paused=bool(paused), done=done), "due": due}


@register.inclusion_tag("parts/score.html")
def score(parts: Any) -> dict[str, Any]:
    """Four fields of fixed width, filled by what was reached; `parts` holds tenths of points."""
    return {"fields": scores.fields(parts)}


@register.inclusion_tag("parts/week.html")
def week(mask: int) -> dict[str, Any]:
    """A week of 21 parts to read."""
    return {"rows": forms.week_rows(mask), "parts": forms.PARTS}


# --- days and times ----------------------------------------------------------------------------------------
for _filter in (
    *(dates.day, dates.short_day, dates.weekday, dates.weekday_and_day, dates.weekday_and_short_day),
    *(dates.hour, dates.day_time, dates.day_span),
):
    register.filter(_filter.__name__, _filter)


@register.filter
def clock_of(due: datetime | None, now: datetime) -> clocks.Face | None:
    return clocks.face(due, now)


# --- amounts -----------------------------------------------------------------------------------------------
def _tenths(value: Any, by: int) -> Decimal:
    return (Decimal(value) / by).quantize(Decimal("0.1"), ROUND_HALF_UP)


@register.filter
def yuan(fen: int | None) -> str:
    """¥495,000.00元 · ¥495,000.00"""
    if fen is None:
        return "—"
    return f"¥{money.yuan(fen)}" if dates.english() else f"¥{money.yuan(fen)}元"


@register.filter
def minutes_hours(minutes: int | None) -> str:
    """2 小时 50 分 · 2 h 50 min"""
    if minutes is None:
        return "—"
    hours, rest = divmod(int(minutes), 60)
    words = [_("%(n)s 小时") % {"n": hours}] if hours else []
    if rest or not hours:
        words.append(_("%(n)s 分") % {"n": rest})
    return " ".join(words)


@register.filter
def hours(minutes: int | None) -> str:
    """14.4 of 865 minutes: rounded down, so sum the minutes first"""
    return "—" if minutes is None else f"{Decimal(int(minutes) // 6) / 10:,.1f}"


@register.filter
def points(tenths: int | None) -> str:
    """77.5, of 775 tenths"""
    return "—" if tenths is None else f"{Decimal(tenths) / 10:.1f}"


@register.filter
def km(metres: int | None) -> str:
    """1.5 公里 · 1.5 km"""
    if metres is None:
        return "—"
    n = _tenths(metres, 1000)
    return _("%(n)s 公里") % {"n": int(n) if n == n.to_integral_value() else n}


@register.filter
def percent(part: int | None, whole: int | None) -> str:
    """61.8 %, half up; "—" of nothing"""
    if part is None or not whole:
        return "—"
    return f"{_tenths(part * 100, whole)}\N{NO-BREAK SPACE}%"


@register.filter
def few(count: int | None, least: int = 5) -> str:
    """A count of people or cases that is not told when there are fewer than five."""
    return "—" if count is None or count < least else f"{count:,}"


# --- plain look-ups that templates lack --------------------------------------------------------------------
@register.filter
def item(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    return (mapping or {}).get(key, "")


@register.filter
def error_count(form: Any) -> int:
    """How many things the summary of a form lists; the sentence above the reasons of a refusal is none of them."""
    sentences = sum(len(some) for some in form.errors.values())
    headed = getattr(form, "was_refused", False) and len(form.non_field_errors()) > 1
    return sentences - 1 if headed else sentences
