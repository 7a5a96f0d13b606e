"""What purchases hang into the ground: menu, the public list, and what waits for clerk, head and supervisor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from desk.hooks import Found, MenuEntry, PublicEntry, WorkItem, menu, public_menu, searches, worklist
from ngos.models import Project
from ngos.purchasing import (
    findable,  # noqa: F401 - hangs itself in
    numbers_of_law,  # noqa: F401 - rules register themselves
    queries,
)

BUYERS = (roles.CBM, roles.MUN)
MOST = 30

menu.add(MenuEntry(lazy("采购项目"), "ngos:projects", "yuan", (*BUYERS, roles.AUD), group=lazy("购买服务"), order=71))
public_menu.add(PublicEntry(lazy("采购公开"), "tenders:list", "doc", order=30, door="provider"))


@worklist.add
def purchases_to_do(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Drafts to approve, notices to publish, failures to repeat, statutory notices to record, questions to answer. Two
    queries for whoever buys, none for others."""
    if not access.has_role(user, *BUYERS):
        return
    waits = Q(head=user, status="draft", submitted_at__isnull=False)
    waits |= Q(clerk=user, status="approved") | Q(clerk=user, status="failed", retenders=None)
    waits |= Q(clerk=user, status="published", external_url="")
    for project in Project.objects.filter(waits).order_by("deadline_at", "pk").distinct()[:MOST]:
        yield _item(project, user)
    for question in queries.to_answer(user).order_by("pk")[:MOST]:
        yield WorkItem(
            title=_("答复提问"),
            text=Truncator(question.question).chars(60),
            url=reverse("ngos:answer", args=[question.project.number, question.pk]),
            verb=_("答复"),
            due_at=question.project.deadline_at,
            code=question.project.number,
        )


def _item(project: Project, user: Any) -> WorkItem:
    titles = {
        "draft": (_("审核采购项目"), _("审核")),
        "approved": (_("发布采购公告"), _("发布公告")),
        "failed": (_("废标后重新采购"), _("查看")),
        "published": (_("登记法定媒体公告"), _("登记")),
    }
    title, verb = titles[project.status]
    due = project.deadline_at if project.status == "published" else None
    url = reverse("ngos:project", args=[project.number])
    return WorkItem(title=title, text=project.title, url=url, verb=verb, due_at=due, code=project.number)


@searches.add
def find_projects(user: Any, text: str) -> Iterator[Found]:
    """By number, among those that this person sees."""
    if not text.upper().startswith("GP-"):
        return
    for project in queries.projects_visible_to(user).filter(number=text.upper())[:5]:
        url = reverse("ngos:project", args=[project.number])
        yield Found(title=project.title, url=url, group=_("采购项目"), code=project.number)
