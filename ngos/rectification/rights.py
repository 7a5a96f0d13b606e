"""Who drafts, issues, answers and checks a rectification notice; nobody sits in judgement on their own unit."""

from __future__ import annotations

from typing import Any

import rules

from accounts import roles
from accounts.access import Seat, anywhere, in_county


@rules.predicate
def addressed(seat: Seat, notice: Any) -> bool:
    """The seat is in the unit that the notice is for."""
    return seat.unit_id is not None and notice.addressee_id == seat.unit_id


@rules.predicate
def drafted(seat: Seat, notice: Any) -> bool:
    return bool(notice.drafted_by_id == seat.for_user_id)


OVER = {roles.CBM: in_county & ~addressed, roles.MUN: anywhere}
ANSWER = {roles.NGA: addressed, roles.OFF: addressed, roles.CBM: addressed}
RECTIFICATION = {
    "see_rectification": {**ANSWER, **OVER, roles.CBM: in_county, roles.OFF: addressed | drafted, roles.AUD: anywhere},
    "draft_rectification": {roles.OFF: in_county & ~addressed, **OVER},
    "issue_rectification": OVER,
    "acknowledge_rectification": ANSWER,
    "plan_rectification": ANSWER,
    "submit_rectification": ANSWER,
    "ask_extension": ANSWER,
    "appeal_rectification": ANSWER,
    "agree_to_plan": OVER,
    "decide_extension": OVER,
    "check_rectification": OVER,
    "close_rectification": OVER,
    "withdraw_rectification": OVER,
    "decide_rectification_appeal": {roles.MUN: anywhere},
}
