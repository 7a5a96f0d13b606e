"""What the analysis report reads of organisations and money: grades, rectification, purchases, inspections, voices."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.hooks import Kpi, KpiReading, kpis
from kit import clock
from ngos.feedback import queries as feedback
from ngos.inspections import queries as inspections
from ngos.models import Bid, Contract, Project
from ngos.providers.queries import public as public_providers
from ngos.rectification import queries as rectification

Period = tuple[date, date]
GOOD = ("A", "B")


def satisfaction(period: Period, county: str) -> KpiReading:
    """K16: the mean of those who were served, of the whole city: a voice tells of no county. None below five."""
    found = None if county else feedback.satisfaction(None, *period)
    return KpiReading(found.n, None, "", round(float(found.mean), 2)) if found else KpiReading(0, 0)


def grades(period: Period, county: str) -> KpiReading:
    """K17: listed organisations graded A or B by their latest review, of those graded at all."""
    rows = public_providers().exclude(grade="U")
    rows = rows.filter(county_code=county) if county else rows
    by_grade = Counter(rows.values_list("grade", flat=True))
    n = sum(by_grade[grade] for grade in GOOD)
    return KpiReading(n, sum(by_grade.values()), reverse("ngos:registry"), None, tuple(sorted(by_grade.items())))


def rectified(period: Period, county: str) -> KpiReading:
    """K18: closed in time, of the notices due in the period."""
    found = rectification.figures(*period, county=county)
    return KpiReading(
        found.on_time, found.due, reverse("ngos:rectifications"), None, (("overdue", found.open_overdue),)
    )


def signed(period: Period, county: str) -> QuerySet[Contract]:
    a, b = period
    rows = Contract.objects.filter(signed_at__gte=clock.at(a, 0), signed_at__lt=clock.at(b + timedelta(days=1), 0))
    return rows.filter(county_code=county) if county else rows


def saving(period: Period, county: str) -> KpiReading:
    """K20: what contracts of the period cost less than their budgets, in fen of fen."""
    rows = signed(period, county).filter(project__isnull=False)
    found = rows.aggregate(budget=Sum("project__budget_fen"), price=Sum("amount_fen"))
    budget = found["budget"] or 0
    return KpiReading(budget - (found["price"] or 0), budget, reverse("ngos:contracts"))


def paid(period: Period, county: str) -> KpiReading:
    """K20: paid by now, of what the contracts of the period come to, in fen."""
    found = signed(period, county).aggregate(paid=Sum("paid_fen"), due=Sum("amount_fen"), more=Sum("added_fen"))
    return KpiReading(found["paid"] or 0, (found["due"] or 0) + (found["more"] or 0), reverse("ngos:contracts"))


def single_bids(period: Period, county: str) -> KpiReading:
    """K20: purchases announced in the period that came to one bid or none, of those whose bids were opened."""
    a, b = period
    rows = Project.objects.filter(published_at__gte=clock.at(a, 0), published_at__lt=clock.at(b + timedelta(days=1), 0))
    rows = rows.filter(county_code=county) if county else rows
    opened = rows.annotate(n=Count("bids", filter=Q(bids__in=Bid.objects.filter(provider__isnull=False))))
    opened = opened.exclude(status__in=("draft", "approved", "published"))
    return KpiReading(opened.filter(n__lte=1).count(), opened.count(), reverse("ngos:projects"))


def inspected(period: Period, county: str) -> KpiReading:
    """K23: running contracts that were visited or are planned in the year of the last day."""
    return KpiReading(*inspections.checked_share(period[1].year, county), reverse("ngos:inspections"))


for one in (
    Kpi("K16", _("服务对象满意度（均分）"), _("分"), satisfaction),
    Kpi("K17", _("质量良好以上的机构"), "%", grades),
    Kpi("K18", _("整改按期销号"), "%", rectified),
    Kpi("K20a", _("采购节约率"), "%", saving),
    Kpi("K20b", _("合同支付率"), "%", paid),
    Kpi("K20c", _("只有一家投标的采购"), "%", single_bids, less_is_better=True),
    Kpi("K23", _("监督检查覆盖率"), "%", inspected),
):
    kpis.add(one)
