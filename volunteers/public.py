"""What everybody may read of volunteering on the home page: how many help, and where hands are wanted next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.hooks import Figure, Reading, figures, home_panels
from kit import clock
from kit.suppression import LEAST
from volunteers.activities import queries as activities
from volunteers.hours.queries import counting
from volunteers.models import ServiceLog

ACTIVE_DAYS = 90
SHOWN = 4


def active() -> Reading:
    """Volunteers with confirmed service in the last ninety days (KPI K5)."""
    since = clock.now() - timedelta(days=ACTIVE_DAYS)
    logs = ServiceLog.objects.filter(counting(), starts_at__gte=since).exclude(source=ServiceLog.Source.IMPORT)
    return Reading(logs.values("volunteer").distinct().count(), _("近 90 天有服务记录"))


def hours_this_year() -> Reading:
    """Confirmed hours served since New Year, by how many people."""
    first = clock.at(clock.today().replace(month=1, day=1), 0)
    logs = ServiceLog.objects.filter(counting(), starts_at__gte=first).exclude(source=ServiceLog.Source.IMPORT)
    sums = logs.aggregate(minutes=Sum("verified_minutes"), people=Count("volunteer", distinct=True))
    return Reading((sums["minutes"] or 0) // 60, n=sums["people"])


def places_ahead() -> Reading:
    """Free places in the shifts to come; how many there are gives nobody away, so few are told too."""
    shifts = activities.with_places(activities.open_to_public())
    return Reading(shifts.aggregate(n=Sum(F("capacity") - F("taken")))["n"] or 0, n=LEAST)


for figure in (
    Figure("volunteers_active", gettext_lazy("在岗志愿者"), gettext_lazy("人"), active, public=True, order=20),
    Figure("hours_this_year", gettext_lazy("今年已核实的服务"), gettext_lazy("小时"), hours_this_year),
    Figure("places_ahead", gettext_lazy("近期活动的空位"), gettext_lazy("个"), places_ahead),
):
    figures.add(figure)


@home_panels.add
def recruiting() -> tuple[str, dict[str, Any]] | None:
    """The next shifts with free places; nothing when there is none."""
    shifts = activities.with_places(activities.open_to_public()).order_by("starts_at", "pk")[:SHOWN]
    rows = [
        {"pk": s.pk, "at": s.starts_at, "title": s.posting.title, "town": s.posting.town.name, "free": s.free}
        for s in shifts
    ]
    return ("volunteers/home_recruiting.html", {"rows": rows}) if rows else None
