"""What rectification hangs into the ground: the menu, and what waits for either side with its clock."""

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
from ngos.models import RectificationNotice
from ngos.rectification import numbers_of_law, queries  # noqa: F401 - rules register themselves
from ngos.rectification.states import OPEN, TO_ANSWER

SEES = (roles.NGA, roles.OFF, roles.CBM, roles.MUN, roles.AUD)
MOST = 100
Decision = RectificationNotice.Decision

menu.add(MenuEntry(lazy("整改通知书"), "ngos:rectifications", "flag", SEES, group=lazy("机构与质量"), order=75))


@worklist.add
def answers(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Notices that one's own unit has to sign for or to answer. One query."""
    if not access.has_role(user, roles.NGA, roles.OFF, roles.CBM):
        return
    titles = {"issued": (_("签收整改通知书"), _("签收")), "returned": (_("整改情况被退回，补充后再提交"), _("补充"))}
    rows = queries.addressed_to(user).filter(status__in=("issued", *TO_ANSWER)).order_by("due_at", "pk")
    for n in rows[:MOST]:
        title, verb = titles.get(n.status, (_("完成整改并提交情况"), _("去整改")))
        yield _item(n, title, verb)


@worklist.add
def desk_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What waits for the office over the unit: drafts, plans, re-checks by another person, the close. One query."""
    if not access.has_role(user, roles.CBM, roles.MUN):
        return
    mine = Q(drafted_by=user) | Q(issued_by=user)
    titles = {
        "draft": _("审核并发出整改通知书"), "planned": _("认可整改方案"), "submitted": _("核验整改情况"),
        "verified": _("整改销号"),
    }  # fmt: skip
    rows = _over(user).filter(Q(status__in=("draft", "planned", "verified")) | (Q(status="submitted") & ~mine))
    for n in rows.order_by("due_at", "pk")[:MOST]:
        yield _item(n, titles[n.status], _("办理"))


@worklist.add
def decisions(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Extensions, appeals, and proposals to end a contract."""
    if not access.has_role(user, roles.CBM, roles.MUN):
        return
    city = access.has_role(user, roles.MUN)
    extension = Q(extension=Decision.ASKED) & ~Q(drafted_by=user)
    appeal = Q(appeal=Decision.ASKED) & ~Q(drafted_by=user) & ~Q(issued_by=user)
    wanted = extension | appeal | Q(level=RectificationNotice.Level.PROPOSED) if city else extension
    for n in _over(user).filter(wanted, status__in=OPEN).order_by("due_at", "pk")[:MOST]:
        title = _("决定是否终止合同或移出名录")
        if n.appeal == Decision.ASKED and city:
            title = _("决定整改申诉")
        elif n.extension == Decision.ASKED:
            title = _("决定延期申请")
        yield _item(n, title, _("决定"))


@late_lists.add
def late(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Every notice of the county or city that is late, whoever has it."""
    rows = _over(user).filter(status__in=OPEN, overdue_on__isnull=False)
    for n in rows.order_by("overdue_on", "pk")[:MOST]:
        yield _item(n, f"{n.number}·{n.get_level_display()}", _("查看"))


def _over(user: Any) -> QuerySet[RectificationNotice]:
    """Those of the county or city that this person is over: not their own unit's."""
    units = [s.unit_id for s in access.seats_as(user, roles.CBM) if s.unit_id]
    if not access.has_role(user, roles.CBM, roles.MUN):
        return RectificationNotice.objects.none()
    rows = queries.visible_to(user)
    return rows if access.has_role(user, roles.MUN) else rows.exclude(addressee_id__in=units)


def _item(n: RectificationNotice, title: Any, verb: Any) -> WorkItem:
    return WorkItem(
        title=title, text=f"{n.addressee.name}·{n.about}", url=reverse("ngos:rectification", args=[n.pk]), verb=verb,
        due_at=n.due_at, paused=n.stopped_on is not None, code=n.number or "",
    )  # fmt: skip
