"""Who stands how to what passes between units: who made it, and whose unit it is for."""

from typing import Any

import rules

from accounts.access import Seat


@rules.predicate
def of_county(seat: Seat, thing: Any) -> bool:
    """What a county bureau keeps is its county's own; without a thing the question is whether one may begin at all."""
    return bool(seat.county_code) and (thing is None or thing.county_code == seat.county_code)


@rules.predicate
def of_sender(seat: Seat, row: Any) -> bool:
    return seat.unit_id is not None and (row is None or row.sender_id == seat.unit_id)


@rules.predicate
def of_receiver(seat: Seat, row: Any) -> bool:
    return seat.unit_id is not None and getattr(row, "receiver_id", None) == seat.unit_id


@rules.predicate
def of_unit(seat: Seat, thing: Any) -> bool:
    """What one's own unit made or has to do; without a thing: whoever sits in a unit."""
    return seat.unit_id is not None and (thing is None or getattr(thing, "unit_id", None) == seat.unit_id)


@rules.predicate
def near(seat: Seat, community: Any) -> bool:
    """A residents' or village committee is rounded by the office of its town."""
    return bool(seat.division_id) and (getattr(community, "division_id", "") or "").startswith(seat.division_id)
