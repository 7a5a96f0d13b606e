"""Who stands how to a meeting and to what it decided: who called it, and whose the action item is."""

from typing import Any

import rules

from accounts.access import Seat


@rules.predicate
def of_caller(seat: Seat, thing: Any) -> bool:
    """A county's meeting is its bureau's own; without a thing the question is whether one may call at all."""
    return bool(seat.county_code) and (thing is None or thing.county_code == seat.county_code)


@rules.predicate
def of_owner(seat: Seat, action: Any) -> bool:
    return seat.unit_id is not None and getattr(action, "owner_id", None) == seat.unit_id
