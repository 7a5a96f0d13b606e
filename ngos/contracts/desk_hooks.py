"""What contracts hang into the ground: the menu, and what waits for either side."""

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
from ngos.contracts import numbers_of_law  # noqa: F401 - rules register themselves
from ngos.models import Contract

menu.add(
    MenuEntry(
        lazy("合同"),
        "ngos:contracts",
        "doc",
        (roles.CBM, roles.MUN, roles.AUD, roles.NGA),
        group=lazy("购买服务"),
        order=73,
    )
)


@worklist.add
def contracts_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Agree, sign, publish, file."""
    if not has_role(user, roles.CBM, roles.MUN, roles.NGA):
        return
    orgs = [s.unit_id for s in seats_as(user, roles.NGA)]
    drafted = Q(status="drafted")
    rows = Contract.objects.filter(
        (drafted & Q(agreed_at=None, provider__org_id__in=orgs))
        | (drafted & Q(agreed_at__isnull=False, project__head=user))
        | Q(status__in=("signed", "published"), project__clerk=user)
    ).select_related("project", "provider__org")
    titles = {"signed": _("公告合同"), "published": _("登记备案")}
    for c in rows:
        title = titles.get(c.status) or (_("签订合同") if c.agreed_at else _("确认合同"))
        url = reverse("ngos:contract", args=[c.number])
        about = c.project.title if c.project else c.provider.org.name
        yield WorkItem(title=title, text=about, url=url, verb=_("办理"), due_at=c.due_at, code=c.number)
