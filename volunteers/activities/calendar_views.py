"""The volunteer's calendar: a month as a table with its list, and the address other calendars read it at."""

from __future__ import annotations

import calendar as days
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.once import once
from desk import hooks
from desk.dates import english, short_day
from desk.forms import DAYS
from kit import clock
from volunteers.activities import feeds, queries, showing
from volunteers.activities.ahead import shifts_ahead
from volunteers.hours.views import own_file
from volunteers.models import CalendarFeed, Signup, Volunteer


@dataclass(frozen=True)
class Entry:
    """One line of the calendar: a shift of mine, or a meeting that another trade knows of."""

    starts_at: datetime
    ends_at: datetime
    title: Any
    text: Any
    url: str
    label: Any = ""
    tone: str = ""

    @property
    def on(self) -> date:
        return self.starts_at.astimezone(clock.SHANGHAI).date()


# --- the month -------------------------------------------------------------------------------------------------
@login_required
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """All I signed up for in a month, and the meetings of the next two weeks."""
    me = own_file(request)
    first = _first_of(request.GET.get("month", ""))
    after = (first + timedelta(days=32)).replace(day=1)
    entries = sorted([*_signups(me, first, after), *_meetings(request, first, after)], key=lambda e: e.starts_at)
    context = {
        "title": _month_name(first),
        "weeks": _weeks(first, entries),
        "heads": [str(name)[-1:] if not english() else str(name) for name in DAYS],
        "days": _by_day(entries),
        "before": _address(first - timedelta(days=1)),
        "after": _address(after),
        "strikes": queries.strikes(me),
        "fed": CalendarFeed.objects.filter(volunteer=me).exists(),
    }
    return TemplateResponse(request, "volunteers/calendar.html", context)


def _first_of(text: str) -> date:
    """The month that is asked for, within ten years of now; else this one."""
    now = clock.today().replace(day=1)
    try:
        asked = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return now
    return asked if abs(asked.year - now.year) <= 10 else now


def _month_name(first: date) -> str:
    return f"{first:%B %Y}" if english() else _("%(year)d年%(month)d月") % {"year": first.year, "month": first.month}


def _address(on: date) -> str:
    return f"{reverse('volunteers:calendar')}?month={on:%Y-%m}"


def _signups(me: Volunteer, first: date, after: date) -> Iterator[Entry]:
    rows = queries.signups_of(me).filter(starts_at__gte=clock.at(first, 0), starts_at__lt=clock.at(after, 0))
    for row in rows.exclude(status__in=("cancelled", "declined", "refused", "lapsed")).order_by("starts_at", "pk"):
        yield _of(row)


def _of(row: Signup) -> Entry:
    return Entry(
        row.starts_at, row.ends_at, row.shift.posting.title, row.shift.posting.place,
        reverse("volunteers:activity", args=[row.shift_id]), row.status_label, showing.TONES[row.status],
    )  # fmt: skip


def _meetings(request: HttpRequest, first: date, after: date) -> Iterator[Entry]:
    """What other trades have for this person; they look two weeks ahead."""
    for read in hooks.coming:
        for found in read(request.user, clock.now()) if read is not shifts_ahead else ():
            if first <= found.starts_at.astimezone(clock.SHANGHAI).date() < after:
                yield Entry(found.starts_at, found.ends_at, found.title, found.text, found.url)


def _weeks(first: date, entries: list[Entry]) -> list[list[dict[str, Any]]]:
    """The month as rows of seven days, Monday first; a day of another month is empty."""
    found: dict[date, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.on, []).append(entry)
    today = clock.today()
    return [
        [
            {
                "day": on.day if on.month == first.month else 0,
                "entries": found.get(on, []),
                "now": on == today,
                "on": on,
            }
            for on in week
        ]
        for week in days.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _by_day(entries: list[Entry]) -> list[dict[str, Any]]:
    grouped: dict[date, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.on, []).append(entry)
    return [{"on": on, "name": short_day(on), "entries": some} for on, some in grouped.items()]


# --- the secret address ------------------------------------------------------------------------------------------
@login_required
@once
def feed_settings(request: HttpRequest) -> HttpResponse:
    """Open, renew or close the address. It is shown once, on the page after it was made."""
    me = own_file(request)
    if request.method == "POST":
        if request.POST.get("act") == "close":
            feeds.close_feed(me, by=request.user)
            messages.success(request, _("订阅已关闭，原来的地址不再能看。"))
            return redirect("volunteers:calendar_feed")
        request.session["calendar_token"] = feeds.open_feed(me, by=request.user)
        return redirect("volunteers:calendar_feed")
    token = request.session.pop("calendar_token", "")
    context = {
        "fed": CalendarFeed.objects.filter(volunteer=me).first(),
        "address": request.build_absolute_uri(reverse("volunteers:calendar_ics", args=[token])) if token else "",
        "trail": [(_("日程"), reverse("volunteers:calendar"))],
    }
    return TemplateResponse(request, "volunteers/calendar_feed.html", context)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for whoever has the address; any other is not there."""
    whose = feeds.behind(token)
    if whose is None:
        raise Http404
    body = feeds.calendar(whose, name=_("同心桥日程"))
    return HttpResponse(
        body, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"}
    )
