"""Rights of the volunteers' trade."""

from __future__ import annotations

from typing import Any

import rules

from accounts import roles
from accounts.access import Policies, Seat, anywhere, in_county, in_unit, of_own_org, own


@rules.predicate
def volunteers_own(seat: Seat, thing: Any) -> bool:
    return thing.volunteer is not None and thing.volunteer.user_id == seat.user.pk


# --- honours, certificates, reviews ------------------------------------------------------------------------------
@rules.predicate
def recorded_by_justice(seat: Seat, thing: Any) -> bool:
    """The issuer is a bureau or an office; what an organisation recorded only it certifies (R-VOL-08)."""
    return thing.issuer.kind in ("municipal_bureau", "county_bureau", "judicial_office")


@rules.predicate
def of_own_unit(seat: Seat, thing: Any) -> bool:
    """Proposed by the own organisation, or about it."""
    return seat.unit_id is not None and seat.unit_id in (thing.unit_id, thing.org_id)


@rules.predicate
def known_to_own_org(seat: Seat, thing: Any) -> bool:
    """Somebody whose hours the own organisation recorded, or the organisation itself."""
    return seat.unit_id is not None and seat.unit_id in thing.recorders


COUNTY_AND_CITY = {roles.CBM: in_county, roles.MUN: anywhere}
HONOURS = {
    "apply_star": {roles.VOL: own},
    "withdraw_star": {roles.VOL: volunteers_own},
    "see_star": {roles.VOL: volunteers_own, roles.OFF: in_county, **COUNTY_AND_CITY, roles.AUD: anywhere},
    "publish_star": COUNTY_AND_CITY,
    "decide_star": COUNTY_AND_CITY,
    "propose_commendation": {roles.OFF: in_county, roles.NGA: known_to_own_org, **COUNTY_AND_CITY},
    "see_commendation": {
        roles.VOL: volunteers_own,
        roles.NGA: of_own_unit,
        roles.OFF: in_county,
        **COUNTY_AND_CITY,
        roles.AUD: anywhere,
    },
    "decide_commendation": COUNTY_AND_CITY,
    "answer_objection": COUNTY_AND_CITY,
    "request_certificate": {roles.VOL: own},
    "withdraw_certificate": {roles.VOL: volunteers_own},
    "see_certificate": {
        roles.VOL: volunteers_own,
        roles.NGA: of_own_org,
        **COUNTY_AND_CITY,
        roles.AUD: anywhere,
    },
    "issue_certificate": {
        roles.NGA: of_own_org,
        roles.CBM: in_county & recorded_by_justice,
        roles.MUN: anywhere & recorded_by_justice,
    },
    "download_certificate": {
        roles.VOL: volunteers_own,
        roles.NGA: of_own_org,
        roles.CBM: in_county & recorded_by_justice,
        roles.MUN: anywhere & recorded_by_justice,
    },
    "start_review": {roles.OFF: in_county, roles.CBM: in_county},
    "appraise_review": {roles.OFF: in_county, roles.CBM: in_county},
    "reply_review": {roles.VOL: volunteers_own},
    "see_review": {roles.VOL: volunteers_own, roles.OFF: in_county, **COUNTY_AND_CITY, roles.AUD: anywhere},
}


@rules.predicate
def leads_team(seat: Seat, team: Any) -> bool:
    return team.leader.user_id == seat.user.pk


# Who organises: the unit or organisation itself, its county, the city. A caseworker runs what a manager published.
ORGANISE = {roles.OFF: in_unit, roles.CBM: in_county, roles.MUN: anywhere, roles.NGA: of_own_org}
RUN = {**ORGANISE, roles.NGC: of_own_org}


@rules.predicate
def of_own_town(seat: Seat, thing: Any) -> bool:
    """The judicial office of the street or town where the volunteer lives."""
    return bool(seat.division_id) and thing.town_id == seat.division_id


# Who looks at somebody before they may help: the office of the town, the county, the city (table of rights).
VET = {roles.OFF: of_own_town, roles.CBM: in_county, roles.MUN: anywhere}
MANAGE = {roles.CBM: in_county, roles.MUN: anywhere}

# Who recorded hours: the office, the organisation itself, and the county above both (R-VOL-08).
RECORDERS = {roles.OFF: in_unit, roles.CBM: in_county, roles.NGA: of_own_org, roles.NGC: of_own_org}


@rules.predicate
def oneself(seat: Seat, person: Any) -> bool:
    return person.pk == seat.user.pk


@rules.predicate
def entered_here(seat: Seat, application: Any) -> bool:
    """At the counter: the officer who began it goes on with it."""
    return application.entered_by_id == seat.user.pk


@rules.predicate
def handed_in(seat: Seat, application: Any) -> bool:
    return application.status not in ("draft", "withdrawn")


@rules.predicate
def applies_here(seat: Seat, person: Any) -> bool:
    """Somebody whose application this officer is filling in."""
    return person.applications.filter(entered_by=seat.user, status__in=("draft", "returned")).exists()


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
        "verify_identity": VET,
        # vetting
        "see_application": VET,
        "record_interview": VET,
        "read_details": VET,
        "record_paper": VET,
        "withdraw_paper": MANAGE,
        "read_paper": {**VET, roles.AUD: anywhere, roles.VOL: own},
        "ask_conflict": VET,
        "decide_conflict": MANAGE,
        "admit_applicant": VET,
        "return_application": VET,
        "reject_applicant": VET,
        "ask_exemption": VET,
        "decide_exemption": MANAGE,
        "propose_suspension": VET,
        "suspend_volunteer": MANAGE,
        "readmit_volunteer": MANAGE,
        "block_volunteer": MANAGE,
        "unblock_volunteer": {roles.MUN: anywhere},
        "import_volunteers": {roles.CBM: anywhere, roles.MUN: anywhere},
        # hours: the volunteer's own word, and the recorder's
        "claim_hours": {roles.VOL: volunteers_own},
        "dispute_hours": {roles.VOL: volunteers_own},
        "open_balance": {roles.OFF: in_county, roles.CBM: in_county, roles.MUN: anywhere},
        "enter_hours": RECORDERS,
        "import_hours": dict.fromkeys((roles.OFF, roles.CBM, roles.NGA), anywhere),
        "verify_hours": RECORDERS,
        "amend_hours": RECORDERS,
        "return_hours": RECORDERS,
        "answer_dispute": RECORDERS,
        "reverse_hours": RECORDERS,
        "see_hours": {
            roles.VOL: volunteers_own,
            **RECORDERS,
            roles.MUN: anywhere,
            roles.AUD: anywhere,
        },
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
        **HONOURS,
        # Joining, by the person themselves or at the counter.
        "fill_application": {
            roles.VOL: own,
            roles.OFF: entered_here,
            roles.CBM: entered_here,
            roles.MUN: entered_here,
        },
        "withdraw_application": {roles.VOL: own},
        "give_consent": {
            roles.VOL: oneself,
            roles.OFF: applies_here,
            roles.CBM: applies_here,
            roles.MUN: applies_here,
        },
        # A scan like any other; a draft is its writer's alone, at home or at the counter.
        "see_guardian_paper": {
            roles.VOL: own,
            roles.OFF: of_own_town & handed_in | entered_here,
            roles.CBM: in_county & handed_in | entered_here,
            roles.MUN: handed_in | entered_here,
            roles.AUD: anywhere & handed_in,
        },
        # The texts themselves: the city's, as its rules are.
        "publish_consent_text": {roles.MUN: anywhere},
        "see_consent_texts": {roles.MUN: anywhere, roles.AUD: anywhere},
        "change_own_profile": {roles.VOL: own},
        "rest": {roles.VOL: own},
        "leave_service": {roles.VOL: own, roles.OFF: in_county, roles.CBM: in_county, roles.MUN: anywhere},
        "come_back": {roles.VOL: own},
    },
)
require, may, can = policies.require, policies.may, policies.can
