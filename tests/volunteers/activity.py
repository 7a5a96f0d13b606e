"""Postings, shifts and crowds of volunteers for tests, made as the office makes them."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from accounts.models import Division, OrgUnit, User
from kit import clock
from tests import build
from tests.cast import HEKOU, Cast, person, seat
from volunteers.activities import planning, postings
from volunteers.models import Posting, Shift, Volunteer

TEXTS = {
    "title": "河口街道清洁日",
    "kind": "public_benefit_activity",
    "content": "清扫沿河步道，整理绿地。",
    "place": "河口街道文化广场",
    "conditions": "身体健康，能步行两小时。",
    "risk": "路面湿滑，发放手套和雨鞋。",
    "contact": "河口街道司法所 0571-88880001",
}
_serial = count(1)


def posting(cast: Cast, *, by: User | None = None, organiser: OrgUnit | None = None, **columns: Any) -> Posting:
    """A draft of 李明's office, complete but for its shifts."""
    town = Division.objects.get(pk=columns.pop("town", HEKOU))
    return postings.draft_posting(
        by=by or cast.officer, organiser=organiser or cast.office, town=town, **{**TEXTS, **columns}
    )


def shift(
    cast: Cast, of: Posting | None = None, *, days: int = 3, hour: int = 9, hours: int = 3, **columns: Any
) -> Shift:
    """A shift so many days from now of a posting that is published with it."""
    of = of or posting(cast, **{k: columns.pop(k) for k in list(columns) if hasattr(Posting, k) or k == "by"})
    start = clock.at(clock.today() + timedelta(days=days), hour)
    by = of.created_by
    row = planning.plan_shift(
        of,
        by=by,
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        capacity=columns.pop("capacity", 10),
        **columns,
    )
    if of.status == "draft":
        postings.publish_posting(of, by=by)
    return Shift.objects.select_related("posting").get(pk=row.pk)


def helper(cast: Cast, name: str = "", **profile: Any) -> Volunteer:
    """Somebody who may take any ordinary shift."""
    n = next(_serial)
    user = person(name or f"志愿者{n}")
    user.set_phone(f"+86154{10_000 + n:08d}")
    user.save()
    row = build.volunteer(cast, seat(user, "VOL"), ready=False)
    Volunteer.objects.filter(pk=row.pk).update(is_identity_verified=True, **profile)
    row.refresh_from_db()
    return row


def crowd(cast: Cast, n: int) -> list[Volunteer]:
    return [helper(cast) for _i in range(n)]
