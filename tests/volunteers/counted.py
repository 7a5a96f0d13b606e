"""Hours that count, made for tests of what is built on them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts.models import OrgUnit
from audit.moves import born, move
from kit import clock
from volunteers.hours import chain
from volunteers.models import ServiceLog, Volunteer

_serial = count(1)


def served(
    volunteer: Volunteer, minutes: int, at: OrgUnit, *, starts_at: datetime | None = None, **columns: Any
) -> Any:
    """A confirmed record of so many minutes that this unit recorded; each call another day unless told."""
    n = next(_serial)
    start = starts_at or clock.now() - timedelta(days=n % 300 + 1)
    values = {"source": "coordinator", "credit_class": "credit", "content": "社区课堂", **columns}
    log = ServiceLog(
        volunteer=volunteer, ref=f"served-{volunteer.pk}-{n}", office=at, county_code=at.county_code, starts_at=start,
        ends_at=start + timedelta(minutes=minutes), minutes=minutes, **values,
    )  # fmt: skip
    born(log, "propose", by=None)
    ServiceLog.objects.filter(pk=log.pk).update(verified_minutes=minutes)
    log.verified_minutes = minutes
    chain.add(log, "propose", by=None, at=clock.now())
    move(log, "verify", by=confirmer(at))
    chain.add(log, "verify", by=confirmer(at), at=clock.now())
    return log


def confirmer(at: OrgUnit) -> Any:
    """Somebody else than the volunteer, of the unit that recorded."""
    seat = at.memberships.exclude(role="VOL").select_related("user").first()
    user: Any = seat.user
    user.acting_role = seat.role
    return user


def reverse_minutes(log: ServiceLog, left: int) -> None:
    """What a correction of hours leaves of a record: fewer minutes count, past the services that do it."""
    ServiceLog.objects.filter(pk=log.pk).update(verified_minutes=left)


def queries_of(browser: Browser, path: str) -> int:
    """How many questions a page asks of the database."""
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)
