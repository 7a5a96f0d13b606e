"""What the analysis report reads of volunteers: who served, how long, who is trained."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.hooks import Kpi, KpiReading, kpis
from kit import clock
from volunteers import queries
from volunteers.hours.queries import counting
from volunteers.models import ServiceLog, Volunteer

Period = tuple[date, date]
WINDOW = timedelta(days=90)


def active(period: Period, county: str) -> KpiReading:
    """K5: with confirmed service in the ninety days up to the last day, of those in service that day."""
    b = period[1]
    return KpiReading(
        queries.served_between(b - WINDOW, b, county), len(_in_service(b, county)), reverse("volunteers:list")
    )


def hours(period: Period, county: str) -> KpiReading:
    """K6: confirmed hours by the day of service, down to a tenth; minutes are summed first (R-VOL-12)."""
    a, b = period
    rows = ServiceLog.objects.filter(
        counting(), starts_at__gte=clock.at(a, 0), starts_at__lt=clock.at(b + timedelta(days=1), 0)
    )
    rows = rows.filter(county_code=county) if county else rows
    minutes = rows.aggregate(n=Sum("verified_minutes"))["n"] or 0
    return KpiReading(minutes, None, "", minutes // 6 / 10)


def trained(period: Period, county: str) -> KpiReading:
    """K7: induction and refresher in date on the last day, of those admitted and not resting."""
    b = period[1]
    people = list(_admitted(county))
    standings = queries.standings(people, b)
    d = [pk for pk, standing in standings.items() if standing in ("active", "training")]
    return KpiReading(sum(standings[pk] == "active" for pk in d), len(d), reverse("volunteers:list"))


def _admitted(county: str) -> list[Volunteer]:
    rows = Volunteer.objects.filter(status="active")
    return list(rows.filter(county_code=county) if county else rows)


def _in_service(on: date, county: str) -> list[int]:
    return [pk for pk, standing in queries.standings(_admitted(county), on).items() if standing == "active"]


for one in (
    Kpi("K5", _("活跃志愿者"), "%", active),
    Kpi("K6", _("志愿服务时长"), _("小时"), hours),
    Kpi("K7", _("培训合格率"), "%", trained),
):
    kpis.add(one)
