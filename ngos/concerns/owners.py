"""Who has a complaint to answer: never whom it is about."""

from __future__ import annotations

from collections.abc import Iterable

from accounts import roles
from accounts.models import Membership, OrgUnit, User
from accounts.queries import people_with
from ngos.models import Concern


def first_owner(concern: Concern) -> User | None:
    """The coordinator of the office, the county for what is about an office or names none, the city for a county."""
    if concern.about == "county":
        return people_with(roles.MUN).first()
    officer = _coordinator(concern.office) if concern.office and concern.about != "office" else None
    if officer is not None and officer.pk != concern.by_id:
        return officer
    return next_owner(concern)


def next_owner(concern: Concern) -> User | None:
    """One level up from whoever has it now: the county manager, then the city."""
    managers = people_with(roles.CBM, county=concern.county_code)
    if concern.about == "county" or (concern.owner_id and managers.filter(pk=concern.owner_id).exists()):
        return people_with(roles.MUN).first()
    return managers.exclude(pk=concern.by_id).first() or people_with(roles.MUN).first()


def told_at_once(concern: Concern) -> list[User]:
    """Of a danger: the owner, who is the officer of the case, and every manager of the county it is not about."""
    county = people_with(roles.CBM, county=concern.county_code)
    people: Iterable[User | None] = (concern.owner, *(county if concern.about != "county" else ()))
    return list({p.pk: p for p in people if p is not None and p.pk != concern.by_id}.values())


def _coordinator(office: OrgUnit) -> User | None:
    people = people_with(roles.OFF, unit=office)
    named = Membership.objects.filter(unit=office, role=roles.OFF, is_coordinator=True)
    return people.filter(pk__in=named.values("user_id")).first() or people.first()
