"""What delivery hangs into the ground: the menu, what waits, and its part of the page of a contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from accounts.access import has_role, seats_as
from desk.hooks import MenuEntry, WorkItem, menu, worklist
from ngos import hooks
from ngos.delivery import accept_views, showing
from ngos.models import Claim, ContractMilestone

MOST = 30
menu.add(MenuEntry(lazy("验收"), "ngos:acceptances", "check", accept_views.SEES, group=lazy("购买服务"), order=75))
menu.add(
    MenuEntry(lazy("团体活动"), "ngos:groups", "people", (roles.NGC, roles.NGA), group=lazy("机构与质量"), order=60)
)
hooks.contract_panels.add(showing.panel)


@worklist.add
def acceptance_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Claims that wait for somebody of the purchaser who did not handle the purchase."""
    seats = seats_as(user, roles.CBM, roles.MUN)
    if not seats:
        return
    rows = Claim.objects.filter(
        decided_at=None, contract__project__purchaser__in=[s.unit_id for s in seats if s.unit_id]
    ).exclude(handler=user)
    for claim in rows.select_related("milestone", "contract__project").order_by("milestone__due_at")[:MOST]:
        yield WorkItem(
            title=_("验收"), text=f"{claim.contract.project.title} · {claim.milestone.title}",
            url=reverse("ngos:acceptance", args=[claim.pk]), verb=_("验收"), due_at=claim.milestone.due_at,
            code=claim.contract.number,
        )  # fmt: skip


@worklist.add
def rejected_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What an organisation has to put right and claim again."""
    if not has_role(user, roles.NGA):
        return
    orgs = [s.unit_id for s in seats_as(user, roles.NGA) if s.unit_id]
    mine = Q(status="rejected", contract__provider__org_id__in=orgs)
    for m in ContractMilestone.objects.filter(mine).select_related("contract__project").order_by("pk")[:MOST]:
        yield WorkItem(
            title=_("补正后再申请验收"), text=f"{m.contract.project.title} · {m.title}",
            url=reverse("ngos:claim", args=[m.contract.number, m.order + 1]), verb=_("补正"), code=m.contract.number,
        )  # fmt: skip
