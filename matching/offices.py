"""Who stands for a judicial office where one person must be named: its coordinator, else its first officer."""

from __future__ import annotations

from accounts import roles
from accounts.models import Membership, OrgUnit, User
from accounts.queries import people_with


def coordinator_of(office: OrgUnit | None) -> User | None:
    if office is None:
        return None
    people = people_with(roles.OFF, unit=office)
    named = Membership.objects.filter(unit=office, role=roles.OFF, is_coordinator=True)
    return people.filter(pk__in=named.values("user_id")).first() or people.first()


def office_of_town(town_id: str) -> OrgUnit | None:
    return OrgUnit.objects.filter(kind="judicial_office", division_id=town_id, is_active=True).order_by("pk").first()
