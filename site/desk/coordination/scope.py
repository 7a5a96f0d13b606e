"""Whose is whose: the units of this person's sight, the units one writes to, and the people who speak for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from accounts.models import OrgUnit, User
from accounts.queries import acting_unit
from desk.meetings.news import SPEAKS

GROUPS = ("county_bureau", "judicial_office", "partner_agency")
NOTHING = Q(pk__in=())


def of_units(user: Any, *paths: str) -> Q:
    """Rows that name, at one of these columns, a unit this person looks after: all, the county's, one's own."""
    scope = NOTHING
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return Q()
        for path in paths:
            if seat.role == roles.CBM and seat.county_code:
                scope |= Q(**{f"{path}__division__code__startswith": seat.county_code})
            if seat.role in (roles.OFF, roles.PAR) and seat.unit_id:
                scope |= Q(**{path: seat.unit_id})
    return scope


def own_units(user: Any, *wanted: str) -> list[int]:
    """The units for which this person speaks."""
    held = access.seats_as(user, *(wanted or (roles.OFF, roles.CBM, roles.MUN, roles.PAR)))
    return [s.unit_id for s in held if s.unit_id and SPEAKS.get(s.unit_kind) == s.role]


def below(user: Any) -> QuerySet[OrgUnit]:
    """The units a bureau writes to: bureaus, offices and agencies of the county; of the whole city."""
    rows = OrgUnit.objects.filter(kind__in=GROUPS, is_active=True).order_by("kind", "division_id", "name")
    if access.has_role(user, roles.MUN):
        return rows
    scope = NOTHING
    for seat in access.seats_as(user, roles.CBM):
        scope |= Q(division__code__startswith=seat.county_code or "-")
    return rows.filter(scope).exclude(kind="county_bureau")


def chosen(user: Any, groups: Iterable[str], units: Iterable[OrgUnit]) -> list[OrgUnit]:
    """Whole groups and single units, each once; only those below this person."""
    wanted = Q(kind__in=list(groups)) | Q(pk__in=[u.pk for u in units])
    return list(below(user).filter(wanted))


def writing_for(user: User, role: str) -> tuple[OrgUnit, str]:
    """The unit for which this person writes, and its county; none for the city."""
    unit = acting_unit(user, role)
    return unit, county_of(unit)


def county_of(unit: OrgUnit) -> str:
    return "" if unit.county_code.endswith("00") else unit.county_code
