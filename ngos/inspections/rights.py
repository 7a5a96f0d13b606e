"""Who plans inspections, who carries them out, who only reads."""

from __future__ import annotations

from typing import Any

import rules

from accounts import roles
from accounts.access import Seat, anywhere, in_county


@rules.predicate
def inspector_of(seat: Seat, inspection: Any) -> bool:
    """Was assigned to this very visit."""
    return bool(inspection.inspector_id == seat.user.pk)


OFFICES = {roles.CBM: in_county, roles.MUN: anywhere}
ASSIGNED = dict.fromkeys((roles.OFF, roles.EXP, roles.CBM, roles.MUN), inspector_of)
INSPECTIONS = {
    "see_inspections": {**OFFICES, roles.AUD: anywhere},
    "plan_inspections": OFFICES,
    "assign_inspector": OFFICES,
    "cancel_inspection": OFFICES,
    "inspect": ASSIGNED,
    "confirm_red_line": OFFICES,
    "issue_from_finding": OFFICES,
}
