"""People who apply at 李明's office, for the tests of the vetting desk."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from accounts.models import Division
from audit.moves import born, move
from kit import clock, identity
from kit.crypto import blind_index
from tests import build
from tests.cast import HEKOU, Cast, person, seat
from volunteers.models import Application
from volunteers.vetting import conflicts, services

_phones = count(15_400_200_000)


def applicant(
    cast: Cast, name: str = "李芸", *, town: str = HEKOU, number: str = "", submit: bool = True, **columns: Any
) -> Application:
    """Somebody who handed in an application, with a phone of their own."""
    number = number or build.id_number()
    card = identity.resident_id(number, on=clock.today())
    user = person(name)
    user.set_phone(f"+86{next(_phones)}")
    user.save()
    where = Division.objects.get(pk=town)
    application = Application(
        user=seat(user, "VOL"), full_name=name, id_number=number,
        id_index=blind_index("volunteer.id_number", number), born_on_text=card.born_on.isoformat(),
        sex=1 if card.sex == identity.MALE else 2, town=where, county_code=where.county_code,
        needs=["mentoring"], begun_at=clock.now(), **columns,
    )  # fmt: skip
    born(application, "begin", by=None)
    if submit:
        move(application, "submit", by=None)
    return application


def looked_at(cast: Cast, application: Application) -> Application:
    """The ID card seen, the conflict asked: ready to be admitted."""
    services.verify_applicant(application, by=cast.officer)
    conflicts.ask_conflict(application, by=cast.officer, purpose="审核志愿者申请")
    return Application.objects.get(pk=application.pk)


def minors_number() -> str:
    return build.id_number(date(2009, 7, 19))
