"""What may be asked about certificates: who sees which, who recorded whose hours, which were amended since."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from accounts import access, roles
from accounts.models import OrgUnit
from kit import clock
from volunteers.hours.queries import counting
from volunteers.models import Certificate, CertifiedLog, ServiceLog, Volunteer


def visible_to(user: Any) -> QuerySet[Certificate]:
    """Certificates this person may see, each with `is_amended`."""
    rows = with_amended(Certificate.objects.select_related("volunteer__user", "issuer"))
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
        if seat.role == roles.NGA:
            scope |= Q(issuer_id=seat.unit_id)
        if seat.role == roles.VOL:
            scope |= Q(volunteer__user_id=seat.user.pk)
    return rows.filter(scope)


def to_issue(user: Any) -> QuerySet[Certificate]:
    """Requests that wait for this person; the same lines as the right `issue_certificate`."""
    rows = Certificate.objects.filter(status="requested").select_related("volunteer__user", "issuer")
    justice = Q(issuer__kind__in=("municipal_bureau", "county_bureau", "judicial_office"))
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role == roles.MUN:
            scope |= justice
        if seat.role == roles.CBM:
            scope |= justice & Q(county_code=seat.county_code)
        if seat.role == roles.NGA:
            scope |= Q(issuer_id=seat.unit_id)
    return rows.filter(scope).exclude(volunteer__user_id=user.pk)


def with_amended(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Whether a record the sheet counts was taken back or corrected after it was printed."""
    used = CertifiedLog.objects.filter(certificate=OuterRef("pk"))
    as_it_was = Q(log__verified_minutes=F("minutes"), log__credit_class=F("credit_class"))
    changed = used.exclude(counting("log__") & as_it_was)
    return rows.annotate(is_amended=Exists(changed))


# --- records -------------------------------------------------------------------------------------------------------
def records(
    volunteer: Volunteer, *, issuer: OrgUnit | None = None, from_on: date | None = None, to_on: date | None = None
) -> QuerySet[ServiceLog]:
    """The volunteer's records that count, of one recorder or of all, both end days included."""
    rows = ServiceLog.objects.filter(counting(), volunteer=volunteer)
    if issuer is not None:
        rows = rows.filter(office=issuer)
    if from_on:
        rows = rows.filter(starts_at__gte=clock.at(from_on, 0))
    if to_on:
        rows = rows.filter(starts_at__lt=clock.at(to_on + timedelta(days=1), 0))
    return rows


def recorders(volunteer: Volunteer) -> list[tuple[OrgUnit, int]]:
    """Who recorded hours of this volunteer that count, with their minutes; most first."""
    rows = records(volunteer).values("office_id").order_by().annotate(n=Sum("verified_minutes"))
    minutes = {row["office_id"]: row["n"] for row in rows}
    units = OrgUnit.objects.filter(pk__in=minutes).order_by("pk")
    return sorted(((unit, minutes[unit.pk]) for unit in units), key=lambda pair: -pair[1])


def county_bureau(county_code: str) -> OrgUnit | None:
    rows = OrgUnit.objects.filter(kind="county_bureau", division_id=county_code, is_active=True)
    return rows.order_by("pk").first()


def last_words(issuer: OrgUnit) -> dict[str, str]:
    """Person in charge and contact as this issuer printed them last."""
    last = Certificate.objects.filter(issuer=issuer, status="issued").order_by("-issued_at").first()
    return {"in_charge": last.in_charge, "contact": last.contact} if last else {}
