"""What complaints hang into the ground: rules, menus, what waits for an answer, what is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from desk.hooks import MenuEntry, PublicEntry, WorkItem, late_lists, menu, public_menu, worklist
from ngos.concerns import numbers_of_law, queries  # noqa: F401 - rules register themselves
from ngos.concerns.states import WAITING
from ngos.models import Concern

SEES = (roles.VOL, roles.NGC, roles.NGA, roles.RES, roles.OFF, roles.CBM, roles.MUN, roles.AUD)
MOST = 50

menu.add(MenuEntry(lazy("投诉与事件"), "ngos:concerns", "flag", SEES, group=lazy("机构与质量"), order=75))
public_menu.add(PublicEntry(lazy("投诉与申诉"), "complaints:channel", "flag", order=61, door="client", nav=False))


@worklist.add
def concerns_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """To answer, and for the city to decide."""
    if not access.has_role(user, roles.OFF, roles.CBM, roles.MUN):
        return
    mine = Q(owner_id__in=[s.for_user_id for s in access.seats(user)], status__in=WAITING)
    if access.has_role(user, roles.MUN):
        mine |= Q(status="appealed") & ~Q(answered_by_id=user.pk)
    titles = {"appealed": _("决定一件申诉")}
    for c in queries.visible_to(user).filter(mine).order_by("due_at", "pk")[:MOST]:
        yield _item(c, titles.get(c.status) or (_("处理安全事件") if c.kind == "safety" else _("答复一件投诉")))


@late_lists.add
def concerns_late(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Every one of the county whose clock has ended, whoever has it."""
    if access.has_role(user, roles.CBM, roles.MUN):
        rows: QuerySet[Concern] = queries.visible_to(user).filter(due_at__lt=now, status__in=(*WAITING, "appealed"))
        for c in rows.order_by("due_at", "pk")[:MOST]:
            yield _item(c, str(c.status_label))


def _item(c: Concern, title: str) -> WorkItem:
    text = str(c.get_about_display())
    url = reverse("ngos:concern", args=[c.number])
    return WorkItem(title=title, text=text, url=url, verb=_("办理"), due_at=c.due_at, code=c.number)
