"""A shift at 李明's office, who is signed up for it, and the codes that hang there: for every test of the door."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import Division
from audit.moves import born, move
from kit import clock
from tests import build
from tests.cast import HEKOU, Cast, person, seat
from volunteers.attendance import codes
from volunteers.models import Posting, Shift, Signup, Volunteer

_serial = count(1)
HOURS = 3


def shift(cast: Cast, starts_at: datetime, *, title: str = "河岸清洁", hours: float = HOURS, **columns: Any) -> Shift:
    """A shift of a published posting, open for signing up; organised by 河口街道司法所 unless told."""
    unit = columns.pop("organiser", None) or cast.office
    at = {"organiser": unit, "county_code": unit.county_code}
    town = Division.objects.get(pk=HEKOU)
    posting = Posting(
        number=f"ZP-T-{next(_serial):05d}",
        title=title,
        kind="public_benefit_activity",
        town=town,
        place="河口码头",
        **at,
    )
    born(posting, "draft", by=acting(cast.officer, "OFF"))
    row = Shift(
        posting=posting, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), signup_closes_at=starts_at,
        cancel_until=starts_at, capacity=columns.pop("capacity", 200), presence_key=f"{next(_serial):032x}", **at,
        **columns,
    )  # fmt: skip
    born(row, "plan", by=None)
    return row


def signed_up(shift: Shift, volunteer: Volunteer) -> Signup:
    row = Signup(shift=shift, volunteer=volunteer, starts_at=shift.starts_at, ends_at=shift.ends_at)
    born(row, "sign_up", by=None)
    return row


def someone(cast: Cast, name: str, *, ready: bool = True) -> Volunteer:
    """Another volunteer with a file of their own, found again by name."""
    known = Volunteer.objects.filter(user__display_name=name).first()
    if known:
        return known
    user = person(name)
    user.set_phone(f"+86154{10_000_000 + user.pk:08d}")
    user.save()
    return build.volunteer(cast, seat(user, "VOL"), ready=ready)


def begin(shift: Shift) -> Shift:
    """As the house does each minute when the hour has come."""
    shift.refresh_from_db()
    if shift.status in ("open", "closed"):
        move(shift, "begin", by=None)
    return shift


def step(shift: Shift, ago: int = 0) -> int | None:
    """The step of the code that hung at the door so many seconds ago, as the house reads it now."""
    from kit import presence

    hung = presence.code(codes.of_shift(shift), presence.step_of(clock.machine_now() - timedelta(seconds=ago)))
    return codes.step_of_shift(shift, hung)


def own_code(volunteer: Volunteer) -> str:
    return codes.face_of_person(volunteer).code


def own_digits(volunteer: Volunteer) -> str:
    return codes.face_of_person(volunteer).digits


def acting(user: Any, role: str) -> Any:
    user.acting_role = role
    return user
