"""Rights of the social organisations' trade."""

from __future__ import annotations

from typing import Any

import rules

from accounts import roles
from accounts.access import Policies, Seat, anywhere, in_county, of_own_org, own
from ngos.concerns.rights import CONCERNS
from ngos.delivery.rights import DELIVERY
from ngos.evaluation.states import SEATED
from ngos.feedback.rights import FEEDBACK
from ngos.inspections.rights import INSPECTIONS
from ngos.models import CommitteeMember
from ngos.payment.rights import PAYMENT
from ngos.rectification.rights import RECTIFICATION
from ngos.reviews.rights import REVIEWS


# --- purchasing ----------------------------------------------------------------------------------------------------
@rules.predicate
def clerk_of(seat: Seat, project: Any) -> bool:
    return bool(project.clerk_id == seat.user.pk)


@rules.predicate
def head_of(seat: Seat, project: Any) -> bool:
    """The head whom the project names; never its clerk (the database refuses that too)."""
    return bool(project.head_id == seat.user.pk != project.clerk_id)


BUY = {roles.CBM: in_county, roles.MUN: anywhere}
AS_CLERK = {roles.CBM: in_county & clerk_of, roles.MUN: anywhere & clerk_of}
AS_HEAD = {roles.CBM: in_county & head_of, roles.MUN: anywhere & head_of}
BY_EITHER = {roles.CBM: in_county & (clerk_of | head_of), roles.MUN: anywhere & (clerk_of | head_of)}
PURCHASING = {
    "see_project": {**BUY, roles.AUD: anywhere},
    "enter_budget_line": BUY,
    "keep_catalogue_item": {roles.MUN: anywhere},
    "draft_project": BUY,
    "edit_project": AS_CLERK,
    "approve_project": AS_HEAD,
    "send_back_project": BY_EITHER,
    "publish_project": AS_CLERK,
    "postpone_deadline": AS_CLERK,
    "ask_clarification": {roles.NGA: anywhere, roles.RES: anywhere},
    "answer_clarification": AS_CLERK,
    "cancel_project": AS_HEAD,
    "fail_project": BY_EITHER,
    "retender_project": AS_CLERK,
    "agree_to_method": {roles.AUD: anywhere},
    "hold_project": {roles.AUD: anywhere},
    "release_project": {roles.AUD: anywhere},
    "record_external": AS_CLERK,
    "see_purchase_plan": BUY,
    "see_small_purchases": {**BUY, roles.AUD: anywhere},
    "keep_roster": {roles.MUN: anywhere},
    "order_small": BUY,
    "call_off_small": BUY,
}


# --- evaluation and contracts --------------------------------------------------------------------------------------
@rules.predicate
def member_of(seat: Seat, project: Any) -> bool:
    """Sits on the project's committee; whether they have declared, and so may read, is asked by each act."""
    return CommitteeMember.objects.filter(project=project, user=seat.user, status__in=SEATED).exists()


ORG = {roles.NGA: of_own_org, roles.RES: of_own_org}
SELF = {roles.EXP: own, roles.CBM: own, roles.MUN: own}
EVALUATION = {
    "keep_experts": {roles.MUN: anywhere},
    "form_committee": AS_CLERK,
    "declare": SELF,
    "recuse": SELF,
    "qualify_bid": AS_CLERK,
    "review_bid": {roles.EXP: member_of, roles.CBM: member_of, roles.MUN: member_of},
    "disqualify_bid": {
        roles.EXP: member_of,
        roles.CBM: (in_county & clerk_of) | member_of,
        roles.MUN: clerk_of | member_of,
    },
    "vote_for_leader": {roles.EXP: member_of, roles.CBM: member_of, roles.MUN: member_of},
    "go_on_with_two": AS_HEAD,
    "begin_scoring": AS_CLERK,
    "score": SELF,
    "ask_to_reopen": AS_HEAD,
    "agree_to_reopen": {roles.AUD: anywhere},
    "rank_bids": {roles.EXP: member_of},
    "answer_low_price": ORG,
    "confirm_award": AS_HEAD,
    "announce_result": AS_CLERK,
    "drop_award": AS_HEAD,
    "file_objection": ORG,
    "withdraw_objection": ORG,
    "answer_objection": AS_HEAD,
    "file_complaint": ORG,
    "decide_complaint": {roles.MUN: anywhere},
}
CONTRACTS = {
    "draft_contract": AS_CLERK,
    "agree_contract": {roles.NGA: of_own_org},
    "sign_contract": AS_HEAD,
    "publish_contract": AS_CLERK,
    "file_contract": AS_CLERK,
    "supplement_contract": AS_HEAD,
    "end_contract": AS_HEAD,
}
BIDDING = {
    "bid": {roles.NGA: of_own_org},
    "hold_officer_key": {roles.CBM: anywhere, roles.MUN: anywhere},
    "appoint_openers": AS_CLERK,
    # Which of them is an opening officer of the project, the project says.
    "open_bids": {roles.CBM: anywhere, roles.MUN: anywhere},
}

policies = Policies(
    "ngos",
    {
        "see_provider": {
            roles.NGA: of_own_org,
            roles.NGC: of_own_org,
            roles.OFF: anywhere,
            roles.CBM: anywhere,
            roles.MUN: anywhere,
            roles.AUD: anywhere,
        },
        "see_registry": {roles.OFF: anywhere, roles.CBM: anywhere, roles.MUN: anywhere, roles.AUD: anywhere},
        "register_provider": {roles.NGA: of_own_org, roles.CBM: in_county, roles.MUN: anywhere},
        "edit_provider": {roles.NGA: of_own_org, roles.CBM: in_county, roles.MUN: anywhere},
        "accept_code": {roles.CBM: in_county, roles.MUN: anywhere},
        "enter_provider_paper": {roles.NGA: of_own_org, roles.CBM: in_county, roles.MUN: anywhere},
        "check_provider_paper": {roles.CBM: in_county, roles.MUN: anywhere},
        "read_provider_paper": {
            roles.NGA: of_own_org,
            roles.CBM: in_county,
            roles.MUN: anywhere,
            roles.AUD: anywhere,
        },
        "read_provider_contact": {roles.NGA: of_own_org, roles.CBM: in_county, roles.MUN: anywhere},
        "submit_provider": {roles.NGA: of_own_org},
        "recommend_provider": {roles.CBM: in_county, roles.MUN: anywhere},
        "return_provider": {roles.CBM: in_county, roles.MUN: anywhere},
        "list_provider": {roles.MUN: anywhere},
        "delist_provider": {roles.MUN: anywhere},
        "set_tier": {roles.CBM: in_county, roles.MUN: anywhere},
        "import_providers": {roles.MUN: anywhere},
        "plan_incubation": {roles.CBM: in_county, roles.MUN: anywhere},
        "assess_own_year": {roles.NGA: of_own_org},
        "suspend_provider": {roles.CBM: in_county, roles.MUN: anywhere},
        "restore_provider": {roles.MUN: anywhere},
        "enter_contract": {roles.MUN: anywhere, roles.CBM: in_county},
        **PURCHASING,
        **EVALUATION,
        **CONTRACTS,
        **BIDDING,
        **INSPECTIONS,
        **CONCERNS,
        **FEEDBACK,
        **DELIVERY,
        **PAYMENT,
        **REVIEWS,
        **RECTIFICATION,
    },
)
require, may, can = policies.require, policies.may, policies.can
