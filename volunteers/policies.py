"""Rights of the volunteers' trade."""

from __future__ import annotations

from typing import Any

import rules

from accounts import roles
from accounts.access import Policies, Seat, anywhere, in_county, in_unit, of_own_org, own


@rules.predicate
def volunteers_own(seat: Seat, thing: Any) -> bool:
    return thing.volunteer.user_id == seat.user.pk


@rules.predicate
def leads_team(seat: Seat, team: Any) -> bool:
    return team.leader.user_id == seat.user.pk


# Who organises: the unit or organisation itself, its county, the city. A caseworker runs what a manager published.
ORGANISE = {roles.OFF: in_unit, roles.CBM: in_county, roles.MUN: anywhere, roles.NGA: of_own_org}
RUN = {**ORGANISE, roles.NGC: of_own_org}


def of_own_town(seat: Seat, thing: Any) -> bool:
    """The judicial office of the street or town where the volunteer lives."""
    return bool(seat.division_id) and thing.town_id == seat.division_id


policies = Policies(
    "volunteers",
    {
        "see_volunteer": {
            roles.VOL: own,
            roles.OFF: in_county,
            roles.CBM: in_county,
            roles.MUN: anywhere,
            roles.AUD: anywhere,
        },
        "register_volunteer": {roles.OFF: in_county, roles.CBM: in_county, roles.MUN: anywhere},
        "confirm_volunteer": {roles.VOL: own, roles.OFF: of_own_town},
        "verify_identity": {roles.OFF: of_own_town, roles.CBM: in_county, roles.MUN: anywhere},
        "suspend_volunteer": {roles.CBM: in_county, roles.MUN: anywhere},
        "readmit_volunteer": {roles.CBM: in_county, roles.MUN: anywhere},
        "record_paper": {roles.OFF: of_own_town, roles.CBM: in_county, roles.MUN: anywhere},
        "ask_exemption": {roles.OFF: of_own_town, roles.CBM: in_county, roles.MUN: anywhere},
        "decide_exemption": {roles.CBM: in_county, roles.MUN: anywhere},
        "open_balance": {roles.OFF: in_county, roles.CBM: in_county, roles.MUN: anywhere},
        "verify_hours": {roles.OFF: in_unit, roles.CBM: in_county},
        "return_hours": {roles.OFF: in_unit, roles.CBM: in_county},
        # attendance: whoever organises a shift stands at its door
        "check_in": {roles.VOL: volunteers_own},
        "record_presence": {
            roles.OFF: in_unit,
            roles.CBM: in_county,
            roles.MUN: anywhere,
            roles.NGA: of_own_org,
            roles.NGC: of_own_org,
        },
        # activities
        "create_posting": ORGANISE,
        "publish_posting": ORGANISE,
        "plan_shift": ORGANISE,
        "decide_signup": RUN,
        "see_signups": {**RUN, roles.AUD: anywhere},
        "sign_up": {roles.VOL: own},
        "sign_up_team": {roles.VOL: leads_team},
        "answer_signup": {roles.VOL: volunteers_own},
        "seat_client": {roles.OFF: in_unit},
        "see_hours": {
            roles.VOL: volunteers_own,
            roles.OFF: in_unit,
            roles.CBM: in_county,
            roles.MUN: anywhere,
            roles.AUD: anywhere,
        },
    },
)
require, may, can = policies.require, policies.may, policies.can
