"""Who may do what with people, seats, devices and absences: one line a verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import rules

from accounts import roles
from accounts.access import Policies, Seat, anywhere, in_force
from accounts.models import Membership, OrgUnit, User
from accounts.roles import AUD, CBM, CMS, FIN, MUN, NGA, NGC, OFF, SEC, SYS
from kit import clock


@dataclass(frozen=True)
class Grant:
    """A seat that is thought of: this role at this unit. Memberships and invitations answer to the same names."""

    role: str
    unit: OrgUnit | None


def county_of(thing: Any) -> str:
    return thing.unit.county_code if thing.unit is not None else ""


# --- a seat: granting, agreeing, ending ------------------------------------------------------------------------
@rules.predicate
def within_county(seat: Seat, thing: Any) -> bool:
    """What a county bureau decides by itself: its offices, its own clerks, members of organisations there."""
    return thing.role in roles.OF_THE_COUNTY and bool(seat.county_code) and county_of(thing) == seat.county_code


@rules.predicate
def bureau_of_county(seat: Seat, thing: Any) -> bool:
    """Agreeing to a seat in the own county, that of a colleague in the bureau too."""
    return (within_county(seat, thing) or thing.role == CBM) and county_of(thing) == seat.county_code


@rules.predicate
def not_the_machine(seat: Seat, thing: Any) -> bool:
    """The city's managers decide on all work, not on who runs the machine; volunteers register themselves."""
    return thing.role not in (SYS, SEC, roles.VOL)


@rules.predicate
def not_the_auditor(seat: Seat, thing: Any) -> bool:
    return not_the_machine(seat, thing) and thing.role != AUD


@rules.predicate
def no_volunteer(seat: Seat, thing: Any) -> bool:
    return thing.role != roles.VOL


@rules.predicate
def rank_above_managers(seat: Seat, thing: Any) -> bool:
    return thing.role in roles.SECOND_ALWAYS


@rules.predicate
def own_organisation(seat: Seat, thing: Any) -> bool:
    return thing.role in (NGA, NGC) and thing.unit is not None and thing.unit.pk == seat.unit_id


# --- a person: all open seats count, so that nobody reaches beyond their own house -----------------------------
def _seats_of(user: User) -> list[Membership]:
    rows = Membership.objects.filter(in_force(clock.today()), user=user).select_related("unit")
    return [m for m in rows if m.role != roles.VOL]


@rules.predicate
def person_of_county(seat: Seat, user: User) -> bool:
    held = _seats_of(user)
    return bool(held) and all(bureau_of_county(seat, m) for m in held)


@rules.predicate
def person_below(seat: Seat, user: User) -> bool:
    held = _seats_of(user)
    return bool(held) and all(within_county(seat, m) for m in held)


@rules.predicate
def person_at_work(seat: Seat, user: User) -> bool:
    return all(not_the_auditor(seat, m) for m in _seats_of(user))


@rules.predicate
def person_of_organisation(seat: Seat, user: User) -> bool:
    held = _seats_of(user)
    return bool(held) and all(own_organisation(seat, m) for m in held)


@rules.predicate
def oneself(seat: Seat, user: User) -> bool:
    return seat.user.pk == user.pk and seat.for_user_id == user.pk


_BY_THEMSELVES = dict.fromkeys((OFF, NGA, NGC, FIN, CMS, AUD, SYS, SEC), oneself)

policies = Policies(
    "accounts",
    {
        "see_people": dict.fromkeys((CBM, MUN, SYS, SEC, AUD, NGA), anywhere),
        "invite": {CBM: within_county, MUN: not_the_machine, SYS: no_volunteer, NGA: own_organisation},
        "grant_seat": {CBM: within_county, MUN: not_the_machine, SYS: no_volunteer, NGA: own_organisation},
        "confirm_seat": {CBM: bureau_of_county, MUN: not_the_machine, AUD: rank_above_managers},
        "end_seat": {CBM: within_county, MUN: not_the_auditor, SYS: no_volunteer, NGA: own_organisation},
        "issue_api_key": {MUN: anywhere, SYS: anywhere},
        "register_at_counter": dict.fromkeys((OFF, CBM, MUN), anywhere),
        "ask_device_reset": {
            CBM: person_of_county,
            MUN: person_at_work,
            SYS: anywhere,
            NGA: person_of_organisation,
        },
        "approve_device_reset": {CBM: person_of_county, MUN: person_at_work, SYS: anywhere, AUD: anywhere},
        "set_stand_in": {
            **_BY_THEMSELVES,
            CBM: oneself | person_of_county,
            MUN: oneself | person_at_work,
        },
        "leave": {CBM: person_below, MUN: person_at_work, SYS: anywhere, NGA: person_of_organisation},
    },
)

require, may, can = policies.require, policies.may, policies.can
