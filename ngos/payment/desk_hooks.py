"""What payments hang into the ground: the menu, what waits for whom, and their part of the page of a contract."""

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
from ngos.models import Claim, PaymentRequest
from ngos.payment import showing, views

MOST = 30
menu.add(MenuEntry(lazy("支付"), "ngos:payments", "case", views.SEES, group=lazy("购买服务"), order=76))
hooks.contract_panels.add(showing.panel)


@worklist.add
def payment_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Check, approve, pay."""
    if not has_role(user, roles.CBM, roles.MUN, roles.FIN):
        return
    units = [s.unit_id for s in seats_as(user, roles.FIN) if s.unit_id]
    rows = PaymentRequest.objects.filter(
        Q(status="submitted", contract__project__clerk=user)
        | Q(status="checked", contract__project__head=user)
        | Q(status="approved", contract__project__purchaser_id__in=units)
    )
    titles = {"submitted": _("核对支付申请"), "checked": _("批准支付"), "approved": _("支付并登记凭证")}
    for p in rows.select_related("contract__project").order_by("due_at")[:MOST]:
        url = reverse("ngos:payment", args=[p.number])
        yield WorkItem(
            title=titles[p.status], text=p.contract.project.title, url=url, verb=_("办理"), due_at=p.due_at,
            code=p.number,
        )  # fmt: skip


@worklist.add
def unasked_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Accepted, and not asked to be paid yet."""
    orgs = [s.unit_id for s in seats_as(user, roles.NGA) if s.unit_id]
    if not orgs:
        return
    live = PaymentRequest.objects.exclude(status="returned").values("claim")
    rows = Claim.objects.filter(accepted_fen__gt=0, contract__provider__org_id__in=orgs).exclude(pk__in=live)
    for claim in rows.select_related("milestone", "contract__project").order_by("pk")[:MOST]:
        yield WorkItem(
            title=_("申请支付"), text=f"{claim.contract.project.title} · {claim.milestone.title}",
            url=reverse("ngos:new_payment", args=[claim.pk]), verb=_("申请"), code=claim.contract.number,
        )  # fmt: skip
