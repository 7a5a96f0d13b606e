"""What hours hang into the ground: the ledger, the queue of who confirms, objections that wait, and the chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from accounts.access import has_role
from audit.checks import checks
from desk.hooks import MenuEntry, WorkItem, import_kinds, menu, worklist
from volunteers.hours import chain, queries
from volunteers.hours.imports import HoursTable

CONFIRM = (roles.OFF, roles.CBM, roles.NGA, roles.NGC)
READ = (roles.MUN, roles.AUD)


checks.add(chain.faults)
import_kinds.add(HoursTable())
menu.add(MenuEntry(lazy("时长"), "volunteers:hours", "clock", (roles.VOL,), phone=True, order=40))
menu.add(
    MenuEntry(
        lazy("时长核实"), "volunteers:verify", "clock", (*CONFIRM, *READ), group=lazy("志愿服务"), order=64,
        waiting=queries.waiting_for,
    )
)  # fmt: skip


@worklist.add
def hours_to_verify(user: Any, now: datetime) -> Iterator[WorkItem]:
    """All the hours that wait for this person as one thing to do, the objections as another, with their clocks."""
    if not has_role(user, *CONFIRM):
        return
    disputed = Q(status="disputed")
    told = queries.concerning(user).aggregate(
        n=Count("pk", filter=~disputed), first=Min("due_at", filter=~disputed),
        objections=Count("pk", filter=disputed), answer=Min("due_at", filter=disputed),
    )  # fmt: skip
    if told["n"]:
        yield WorkItem(
            title=_("核实服务时长"),
            text=_("%(n)d 条等您核实，核实后计入志愿者的时长。") % {"n": told["n"]},
            url=reverse("volunteers:verify"),
            verb=_("核实"),
            due_at=told["first"],
        )
    if differs := queries.contradicted(queries.recorded_by(user)).count():
        yield WorkItem(
            title=_("核对签离不符的时长"),
            text=_("%(n)d 条核实过的，后到的签离与它不符。") % {"n": differs},
            url=f"{reverse('volunteers:verify')}?show=differs",
            verb=_("核对"),
        )
    if told["objections"]:
        yield WorkItem(
            title=_("答复时长异议"),
            text=_("%(n)d 条有异议，由没有办理过的人答复。") % {"n": told["objections"]},
            url=f"{reverse('volunteers:verify')}?show=disputed",
            verb=_("答复"),
            due_at=told["answer"],
        )
