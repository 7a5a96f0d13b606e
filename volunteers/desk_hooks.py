"""What volunteers hang into the ground: their own page and hours, the officers' list, and hours that wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from accounts.access import seats_as
from desk.hooks import MenuEntry, OwnHome, WorkItem, homes, menu, worklist
from volunteers import numbers_of_law, policies, queries  # noqa: F401 - rules and rights register themselves
from volunteers.activities import desk_hooks as activities  # noqa: F401 - a subject hangs in its own
from volunteers.models import ServiceLog
from volunteers.vetting import desk_hooks as vetting  # noqa: F401 - a subject hangs in its own

STAFF = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)
VERIFY = (roles.OFF, roles.CBM)
TOGETHER = lazy("协作")


def hours_waiting(user: Any) -> int:
    return queries.logs_visible_to(user).filter(status="submitted").count()


homes.add(OwnHome((roles.VOL,), "volunteers:today", fits=queries.has_file))
menu.add(MenuEntry(lazy("今日"), "volunteers:today", "sun", (roles.VOL,), phone=True, order=10))
menu.add(MenuEntry(lazy("时长"), "volunteers:hours", "clock", (roles.VOL,), phone=True, order=40))
menu.add(MenuEntry(lazy("志愿者"), "volunteers:list", "heart", STAFF, group=TOGETHER, order=60))
menu.add(
    MenuEntry(lazy("时长核实"), "volunteers:verify", "clock", VERIFY, group=TOGETHER, count=hours_waiting, order=64)
)


@worklist.add
def hours_to_verify(user: Any, now: datetime) -> Iterator[WorkItem]:
    """All the hours that wait for this officer as one thing to do, with the earliest clock."""
    offices = [seat.unit_id for seat in seats_as(user, roles.OFF)]
    waiting = ServiceLog.objects.filter(status="submitted", office_id__in=offices)
    told = waiting.exclude(volunteer__user=user).aggregate(first=Min("due_at"), n=Count("pk"))
    if not told["n"]:
        return
    yield WorkItem(
        title=_("核实服务时长"),
        text=_("%(n)d 条等您核实，核实后计入志愿者的时长。") % {"n": told["n"]},
        url=reverse("volunteers:verify"),
        verb=_("核实"),
        due_at=told["first"],
    )
