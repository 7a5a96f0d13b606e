"""What is asked for and not found, for whoever plans purchases: counts by county and category, never a person."""

from __future__ import annotations

from django.db.models import Count

from matching.models import AssistanceRequest
from ngos import hooks


@hooks.unmet_needs.answer
def unmet_needs(county_code: str = "") -> dict[tuple[str, int], int]:
    """(county, category) → requests on the waiting list, for which no place was found; "" is the whole city."""
    rows = AssistanceRequest.objects.filter(status="waitlisted")
    if county_code:
        rows = rows.filter(county_code=county_code)
    counted = rows.values_list("county_code", "category").annotate(n=Count("pk")).order_by()
    return {(county, category): n for county, category, n in counted}
