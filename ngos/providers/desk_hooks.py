"""What the register hangs into the ground: menus, things to do, the import, the words of its messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from accounts import roles
from accounts.access import has_role
from desk.hooks import MenuEntry, PublicEntry, WorkItem, menu, public_menu, worklist
from messaging import outbox
from ngos.providers import findable, imports, numbers_of_law, queries  # noqa: F401 - these hang themselves in

STAFF = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)


def _mine(user: Any) -> Any:
    """Applications that this person may take a step with; the menu counts none, its frame asks enough already."""
    at = "under_review" if has_role(user, roles.MUN) else "submitted"
    return queries.visible_to(user).filter(status=at)


menu.add(
    MenuEntry(
        pgettext_lazy("more than one", "社会组织"),
        "ngos:registry",
        "bridge",
        STAFF,
        group=lazy("机构与质量"),
        order=62,
    )  # fmt: skip
)
public_menu.add(PublicEntry(lazy("社会组织名录"), "organisations:list", "bridge", order=45, door="provider", nav=False))

outbox.template(
    "provider_returned",
    subject=lazy("入库申请已退回"),
    body=lazy("需要补正：%(items)s。说明：%(reason)s。补上后重新提交，前面填的都在。"),
)
outbox.template("provider_listed", subject=lazy("贵机构已入库"), body=lazy("可以参加购买服务项目，也会收到邀约。"))
outbox.template(
    "provider_suspended",
    subject=lazy("贵机构已暂停承接"),
    body=lazy("原因：%(reason)s。暂停期间不收到新的邀约，也不能投标，正在帮扶的继续做完。"),
)
outbox.template("provider_restored", subject=lazy("贵机构已恢复承接"), body=lazy("可以重新投标和接受邀约。"))
outbox.template("provider_delisted", subject=lazy("贵机构已移出名录"), body=lazy("原因：%(reason)s。"))
outbox.template("provider_paper_returned", subject=lazy("%(paper)s已退回"), body=lazy("原因：%(reason)s。请重新上传。"))


@worklist.add
def applications(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Applications to be listed that wait for this person, as one thing to do."""
    if not has_role(user, roles.CBM, roles.MUN):
        return
    told = _mine(user).aggregate(first=Min("due_at"), n=Count("pk"))
    if told["n"]:
        yield WorkItem(
            title=_("审核社会组织入库申请"),
            text=_("%(n)d 份等您办理。") % {"n": told["n"]},
            url=reverse("ngos:registry"),
            verb=_("去审核"),
            due_at=told["first"],
        )


@worklist.add
def own_file(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What the manager of an organisation has to mend."""
    if not has_role(user, roles.NGA):
        return
    provider = queries.own(user)
    if provider is not None and provider.status == "returned":
        yield WorkItem(title=_("补正入库申请"), text=provider.org.name, url=reverse("ngos:passport"), verb=_("去补正"))
    if provider is not None and provider.status == "restricted":
        yield WorkItem(
            title=_("更新过期的材料"), text=provider.org.name, url=reverse("ngos:passport"), verb=_("去更新")
        )
