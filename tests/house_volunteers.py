"""The volunteers' part of the full house: a posting with its shift and who signed up. Kept apart since it is long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from accounts.models import Division
from audit.moves import born
from tests.cast import HEKOU
from volunteers.models import Posting, Shift, Signup


def fill(house: Any) -> None:
    """One of everything the volunteers' trade has, at 李明's office; 王芳 is in it."""
    start = house._now + timedelta(days=3)
    town = Division.objects.get(pk=HEKOU)
    at = {"organiser": house.cast.office, "county_code": town.county_code}
    house.posting = Posting(
        number="ZP-202603-00001", title="河口街道清洁日", kind="public_benefit_activity", town=town, **at
    )
    born(house.posting, "draft", by=_as(house.cast.officer, "OFF"))
    ends = start + timedelta(hours=3)
    house.shift = Shift(
        posting=house.posting, starts_at=start, ends_at=ends, signup_closes_at=start, cancel_until=start, capacity=10,
        presence_key="0" * 32, **at,
    )  # fmt: skip
    born(house.shift, "plan", by=None)
    house.signup = Signup(shift=house.shift, volunteer=house.volunteer, starts_at=start, ends_at=ends)
    born(house.signup, "sign_up", by=None)
    Shift.objects.filter(pk=house.shift.pk).update(taken=1)


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a posting": one(number=house.posting.number),
        "a shift": one(pk=house.shift.pk),
        "a signup": one(pk=house.signup.pk),
    }


def _as(user: Any, role: str) -> Any:
    user.acting_role = role
    return user
