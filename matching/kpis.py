"""What the analysis report reads of the main job: coverage, answers, meetings, work found. Sealed files stay out."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.hooks import Kpi, KpiReading, kpis
from kit import clock
from matching import queries
from matching.engine import codes
from matching.models import AssistanceRequest, Client, Outcome, Session
from volunteers import queries as volunteers

Period = tuple[date, date]
WINDOW = timedelta(days=90)
# Forces of society; an agency is the state's own.
SOCIAL = ("volunteer", "service", "job")
HOURS = 3600


def _county(rows: QuerySet, county: str, field: str = "county_code") -> QuerySet:
    return rows.filter(**{field: county}) if county else rows


def instants(period: Period, field: str) -> dict[str, Any]:
    a, b = period
    return {f"{field}__gte": clock.at(a, 0), f"{field}__lt": clock.at(b + timedelta(days=1), 0)}


def in_register(on: date, county: str = "") -> QuerySet[Client]:
    """Supervisees whose file ran at the end of the day; those of the minors' track are not counted (R-MIN-02)."""
    running = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    rows = Client.objects.filter(running, kind="supervisee", start_on__lte=on, is_minor_track=False)
    return _county(rows.exclude(status="registered"), county)


def held(period: Period, county: str) -> QuerySet[Session]:
    rows = Session.objects.filter(status="held", request__client__is_minor_track=False, **instants(period, "starts_at"))
    return _county(rows, county, "request__county_code")


def coverage(period: Period, county: str) -> KpiReading:
    """K1: in register at the last day, with a meeting or an outcome by forces of society in the ninety days before."""
    b = period[1]
    window = (b - WINDOW + timedelta(days=1), b)
    people = in_register(b, county)
    social = {"request__place__kind__in": SOCIAL}
    met = set(held(window, county).filter(**social).values_list("request__client_id", flat=True))
    ended = Outcome.objects.filter(**instants(window, "confirmed_at"), **social)
    met |= set(_county(ended, county, "request__county_code").values_list("request__client_id", flat=True))
    every = set(people.values_list("pk", flat=True))
    return KpiReading(len(every & met), len(every), reverse("matching:clients"))


def _due(period: Period, county: str) -> QuerySet[AssistanceRequest]:
    rows = AssistanceRequest.objects.filter(client__is_minor_track=False, **instants(period, "first_due_at"))
    return _county(rows, county)


def response(period: Period, county: str) -> KpiReading:
    """K2: answered within the term of their urgency, of those whose term ended in the period."""
    rows = _due(period, county)
    return KpiReading(
        rows.filter(first_response_at__lte=F("first_due_at")).count(), rows.count(), reverse("matching:requests")
    )


def first_response(period: Period, county: str) -> KpiReading:
    """K3: median hours from asking to the first answer; the ninetieth of a hundred stands in the parts."""
    rows = _due(period, county).filter(first_response_at__isnull=False, submitted_at__isnull=False)
    spans = sorted((b - a).total_seconds() / HOURS for a, b in rows.values_list("submitted_at", "first_response_at"))
    if not spans:
        return KpiReading(0, 0)
    p90 = spans[-(-9 * len(spans) // 10) - 1]  # nearest rank
    return KpiReading(len(spans), None, reverse("matching:requests"), round(median(spans), 1), (("p90", round(p90)),))


def mix(period: Period, county: str) -> KpiReading:
    """K4: meetings by forces of society, of all meetings; the kinds stand in the parts."""
    kinds = Counter(held(period, county).values_list("request__place__kind", flat=True))
    social = sum(kinds[kind] for kind in SOCIAL)
    return KpiReading(social, sum(kinds.values()), "", None, tuple(sorted((str(k), n) for k, n in kinds.items() if k)))


def per_hundred(period: Period, county: str) -> KpiReading:
    """K8: volunteers who served in the last ninety days for each hundred in register."""
    b = period[1]
    people, active = in_register(b, county).count(), volunteers.served_between(b - WINDOW, b, county)
    return KpiReading(active, people, "", round(100 * active / people, 1) if people else None)


def counselling(period: Period, county: str) -> KpiReading:
    """K10: meetings of counselling that took place; beside it, for each of those in register."""
    n = held(period, county).filter(request__category=codes.COUNSELLING).count()
    return KpiReading(n)


def placement(period: Period, county: str) -> KpiReading:
    """K11: people who found work, of those whose need for it was opened; who stayed stands in the parts."""
    found = [one for code, one in queries.job_placement(*period).items() if county in ("", code)]
    kept: Counter[str] = Counter()
    for one in found:
        for day, (n, d) in one.kept.items():
            kept[f"{day}d"] += n
            kept[f"{day}d/"] += d
    parts = tuple(sorted(kept.items()))
    return KpiReading(
        sum(o.placed for o in found), sum(o.opened for o in found), reverse("matching:requests"), None, parts
    )


def legal_aid(period: Period, county: str) -> KpiReading:
    """K14: granted through the platform, of all cases of the agencies where that figure was entered."""
    found = queries.legal_aid(*period, county)
    (in_7, of_7), (in_3, of_3) = found["decided_in_time"], found["assigned_in_time"]
    parts = (("referrals", found["referrals"]), ("7d", in_7), ("7d/", of_7), ("3d", in_3), ("3d/", of_3))
    n, every = found["of_all"]
    share = round(100 * n / every, 1) if every else None
    return KpiReading(n, every, reverse("matching:referrals"), share, parts)


def waiting(period: Period, county: str) -> KpiReading:
    """K21, the other half: open requests without any place that fits, of those open at all."""
    rows = AssistanceRequest.objects.filter(status__in=("matching", "waitlisted"), client__is_minor_track=False)
    rows = _county(rows, county)
    return KpiReading(rows.filter(status="waitlisted").count(), rows.count(), reverse("matching:requests"))


for one in (
    Kpi("K1", _("社会力量覆盖率"), "%", coverage, people=True),
    Kpi("K2", _("需求按时回应"), "%", response),
    Kpi("K3", _("首次回应用时（中位数）"), _("小时"), first_response),
    Kpi("K4", _("社会力量开展的帮扶占比"), "%", mix),
    Kpi("K8", _("每百名对象的志愿者"), _("人"), per_hundred),
    Kpi("K10", _("心理辅导人次"), _("人次"), counselling),
    Kpi("K11", _("就业落实率"), "%", placement, people=True),
    Kpi("K14", _("法律援助：经平台转介获得援助的占比"), "%", legal_aid, people=True),
    Kpi("K21b", _("没有合适去处的需求"), "%", waiting, less_is_better=True),
):
    kpis.add(one)
