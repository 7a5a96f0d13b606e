"""What may be asked about people and units: who sits where, who sees whom, what waits for whom."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, policies, roles
from accounts.models import DeviceReset, Invitation, Membership, OrgUnit, StandIn, User
from kit import clock


def people_with(*wanted: str, unit: OrgUnit | None = None, county: str = "") -> QuerySet[User]:
    """Active people who hold one of these roles today, at this unit or in this county where told."""
    held = Membership.objects.filter(access.in_force(clock.today()), role__in=wanted)
    if unit is not None:
        held = held.filter(unit=unit)
    if county:
        held = held.filter(unit__division__code__startswith=county)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("pk")


def acting_unit(user: User, role: str, county: str = "") -> OrgUnit:
    """The unit for which this person acts in the role that the rights engine found; in this county where they can."""
    seats = access.seats_as(user, role)
    near = [seat for seat in seats if seat.county_code == county]
    return OrgUnit.objects.get(pk=(near or seats)[0].unit_id)


def units_visible_to(user: User) -> QuerySet[OrgUnit]:
    """The units whose people this person looks after: all of the city, of the county, or the own organisation."""
    units = OrgUnit.objects.filter(is_active=True).select_related("division")
    if access.has_role(user, roles.MUN, roles.SYS, roles.SEC, roles.AUD):
        return units
    counties = [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]
    own = [s.unit_id for s in access.seats_as(user, roles.NGA)]
    scope = Q(pk__in=own)
    for county in counties:
        scope |= Q(division__code__startswith=county)
    return units.filter(scope)


def seats_visible_to(user: User) -> QuerySet[Membership]:
    """Seats that run or wait, of the people this person looks after; volunteers are the volunteer desk's."""
    open_ = Q(until_on__isnull=True) | Q(until_on__gte=clock.today())
    rows = Membership.objects.filter(open_).exclude(role=roles.VOL).select_related("user", "unit", "granted_by")
    if not access.has_role(user, roles.MUN, roles.SYS, roles.SEC, roles.AUD):
        rows = rows.filter(unit__in=units_visible_to(user))
    return rows.order_by("unit__division_id", "unit_id", "role", "pk")


def people_visible_to(user: User) -> QuerySet[User]:
    if not policies.may(user, "see_people"):
        return User.objects.none()
    return User.objects.filter(pk__in=seats_visible_to(user).values("user_id"))


def invitations_visible_to(user: User) -> QuerySet[Invitation]:
    """Invitations not yet answered, of the units this person looks after."""
    rows = Invitation.objects.filter(used_by=None, withdrawn_at=None, expires_at__gt=clock.machine_now())
    rows = rows.select_related("unit", "invited_by")
    if not access.has_role(user, roles.MUN, roles.SYS, roles.SEC, roles.AUD):
        rows = rows.filter(unit__in=units_visible_to(user))
    return rows.order_by("-pk")


def seats_to_confirm(user: User) -> list[Membership]:
    """Seats that this very person may agree to."""
    rows = seats_visible_to(user).filter(is_confirmed=False)
    return [m for m in rows if _second_person(user, m)]


def invitations_to_confirm(user: User) -> list[Invitation]:
    rows = invitations_visible_to(user).filter(needs_second=True, confirmed_by=None)
    return [i for i in rows if _second_person(user, i)]


def resets_to_approve(user: User) -> list[DeviceReset]:
    rows = DeviceReset.objects.filter(approved_at=None, refused_at=None).select_related("user", "asked_by")
    rows = rows.filter(user__in=people_visible_to(user)).exclude(asked_by=user).exclude(user=user)
    return [r for r in rows if policies.may(user, "approve_device_reset", r.user)]


def who_may_confirm(thing: Any) -> list[User]:
    """The people of rank whom a waiting seat concerns; few, so each is asked for their right."""
    near = people_with(roles.MUN)
    county = policies.county_of(thing)
    if county:
        near = near | people_with(roles.CBM, county=county)
    if thing.role in roles.SECOND_ALWAYS:
        near = near | people_with(roles.AUD)
    return [u for u in near.distinct() if _second_person(u, thing)]


def who_may_approve_reset(reset: DeviceReset) -> list[User]:
    counties = {m.unit.county_code for m in reset.user.memberships.select_related("unit") if m.unit}
    near = people_with(roles.MUN, roles.SYS)
    for county in counties:
        near = near | people_with(roles.CBM, county=county)
    someone_else = [u for u in near.distinct() if u.pk not in (reset.user_id, reset.asked_by_id)]
    return [u for u in someone_else if policies.may(u, "approve_device_reset", reset.user)]


def colleagues(user: User) -> QuerySet[User]:
    """Active people who sit in a unit where this person sits: who may stand in."""
    units = [s.unit_id for s in access.seats(user) if s.unit_id and s.for_user_id == user.pk]
    held = Membership.objects.filter(access.in_force(clock.today()), unit_id__in=units)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).exclude(pk=user.pk).order_by("pk")


def stand_ins_of(user: User) -> QuerySet[StandIn]:
    """Arrangements that run or are to come, on either side."""
    rows = StandIn.objects.filter(ended_at=None, until_on__gte=clock.today())
    return rows.filter(Q(absent=user) | Q(deputy=user)).select_related("absent", "deputy").order_by("from_on")


def _second_person(user: User, thing: Any) -> bool:
    return user.pk not in (thing.granted_by_id, thing.user_id) and policies.may(user, "confirm_seat", thing)
