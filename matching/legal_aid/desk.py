"""What legal aid hangs into the desk: the menu, what waits for the clerk and the officer, what is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from desk.hooks import MenuEntry, WorkItem, late_lists, menu, worklist
from matching import queries
from matching.models import Referral

MOST = 100
AT_AGENCY, AT_OFFICE = ("review", "granted"), ("to_forward", "papers")


def is_agency(user: Any) -> bool:
    return any(s.unit_kind == "partner_agency" for s in access.seats_as(user, roles.PAR))


def to_do(user: Any) -> QuerySet[Referral]:
    """What the agency must decide or assign, and what an officer must forward or bring."""
    scope = queries.NOBODY
    for seat in access.seats_as(user, roles.PAR):
        scope |= Q(agency_id=seat.unit_id, status__in=AT_AGENCY)
    for seat in access.seats_as(user, roles.OFF):
        scope |= Q(request__officer_id=seat.for_user_id, status__in=AT_OFFICE)
    return queries.referrals(user).filter(scope)


menu.add(
    MenuEntry(
        lazy("法律援助"),
        "matching:referrals",
        "shield",
        (roles.PAR,),
        waiting=to_do,
        fits=is_agency,
        phone=True,
        order=20,
    )
)
menu.add(
    MenuEntry(lazy("法律援助"), "matching:referrals", "shield", (roles.OFF, roles.CBM), group=lazy("帮扶"), order=60)
)


@worklist.add
def referrals_to_do(user: Any, now: datetime) -> Iterator[WorkItem]:
    """One query."""
    if access.has_role(user, roles.PAR, roles.OFF):
        yield from (_item(row) for row in to_do(user).order_by("due_at", "pk")[:MOST])


@late_lists.add
def referrals_late(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Of the agency, the own files or the county: whose clock has ended, whoever has it."""
    late = to_do(user).filter(due_at__lt=now)
    if counties := [s.county_code for s in access.seats_as(user, roles.CBM)]:
        running = Q(county_code__in=counties, status__in=(*AT_AGENCY, *AT_OFFICE))
        late = queries.referrals(user).filter(running, due_at__lt=now)
    if access.has_role(user, roles.PAR, roles.OFF, roles.CBM):
        yield from (_item(row) for row in late.order_by("due_at", "pk")[:MOST])


def _item(row: Referral) -> WorkItem:
    title, verb = {
        "to_forward": (_("在押人员的法律援助申请待转交"), _("转交")),
        "review": (_("法律援助申请待决定"), _("审查")),
        "papers": (_("法律援助要补材料"), _("补材料")),
        "granted": (_("法律援助待指派承办人"), _("指派")),
    }[row.status]
    return WorkItem(
        title=title,
        text=f"{row.get_matter_display()}·{row.number}",
        url=reverse("matching:referral", args=[row.pk]),
        verb=verb,
        due_at=row.due_at,
        code=row.request.client.code,
    )
