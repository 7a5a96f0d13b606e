"""Rights of complaints and incidents: who reports, who reads and answers, who decides an appeal."""

from __future__ import annotations

from typing import Any

import rules

from accounts import roles
from accounts.access import Seat, anywhere, in_county


@rules.predicate
def concern_owner(seat: Seat, concern: Any) -> bool:
    """The officer who has it to answer, or who stands in; never one of the office it is about."""
    return seat.for_user_id == concern.owner_id and concern.about not in ("office", "county")


@rules.predicate
def not_about_county(seat: Seat, concern: Any) -> bool:
    return bool(concern.about != "county")


@rules.predicate
def reported_by(seat: Seat, concern: Any) -> bool:
    return concern.by_id is not None and concern.by_id == seat.user.pk


@rules.predicate
def answered_by_another(seat: Seat, concern: Any) -> bool:
    return bool(concern.answered_by_id != seat.user.pk)


ANSWER = {roles.OFF: concern_owner, roles.CBM: in_county & not_about_county, roles.MUN: anywhere}
REPORTERS = (roles.VOL, roles.NGC, roles.NGA, roles.RES, roles.OFF, roles.CBM)
CONCERNS = {
    "report_concern": dict.fromkeys(REPORTERS, anywhere),
    "read_concern": ANSWER,
    "answer_concern": ANSWER,
    "appeal_concern": dict.fromkeys(REPORTERS, reported_by),
    "decide_concern": {roles.MUN: answered_by_another},
}
