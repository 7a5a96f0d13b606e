"""What inspections hang into the ground: their rules, the menu, what waits for an inspector or for a manager."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from accounts.access import has_role, seats_as
from desk.hooks import MenuEntry, WorkItem, menu, worklist
from ngos.inspections import numbers_of_law, queries  # noqa: F401 - rules register themselves
from ngos.inspections.states import INSPECTORS, OPEN
from ngos.models import Finding, Inspection

SEES = (roles.CBM, roles.MUN, roles.AUD, roles.EXP, roles.NGA)
menu.add(MenuEntry(lazy("监督检查"), "ngos:inspections", "check", SEES, group=lazy("机构与质量"), order=75))


@worklist.add
def visits(user: Any, now: datetime) -> Iterator[WorkItem]:
    """The visits that this person carries out."""
    if not has_role(user, *INSPECTORS):
        return
    rows = Inspection.objects.filter(inspector=user, status__in=OPEN).select_related("addressee").order_by("due_at")
    for row in rows[:20]:
        yield WorkItem(
            title=_("现场检查") if row.status == "planned" else _("写完检查结果"), text=row.addressee.name,
            url=reverse("ngos:inspection", args=[row.number]), verb=_("去检查"), due_at=row.due_at, code=row.number,
        )  # fmt: skip


@worklist.add
def to_arrange(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Drawn visits without an inspector, and red lines that wait for a hearing, as one thing to do each."""
    if not has_role(user, roles.CBM, roles.MUN):
        return
    mine = Q() if has_role(user, roles.MUN) else Q(county_code__in=[s.county_code for s in seats_as(user, roles.CBM)])
    told = Inspection.objects.filter(mine, status="planned", inspector=None).aggregate(n=Count("pk"), due=Min("due_at"))
    if told["n"]:
        text = _("%(n)d 次检查还没有人去。") % {"n": told["n"]}
        yield WorkItem(title=_("安排检查人"), text=text, url=reverse("ngos:inspections"), verb=_("去安排"),
                       due_at=told["due"])  # fmt: skip
    red = Finding.objects.filter(
        severity="red_line", confirmed_at=None, inspection__status="done",
        inspection__in=queries.inspections_visible_to(user).values("pk"),
    ).exclude(found_by=user)  # fmt: skip
    for row in red.select_related("inspection__addressee").order_by("at")[:10]:
        url = reverse("ngos:inspection", args=[row.inspection.number])
        yield WorkItem(title=_("听取陈述，认定红线问题"), text=row.inspection.addressee.name, url=url, verb=_("去认定"))
