"""What may be asked about contracts: whose a person sees."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from ngos.contracts.states import IN_FORCE
from ngos.models import Contract


def contracts_visible_to(user: Any) -> QuerySet[Contract]:
    """The city's and the auditors' all, a county's its own, an organisation's its own."""
    rows = Contract.objects.select_related("project", "provider__org")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    counties = [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]
    orgs = [s.unit_id for s in access.seats_as(user, roles.NGA) if s.unit_id]
    mine = Q(project__clerk_id=user.pk) | Q(project__head_id=user.pk)
    return rows.filter(Q(county_code__in=counties) | Q(provider__org_id__in=orgs) | mine)


def bought() -> QuerySet[Contract]:
    """Contracts in force that follow from an award, the oldest first."""
    rows = Contract.objects.filter(status__in=IN_FORCE, project__isnull=False)
    return rows.select_related("provider__org", "project").order_by("pk")
