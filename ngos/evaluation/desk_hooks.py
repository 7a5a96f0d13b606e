"""What evaluations hang into the ground: the menu, and what waits for members, buyers and bidders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from accounts.access import has_role
from desk.hooks import MenuEntry, WorkItem, menu, worklist
from ngos.evaluation import electing, queries, sheets
from ngos.models import Award, Bid, CommitteeMember, Complaint, LowPriceQuestion, Objection, Project, Sheet

MOST = 30

menu.add(
    MenuEntry(
        lazy("评审"),
        "ngos:evaluations",
        "check",
        (roles.EXP, roles.CBM, roles.MUN, roles.AUD),
        group=lazy("购买服务"),
        order=72,
    )  # fmt: skip
)
menu.add(MenuEntry(lazy("专家库"), "ngos:experts", "people", (roles.MUN, roles.AUD), group=lazy("购买服务"), order=74))


def _item(project: Project, title: Any, page: str, verb: Any, due_at: datetime | None = None) -> WorkItem:
    return WorkItem(
        title=title, text=project.title, url=reverse(f"ngos:{page}", args=[project.number]), verb=verb,
        due_at=due_at or project.due_at, code=project.number,
    )  # fmt: skip


@worklist.add
def members_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Declare, score, and what the leader does once all have signed."""
    if not has_role(user, roles.EXP, roles.CBM, roles.MUN):
        return
    seats = CommitteeMember.objects.filter(
        user=user, status__in=("drawn", "declared"), project__status__in=("opened", "scoring", "ranked")
    ).select_related("project")
    for seat in seats:
        project = seat.project
        if seat.status == "drawn":
            yield _item(project, _("申报利害关系"), "declare", _("申报"))
        elif electing.waits_for(seat):
            yield _item(project, _("推选评审小组组长"), "committee", _("推选"))
        elif project.status == "scoring" and Sheet.objects.filter(member=seat, status="open").exists():
            yield _item(project, _("评分"), "scoring", _("评分"))
        elif seat.is_leader and project.status == "scoring" and sheets.all_locked(project):
            yield _item(project, _("公开报价，计算排序"), "award", _("办理"))
        elif seat.is_leader and project.status == "ranked":
            yield _item(project, _("送交评审报告"), "award", _("送交"))


@worklist.add
def buyers_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Form the committee, review, decide, announce, answer."""
    if not has_role(user, roles.CBM, roles.MUN):
        return
    mine = Q(clerk=user, status__in=("closed", "opened", "awarded")) | Q(head=user, status="proposed")
    of_it = {"project": OuterRef("pk")}
    rows_ = Project.objects.filter(mine).annotate(
        seated=Exists(CommitteeMember.objects.filter(**of_it)),
        unread=Exists(Bid.objects.filter(**of_it, status="opened")),
        unsaid=Exists(Award.objects.filter(**of_it, dropped_at=None, noticed_at=None)),
    )
    for project in rows_.order_by("pk")[:MOST]:
        if project.status == "proposed":
            yield _item(project, _("确定成交供应商"), "award", _("决定"))
        elif project.status == "awarded" and project.unsaid:
            yield _item(project, _("公告采购结果"), "award", _("公告"))
        elif project.status != "awarded" and not project.seated:
            yield _item(project, _("抽取专家，组成评审小组"), "committee", _("抽取"))
        elif project.unread:
            yield _item(project, _("资格审查"), "review", _("审查"))
    for row in Objection.objects.filter(project__head=user, status="filed").select_related("project")[:MOST]:
        yield _item(row.project, _("答复质疑"), "objections", _("答复"), row.due_at)
    if has_role(user, roles.MUN):
        rows = Complaint.objects.filter(status="filed").exclude(objection__project__head=user)
        for complaint in rows.exclude(objection__project__clerk=user).select_related("objection__project"):
            yield _item(complaint.objection.project, _("处理投诉"), "objections", _("处理"), complaint.due_at)


@worklist.add
def supervisors_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    if not has_role(user, roles.AUD):
        return
    rows = Sheet.objects.filter(status="locked", asked_at__isnull=False, bid__project__status="scoring")
    for sheet in rows.select_related("bid__project"):
        yield _item(sheet.bid.project, _("评分表申请退回重评"), "award", _("处理"))


@worklist.add
def bidders_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """A price that has to be explained."""
    org = queries.own_org(user)
    if org is None:
        return
    rows = LowPriceQuestion.objects.filter(bid__provider__org=org, answered_at=None, due_at__gte=now)
    for question in rows.select_related("bid__project"):
        yield _item(question.bid.project, _("说明报价"), "bid_result", _("说明"), question.due_at)
