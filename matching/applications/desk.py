"""What job applications hang into the desk: the menu, and the next step as a thing to do with its clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from desk.hooks import MenuEntry, WorkItem, menu, worklist
from matching import queries
from matching.applications.states import LIVE
from matching.models import JobApplication

MOST = 50


def to_record(user: Any) -> QuerySet[JobApplication]:
    """The running applications at one's own posts, and at the posts one is staff partner of."""
    scope = queries.NOBODY
    for seat in access.seats(user):
        if seat.role == roles.RES:
            scope |= Q(place__org_id=seat.unit_id)
        if seat.role == roles.OFF:
            scope |= Q(place__partner_id=seat.for_user_id)
    return JobApplication.objects.filter(scope, status__in=LIVE)


menu.add(MenuEntry(lazy("岗位申请"), "matching:applications", "case", (roles.RES,), waiting=to_record, order=22))
menu.add(
    MenuEntry(lazy("岗位申请"), "matching:applications", "case", (roles.OFF, roles.CBM), group=lazy("帮扶"), order=59)
)


@worklist.add
def applications_to_record(user: Any, now: datetime) -> Iterator[WorkItem]:
    """One query. A promise to come is shown with its clock as well."""
    if not access.has_role(user, roles.RES, roles.OFF):
        return
    rows = to_record(user).select_related("request__client", "place").order_by("due_at", "pk")
    for row in rows[:MOST]:
        title, verb = {
            "referred": (_("给推荐来的人约面试"), _("约面试")),
            "interview": (_("记录面试结果"), _("记录")),
            "offered": (_("上岗那天记一次"), _("记录")),
        }[row.status]
        yield WorkItem(
            title=title,
            text=row.place.name,
            url=reverse("matching:application", args=[row.pk]),
            verb=verb,
            due_at=row.due_at,
            code=row.request.client.code,
        )
