"""What bids hang into the ground: the menu of opening officers, and openings and rehearsals that wait for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from desk.hooks import MenuEntry, WorkItem, menu, worklist
from ngos.bidding import opening  # noqa: F401 - answers what purchasing asks, joins in where a project ends
from ngos.models import OpeningOfficer

OPENERS = (roles.CBM, roles.MUN)
MOST = 30

menu.add(MenuEntry(lazy("开标"), "ngos:openings", "seal", OPENERS, group=lazy("购买服务"), order=72))


@worklist.add
def openings_to_do(user: Any, now: datetime) -> Iterator[WorkItem]:
    """One query for whoever may open bids, none for others."""
    if not access.has_role(user, *OPENERS):
        return
    rehearse = Q(tender_key__project__status__in=("draft", "approved"), rehearsed_at=None)
    opens = Q(tender_key__project__status="closed", tender_key__project__opening_at__lte=now)
    rows = OpeningOfficer.objects.filter(rehearse | opens, user=user).select_related("tender_key__project")
    for row in rows.order_by("tender_key__project__opening_at", "pk")[:MOST]:
        project = row.tender_key.project
        is_open = project.status == "closed"
        yield WorkItem(
            title=_("开标") if is_open else _("开标演练"),
            text=project.title,
            url=reverse("ngos:ceremony", args=[project.number]),
            verb=_("开标") if is_open else _("演练"),
            due_at=None if is_open else project.deadline_at,
            code=project.number,
        )
