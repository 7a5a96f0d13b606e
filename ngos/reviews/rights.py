"""Who opens, prepares, decides and answers quality reviews, and who only reads them."""

from __future__ import annotations

from typing import Any

import rules

from accounts import roles
from accounts.access import Seat, anywhere, in_county, of_own_org


def part(*wanted: str) -> Any:
    """Has one of these parts in the review; a conflict is asked by the act."""

    @rules.predicate(f"part:{':'.join(wanted)}")
    def has_part(seat: Seat, review: Any) -> bool:
        return bool(review.people.filter(user_id=seat.user.pk, role__in=wanted).exists())

    return has_part


def judges(relation: Any) -> dict[str, Any]:
    return dict.fromkeys((roles.EXP, roles.CBM, roles.MUN), relation)


@rules.predicate
def audits_it(seat: Seat, audit: Any) -> bool:
    """Prepares the review that the audit belongs to."""
    return bool(audit.review_id and audit.review.people.filter(user_id=seat.user.pk, role="reviewer").exists())


OFFICES = {roles.CBM: in_county, roles.MUN: anywhere}
REVIEWS = {
    "see_quality_desk": {**OFFICES, roles.AUD: anywhere},
    "open_review": OFFICES,
    "cancel_review": OFFICES,
    "declare_part": judges(part("reviewer", "panel", "appeal")),
    "draft_review": judges(part("reviewer")),
    "answer_review": {roles.NGA: of_own_org},
    "appoint_panel": OFFICES,
    "vote_on_review": judges(part("panel", "appeal")),
    "publish_review": OFFICES,
    "appeal_review": {roles.NGA: of_own_org},
    "draw_audit": OFFICES,
    "judge_figure": {roles.EXP: audits_it, roles.CBM: in_county | audits_it, roles.MUN: anywhere},
    "close_flag": OFFICES,
}
