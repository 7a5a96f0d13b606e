"""Which looks at a job are due: for the officer, for the employer, and late in the county."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, roles
from desk.hooks import WorkItem
from kit import clock, rules
from matching.followups.models import JobFollowUp
from matching.queries import NOBODY

MOST = 200


def followups(user: Any) -> QuerySet[JobFollowUp]:
    """Those this person may look up: of the own office, the own county, the own posts. Sealed files stand with their
    officer and deputy alone."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role == roles.OFF:
            sealed = Q(request__client__officer_id=seat.for_user_id) | Q(request__client__deputy_id=seat.for_user_id)
            scope |= Q(request__office_id=seat.unit_id) & (Q(request__client__is_minor_track=False) | sealed)
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code, request__client__is_minor_track=False)
        if seat.role == roles.RES:
            scope |= Q(request__place__org_id=seat.unit_id)
    return JobFollowUp.objects.filter(scope).select_related(
        "request__client", "request__officer", "request__place", "place"
    )


def to_ask(user: Any, now: datetime) -> Iterator[WorkItem]:
    """An officer's own people and an employer's own posts, from the day on; one query."""
    officer = [s.for_user_id for s in access.seats_as(user, roles.OFF)]
    employer = [s.unit_id for s in access.seats_as(user, roles.RES)]
    if officer or employer:
        own = Q(request__officer_id__in=officer) | Q(request__place__org_id__in=employer)
        yield from (_item(row, staff=bool(officer)) for row in _due(followups(user).filter(own), clock.today()))


def late(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Of the county, whoever should have asked."""
    counties = [s.county_code for s in access.seats_as(user, roles.CBM)]
    if counties:
        until = clock.today() - timedelta(days=grace() + 1)
        rows = _due(followups(user).filter(county_code__in=counties), until)
        yield from (_item(row, who=str(row.request.officer)) for row in rows)


def grace() -> int:
    """In how many days after its day a look is to be recorded."""
    return int(rules.value("matching.job_followup_grace_days"))


def ends_at(row: JobFollowUp, days: int) -> datetime:
    return clock.at(row.due_on + timedelta(days=days + 1), 0)


def _due(rows: QuerySet[JobFollowUp], until: date) -> QuerySet[JobFollowUp]:
    return rows.filter(status="waiting", due_on__lte=until).order_by("due_on", "pk")[:MOST]


def _item(row: JobFollowUp, *, staff: bool = True, who: str = "") -> WorkItem:
    return WorkItem(
        title=_("第 %(n)d 天就业回访") % {"n": row.day},
        text="·".join(filter(None, (str(row.place or ""), row.request.number, who))),
        url=reverse("matching:followup", args=[row.pk]),
        verb=_("登记"),
        due_at=ends_at(row, grace()),
        code=row.request.client.code if staff else row.request.number,
    )
