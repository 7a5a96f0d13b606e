"""What may be asked about inspections: whose a person sees, what they found, how many contracts were visited."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from ngos.contracts.states import IN_FORCE
from ngos.models import CheckEvidence, CheckItem, Contract, Finding, Inspection, InspectionPlan


def inspections_visible_to(user: Any) -> QuerySet[Inspection]:
    """The city's and the auditors' all, a county's its own, an inspector's own, and of who was inspected the ones
    that are done: a spot check is not announced."""
    rows = Inspection.objects.select_related("addressee", "provider__org", "contract", "inspector", "plan")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    scope = Q(inspector_id=user.pk) if access.has_role(user, roles.OFF, roles.EXP, roles.CBM) else Q(pk__in=())
    counties = [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]
    units = [s.unit_id for s in access.seats_as(user, roles.NGA, roles.OFF) if s.unit_id]
    return rows.filter(scope | Q(county_code__in=counties) | Q(addressee_id__in=units, status="done"))


def evidence_visible_to(user: Any) -> QuerySet[CheckEvidence]:
    rows = CheckEvidence.objects.filter(item__inspection__in=inspections_visible_to(user).values("pk"))
    return rows.select_related("file", "item__inspection")


def plans_visible_to(user: Any) -> QuerySet[InspectionPlan]:
    rows = InspectionPlan.objects.select_related("made_by")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    counties = [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]
    return rows.filter(county_code__in=counties)


def running_contracts(county: str = "") -> QuerySet[Contract]:
    rows = Contract.objects.filter(status__in=IN_FORCE).select_related("provider__org")
    return rows.filter(Q(county_code=county) | Q(county_code="", provider__county_code=county)) if county else rows


# --- what upper subjects ask ------------------------------------------------------------------------------------
def findings_of(provider_id: int, a: date, b: date) -> QuerySet[Finding]:
    """What inspections done in these days found and what counts: a red line only once it was confirmed."""
    rows = Finding.objects.filter(inspection__provider_id=provider_id, inspection__done_on__range=(a, b))
    return rows.filter(~Q(severity="red_line") | Q(confirmed_at__isnull=False)).select_related("inspection")


def checks_of(provider_id: int, a: date, b: date) -> QuerySet[CheckItem]:
    """The answered lines of the checklists of these days; what did not apply is left out."""
    rows = CheckItem.objects.filter(inspection__provider_id=provider_id, inspection__done_on__range=(a, b))
    return rows.filter(answer__in=("yes", "no")).select_related("inspection")


def checked_share(year: int, county: str = "") -> tuple[int, int]:
    """Running contracts that were visited or stand on a plan of the year, of how many. Law: R-PUR-25."""
    running = running_contracts(county)
    seen = Inspection.objects.filter(contract__in=running).exclude(status="cancelled")
    seen = seen.filter(Q(plan__year=year) | Q(on__year=year) | Q(done_on__year=year))
    return seen.values("contract_id").distinct().count(), running.count()
