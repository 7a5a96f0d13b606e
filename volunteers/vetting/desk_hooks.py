"""What vetting hangs into the ground: the desk's menu entry, what waits for decision, the words of its messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from accounts.access import has_role, seats_as
from desk.hooks import MenuEntry, WorkItem, menu, worklist
from kit import clock
from messaging import outbox
from volunteers import hooks
from volunteers.models import Application, Engagement, Exemption, Suspension
from volunteers.vetting import imports, queries, services  # noqa: F401 - the kind of import hangs itself in

VETTERS = (roles.OFF, roles.CBM, roles.MUN)
MOST = 20

hooks.forgetting.add(services.forget_checks)


def waiting(user: Any) -> QuerySet[Application]:
    return queries.applications_visible_to(user).filter(status="applied")


menu.add(
    MenuEntry(lazy("审核台"), "volunteers:vetting", "check", VETTERS, group=lazy("志愿服务"), waiting=waiting, order=59)
)

outbox.template(
    "application_admitted",
    subject=lazy("欢迎加入志愿者队伍"),
    body=lazy("您的申请已通过。接下来完成培训、签署承诺书。"),
)
outbox.template(
    "application_returned", subject=lazy("志愿者申请还要补充"), body=lazy("%(reason)s。补充后重新提交，前面填的都在。")
)
outbox.template(
    "application_rejected",
    subject=lazy("志愿者申请没有通过"),
    body=lazy("原因：%(reason)s。有不同意见，可以到所在司法所说明，或者拨打平台的投诉电话；情况变了，可以重新申请。"),
)
outbox.template(
    "volunteer_suspended",
    subject=lazy("您的志愿服务已暂停"),
    body=lazy("原因：%(reason)s。暂停期间不收到邀约，也不能报名。有不同意见，可以到所在司法所说明。"),
)
outbox.template(
    "volunteer_blocked",
    subject=lazy("您不能再参加志愿服务"),
    body=lazy("原因：%(reason)s。有不同意见，可以向市司法局提出。"),
)
outbox.template(
    "volunteer_readmitted", subject=lazy("您的志愿服务已恢复"), body=lazy("可以重新报名和接受邀约。欢迎回来。")
)
outbox.template(
    "helper_suspended",
    subject=lazy("一位帮扶人已停止服务"),
    body=lazy("志愿者 %(number)s 已停止服务，正在进行的一对一帮扶由本所决定怎样继续。"),
)


@worklist.add
def applications_to_decide(user: Any, now: datetime) -> Iterator[WorkItem]:
    """All the applications that wait for this person's office or county as one thing to do."""
    if not has_role(user, *VETTERS):
        return
    rows = queries.applications_visible_to(user).filter(status="applied")
    if not has_role(user, roles.OFF):  # the office looks first; the county when it is late, or odd
        rows = rows.filter(Q(due_at__lt=now) | Q(pk__in=queries.odd(rows).values("pk")))
    told = rows.exclude(user=user).aggregate(first=Min("due_at"), n=Count("pk"))
    if told["n"]:
        yield WorkItem(
            title=_("审核志愿者申请"),
            text=_("%(n)d 份等您办理。") % {"n": told["n"]},
            url=reverse("volunteers:vetting"),
            verb=_("去审核"),
            due_at=told["first"],
        )


@worklist.add
def decisions_of_managers(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What officers proposed, and suspensions whose last day has passed: for the county."""
    counties = [seat.county_code for seat in seats_as(user, roles.CBM)]
    if not counties:
        return
    of_county = Q(volunteer__county_code__in=counties)
    proposed = Suspension.objects.filter(of_county, decided_at=None).exclude(proposed_by=user)
    waivers = Exemption.objects.filter(of_county, decided_at=None).exclude(asked_by=user)
    over = Suspension.objects.filter(of_county, is_agreed=True, ended_at=None, until_on__lt=clock.today())
    for rows, title in (
        (proposed, _("决定是否暂停志愿者")),
        (waivers, _("决定是否豁免要求")),
        (over, _("暂停期满，决定是否恢复")),
    ):
        for row in rows.select_related("volunteer__user").order_by("pk")[:MOST]:
            volunteer = row.volunteer
            url = reverse("volunteers:volunteer", args=[volunteer.number])
            yield WorkItem(
                title=title, text=volunteer.user.display_name, url=url, verb=_("去看"), code=volunteer.number
            )


@worklist.add
def helpers_who_stopped(user: Any, now: datetime) -> Iterator[WorkItem]:
    """One-to-one help of this office whose volunteer was suspended or barred meanwhile."""
    offices = [seat.unit_id for seat in seats_as(user, roles.OFF)]
    if not offices:
        return
    rows = Engagement.objects.filter(office_id__in=offices, status="open")
    rows = rows.filter(volunteer__status__in=("suspended", "blocked")).select_related("volunteer")
    for engagement in rows.order_by("pk")[:MOST]:
        yield WorkItem(
            title=_("帮扶人已停止服务，决定怎样继续"),
            text=engagement.plan,
            url=reverse("volunteers:volunteer", args=[engagement.volunteer.number]),
            verb=_("去看"),
            code=engagement.volunteer.number,
        )
