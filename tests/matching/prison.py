"""A prison with its clerk, and notices in the state a test needs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.models import OrgUnit, User
from kit import clock
from matching.models import HandoverNotice
from matching.resettlement import announcing, services
from tests import build
from tests.cast import CITY, HEKOU, Cast, person, seat, unit

AT = date(2026, 7, 10)  # a Friday
RELEASE = date(2026, 7, 31)


def prison(name: str = "云栖监狱") -> OrgUnit:
    return unit("prison", name, CITY)


def clerk(name: str = "狱方经办", at: OrgUnit | None = None) -> User:
    """The clerk of 云栖监狱, or of another one."""
    email = f"{name.encode().hex()[:20]}@example.cn"
    known = User.objects.filter(email=email).first()
    return known or seat(person(name, email), "PAR", at or prison())


def said(**more: Any) -> dict[str, Any]:
    """What a notice says; each call another person."""
    born_on = more.pop("born_on", date(1985, 3, 7))
    return {
        "prison_ref": "B-1024", "full_name": "田归", "id_number": build.id_number(born_on, sex=1),
        "phone": "15400000077", "address": "河口街道望归路三号", "offence": "盗窃罪", "release_on": RELEASE,
        "town": HEKOU, "needs": ["job_placement", "housing"], "must_meet": False, **more,
    }  # fmt: skip


def notice(cast: Cast, state: str = "announced", *, by: User | None = None, **more: Any) -> HandoverNotice:
    """A notice brought there step by step, by 李明 where the office acts. Its release is today unless told."""
    more.setdefault("release_on", clock.today())
    row = announcing.announce(said(**more), by=by or clerk())
    steps = ["announced", "received", "linked", "in_help", "ended"]
    if state == "withdrawn":
        return announcing.withdraw(row, by=by or clerk())
    if state == "returned":
        return services.send_back(row, by=cast.officer, reason="地址不在本街道")
    for step in steps[1 : steps.index(state) + 1]:
        row = HandoverNotice.objects.get(pk=row.pk)
        _take(cast, row, step)
    return HandoverNotice.objects.get(pk=row.pk)


def _take(cast: Cast, row: HandoverNotice, step: str) -> None:
    if step == "received":
        services.receive(row, by=cast.officer, officer=cast.officer)
    elif step == "linked":
        services.link(row, by=cast.officer, met_on=max(row.release_on, clock.today()))
    elif step == "in_help":
        services.record_contact(row, by=cast.officer, on=clock.today(), way="visit")
    else:
        services.decline(row, by=cast.officer)


def days(n: int) -> timedelta:
    return timedelta(days=n)
