"""Rights of the main job. A helper's rights follow from the place that took the request, an officer's from the
office that keeps the file; a minor's file belongs to its named officer and one deputy alone (R-MIN-02)."""

from __future__ import annotations

from typing import Any

import rules

from accounts import roles
from accounts.access import Policies, Seat, anywhere, in_county, in_unit, of_own_org
from matching.legal_aid.states import WITH_AGENCY


@rules.predicate
def file_is_open(seat: Seat, thing: Any) -> bool:
    """Not a sealed file, or the seat of its named officer or deputy."""
    client = getattr(thing, "client", thing)
    if not client.is_minor_track:
        return True
    return seat.for_user_id in (client.officer_id, client.deputy_id)


@rules.predicate
def is_author(seat: Seat, request: Any) -> bool:
    return request.author_id == seat.user.pk


@rules.predicate
def is_helper(seat: Seat, request: Any) -> bool:
    return request.helper_id is not None and request.helper_id == seat.for_user_id


@rules.predicate
def place_of_org(seat: Seat, request: Any) -> bool:
    """The place that has the request belongs to the seat's organisation."""
    return request.place is not None and seat.unit_id is not None and request.place.org_id == seat.unit_id


@rules.predicate
def place_is_partnered(seat: Seat, request: Any) -> bool:
    """The staff partner of a volunteer's or employer's place, who may record in their stead."""
    place = request.place
    return place is not None and place.partner_id == seat.for_user_id and place.kind != "service"


@rules.predicate
def offered_to_org(seat: Seat, offer: Any) -> bool:
    return seat.unit_id is not None and offer.place.org_id == seat.unit_id


@rules.predicate
def named_for_offers(seat: Seat, offer: Any) -> bool:
    return seat.answers_offers and offered_to_org(seat, offer)


@rules.predicate
def offered_to_volunteer(seat: Seat, offer: Any) -> bool:
    return offer.place.volunteer_id is not None and offer.place.volunteer.user_id == seat.user.pk


@rules.predicate
def offer_is_partnered(seat: Seat, offer: Any) -> bool:
    return offer.place.partner_id == seat.for_user_id and offer.place.kind != "service"


@rules.predicate
def place_own(seat: Seat, place: Any) -> bool:
    if place.volunteer_id:
        return place.volunteer.user_id == seat.user.pk
    return seat.unit_id is not None and place.org_id == seat.unit_id


@rules.predicate
def own_unit(seat: Seat, org: Any) -> bool:
    return seat.unit_id is not None and seat.unit_id == org.pk


@rules.predicate
def of_agency(seat: Seat, referral: Any) -> bool:
    """A clerk of the legal aid agency, once the application is there; of a sealed file the one who is named."""
    if seat.unit_id is None or referral.agency_id != seat.unit_id or referral.status == "to_forward":
        return False
    return not referral.client.is_minor_track or referral.clerk_id == seat.for_user_id


@rules.predicate
def refers_to_clerk(seat: Seat, request: Any) -> bool:
    """The request is with this clerk of the agency, and with no colleague of theirs."""
    with_agency = request.referrals.filter(round_no=request.round_no, status__in=WITH_AGENCY)
    return seat.unit_id is not None and with_agency.filter(agency_id=seat.unit_id, clerk_id=seat.for_user_id).exists()


# The code of a row of the register whose ID stands in another county's row too: the city's clerk decides.
DOUBLE_COUNTIES = "double_counties"


@rules.predicate
def is_data_clerk(seat: Seat, thing: Any) -> bool:
    return seat.is_data_clerk


@rules.predicate
def goes_to_clerk(seat: Seat, row: Any) -> bool:
    """A row of the register without a known county, or with the same ID as another county's row."""
    return not row.county_code or row.code == DOUBLE_COUNTIES


@rules.predicate
def at_prison(seat: Seat, thing: Any) -> bool:
    return seat.unit_kind == "prison"


@rules.predicate
def of_prison(seat: Seat, thing: Any) -> bool:
    return seat.unit_kind == "prison" and seat.unit_id == thing.prison_id


@rules.predicate
def lecture_own(seat: Seat, lecture: Any) -> bool:
    of_org = seat.unit_id is not None and lecture.org_id == seat.unit_id
    return lecture.by_id == seat.user.pk or of_org


@rules.predicate
def is_unopened(seat: Seat, notice: Any) -> bool:
    """A notice for which no file is opened yet: of a minor's the county sees the number, and names the officer."""
    return notice.file_id is None


in_file = in_unit & file_is_open
over_county = in_county & file_is_open

HELPER = {
    roles.NGC: is_helper,
    roles.NGA: place_of_org,
    roles.VOL: is_helper,
    roles.RES: place_of_org,
    roles.OFF: place_is_partnered,
}
LEAD = {
    roles.NGA: place_of_org,
    roles.VOL: is_helper,
    roles.RES: place_of_org,
    roles.OFF: place_is_partnered,
}
ANSWER = {
    roles.NGA: offered_to_org,
    roles.NGC: named_for_offers,
    roles.VOL: offered_to_volunteer,
    roles.RES: offered_to_org,
    roles.OFF: offer_is_partnered,
}

policies = Policies(
    "matching",
    {
        # supervisees
        "see_client": {roles.OFF: in_file, roles.CBM: over_county},
        "see_identity": {roles.OFF: in_file, roles.CBM: over_county},
        "see_offence": {roles.OFF: in_file, roles.CBM: over_county},
        "edit_client": {roles.OFF: in_file},
        "name_officer": {roles.OFF: in_file, roles.CBM: in_county},
        "assess": {roles.OFF: in_file},
        "read_assessment": {roles.OFF: in_file, roles.CBM: over_county},
        "read_plan": {roles.OFF: in_file, roles.CBM: over_county},
        "write_plan": {roles.OFF: in_file},
        "read_group": {roles.OFF: in_file, roles.CBM: over_county},
        "keep_group": {roles.OFF: in_file},
        "confirm_group": {roles.OFF: in_file},
        "record_consent": {roles.OFF: in_file},
        "note_conflict": {roles.OFF: in_file},
        "register_again": {roles.OFF: in_file},
        "end_client": {roles.OFF: in_file, roles.CBM: in_county},
        "release_fields": {roles.OFF: in_file},
        "enrol_client": {roles.OFF: in_file},
        "import_register": {roles.MUN: is_data_clerk, roles.CBM: anywhere},
        "decide_register_row": {
            roles.OFF: in_unit & ~goes_to_clerk,
            roles.CBM: in_county & ~goes_to_clerk,
            roles.MUN: is_data_clerk & goes_to_clerk,
        },
        # resources
        "enter_place": {
            roles.RES: place_own,
            roles.NGA: place_own,
            roles.OFF: in_county,
            roles.CBM: in_county,
            roles.MUN: anywhere,
        },
        "edit_place": {
            roles.RES: place_own,
            roles.NGA: place_own,
            roles.OFF: in_county,
            roles.CBM: in_county,
            roles.MUN: anywhere,
        },
        "sign_pledge": {
            roles.RES: of_own_org,
            roles.OFF: in_county,
            roles.CBM: in_county,
            roles.MUN: anywhere,
        },
        "open_place": {roles.CBM: in_county, roles.MUN: anywhere},
        "hold_place": {roles.CBM: in_county, roles.MUN: anywhere},
        "pause_place": {
            roles.RES: place_own,
            roles.NGA: place_own,
            roles.VOL: place_own,
            roles.OFF: in_county,
            roles.CBM: in_county,
            roles.MUN: anywhere,
        },
        "confirm_place": {
            roles.RES: place_own,
            roles.NGA: place_own,
            roles.VOL: place_own,
            roles.OFF: in_county,
            roles.CBM: in_county,
        },
        "set_supplier_cap": {roles.RES: own_unit, roles.CBM: in_county, roles.MUN: anywhere},
        "suspend_supplier": {roles.CBM: in_county},
        "import_jobs": {roles.CBM: anywhere, roles.MUN: anywhere},
        # requests
        "ask_for_help": {roles.OFF: in_file},
        "edit_request": {roles.OFF: in_file},
        "submit_request": {roles.OFF: in_file},
        "approve_request": {roles.CBM: in_county & ~is_author},
        "return_request": {roles.CBM: in_county & ~is_author},
        "match_request": {roles.OFF: in_file, roles.CBM: in_county},
        "override_gate": {roles.CBM: in_county},
        "withdraw_request": {roles.OFF: in_file},
        "reopen_request": {roles.OFF: in_file},
        "reopen_match": {roles.NGA: place_of_org, roles.OFF: in_file},
        "pause_request": {roles.NGA: place_of_org, roles.OFF: in_file | place_is_partnered},
        "resume_request": {roles.NGA: place_of_org, roles.OFF: in_file | place_is_partnered},
        "change_provider": {roles.CBM: in_county},
        "hand_over_in_bulk": {roles.CBM: in_county},
        # A manager of an organisation reads nothing released; who is both reads as the caseworker named.
        "read_granted": {
            roles.NGC: is_helper & place_of_org,
            roles.VOL: is_helper,
            roles.RES: is_helper & place_of_org,
            roles.OFF: is_helper & place_is_partnered,
            roles.PAR: refers_to_clerk,
        },
        "see_request": {**HELPER, roles.OFF: in_file | place_is_partnered, roles.CBM: in_county},
        # the plan over all
        "plan_matching": {roles.CBM: in_county, roles.MUN: anywhere},
        # offers
        "send_offer": {roles.OFF: in_file, roles.CBM: in_county},
        "answer_offer": ANSWER,
        "ask_question": ANSWER,
        "answer_question": {roles.OFF: in_file},
        "revoke_offer": {roles.OFF: in_file, roles.CBM: in_county},
        # coordination
        "see_board": {roles.CBM: in_county, roles.MUN: anywhere},
        "rerun_county": {roles.CBM: in_county},
        "nudge_request": {roles.CBM: over_county},
        "see_fairness": {roles.MUN: anywhere, roles.AUD: anywhere},
        "see_weights": dict.fromkeys((roles.OFF, roles.CBM, roles.MUN, roles.AUD, roles.SYS), anywhere),
        # applications
        "record_application": {roles.RES: place_of_org, roles.OFF: place_is_partnered},
        "withdraw_application": {roles.RES: place_of_org, roles.OFF: in_file | place_is_partnered},
        # legal aid
        "refer_legal_aid": {roles.OFF: in_file},
        "see_referral": {roles.OFF: in_file, roles.CBM: over_county, roles.PAR: of_agency},
        "forward_legal_aid": {roles.OFF: in_file},
        "supply_papers": {roles.OFF: in_file, roles.PAR: of_agency},
        "decide_legal_aid": {roles.PAR: of_agency},
        "withdraw_legal_aid": {roles.OFF: in_file},
        # sessions
        "record_session": HELPER,
        "propose_plan": HELPER,
        "answer_absence": {roles.OFF: in_file},
        "decide_plan": {roles.OFF: in_file},
        # outcomes
        "finish_request": LEAD,
        "end_request": {**LEAD, roles.OFF: in_file | place_is_partnered},
        "end_held": {roles.OFF: in_file | place_is_partnered},
        "report_outcome": LEAD,
        "review_report": {roles.OFF: in_file},
        "settle_review": {roles.CBM: in_county},
        "record_followup": {roles.OFF: in_file, roles.RES: place_of_org},
        "give_slip": {roles.OFF: in_file},
        # handover from prison
        "announce_release": {roles.PAR: at_prison},
        "correct_notice": {roles.PAR: of_prison},
        "withdraw_notice": {roles.PAR: of_prison},
        "receive_notice": {roles.OFF: in_file, roles.CBM: in_county & (file_is_open | is_unopened)},
        "send_back_notice": {roles.OFF: in_file, roles.CBM: in_county & (file_is_open | is_unopened)},
        "link_notice": {roles.OFF: in_file},
        "record_contact": {roles.OFF: in_file},
        "decline_help": {roles.OFF: in_file},
        "end_for_relapse": {roles.OFF: in_file},
        "resume_help": {roles.OFF: in_file},
        "offer_lecture": {roles.VOL: anywhere, roles.NGA: anywhere, roles.RES: anywhere},
        "pick_lecture": {roles.PAR: at_prison},
        "hold_lecture": {roles.PAR: of_prison},
        "release_lecture": {
            roles.PAR: of_prison,
            roles.VOL: lecture_own,
            roles.NGA: lecture_own,
            roles.RES: lecture_own,
        },
        "withdraw_lecture": {roles.VOL: lecture_own, roles.NGA: lecture_own, roles.RES: lecture_own},
    },
)
require, may, can = policies.require, policies.may, policies.can
