"""What is asked for and not found, for whoever plans purchases: counts by county and category, never a person."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q

from audit.models import Move
from kit import clock
from matching.models import AssistanceRequest
from ngos import hooks

GAVE_UP = timedelta(days=90)


@hooks.unmet_needs.answer
def unmet_needs(county_code: str = "") -> dict[tuple[str, int], int]:
    """(county, category) → requests for which no place was found: on the waiting list now, or withdrawn from it within
    the last ninety days, unless they were asked twice; "" is the whole city."""
    gave_up = Move.objects.filter(
        thing_type=AssistanceRequest._meta.label, verb="withdraw_w", at__gte=clock.now() - GAVE_UP
    ).exclude(reason="duplicate")
    rows = AssistanceRequest.objects.filter(
        Q(status="waitlisted") | Q(status="cancelled", pk__in=gave_up.values("thing_id"))
    )
    if county_code:
        rows = rows.filter(county_code=county_code)
    counted = rows.values_list("county_code", "category").annotate(n=Count("pk")).order_by()
    return {(county, category): n for county, category, n in counted}
