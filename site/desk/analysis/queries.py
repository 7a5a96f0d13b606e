"""Who sees which reports."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts import access
from accounts.roles import AUD, CBM, MUN
from desk.analysis.models import AnalysisReport

READERS = (CBM, MUN, AUD)


def reports(user: Any) -> QuerySet[AnalysisReport]:
    """The city's people see all, a county's manager those of the county."""
    rows = AnalysisReport.objects.select_related("by")
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (MUN, AUD):
            return rows
        if seat.role == CBM:
            scope |= Q(county_code=seat.county_code)
    return rows.filter(scope)
