"""The messages of an evaluation. They name a project and a day, never another bidder and never an expert."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import queries, roles
from accounts.models import OrgUnit, User
from messaging import outbox
from ngos.models import Project

KINDS = {
    "review_called": (_("请您参加评审"), _("项目 %(number)s %(title)s。先申报利害关系，再阅读和评分。")),
    "member_recused": (_("评审小组有成员回避"), _("项目 %(number)s %(title)s。有空缺的，请尽快补齐。")),
    "leader_elected": (
        _("您被推选为评审小组组长"),
        _("项目 %(number)s %(title)s。全部评分提交以后，由您公开报价、计算排序、送交评审报告。"),
    ),
    "bid_refused": (_("您的响应文件被认定无效"), _("项目 %(number)s %(title)s。依据：%(clause)s。原因：%(why)s")),
    "two_left": (_("合格的供应商只有两家"), _("项目 %(number)s %(title)s。是否继续，由您书面决定。")),
    "scoring_begun": (_("可以开始评分"), _("项目 %(number)s %(title)s。各自独立评分，提交后不能更改。")),
    "sheet_reopened": (_("评分表退回重评"), _("项目 %(number)s %(title)s。原因：%(why)s")),
    "low_price_asked": (
        _("请说明报价"),
        _("项目 %(number)s %(title)s。您的报价明显低于其他报价，请在 %(until)s 前说明。"),
    ),
    "report_handed": (_("评审报告已送交"), _("项目 %(number)s %(title)s。请在 %(until)s 前确定成交供应商。")),
    "award_confirmed": (_("成交供应商已确定"), _("项目 %(number)s %(title)s。请在 %(until)s 前公告结果。")),
    "award_letter": (_("成交通知书"), _("项目 %(number)s %(title)s。您得 %(points)s 分，排第 %(rank)s，成交。")),
    "result_letter": (_("采购结果通知"), _("项目 %(number)s %(title)s。您得 %(points)s 分，排第 %(rank)s，未成交。")),
    "award_dropped": (_("成交结果已撤销"), _("项目 %(number)s %(title)s。原因：%(why)s")),
    "objection_filed": (_("收到质疑"), _("项目 %(number)s %(title)s。请在 %(until)s 前答复。")),
    "objection_answered": (_("质疑已答复"), _("项目 %(number)s %(title)s。对答复不满意的，可以在 %(until)s 前投诉。")),
    "complaint_filed": (_("收到投诉"), _("项目 %(number)s %(title)s。请在 %(until)s 前处理。")),
    "complaint_decided": (_("投诉已处理"), _("项目 %(number)s %(title)s。处理决定在项目页上。")),
}  # fmt: skip
URGENT = frozenset({"review_called", "low_price_asked", "award_letter", "award_dropped"})
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell(kind: str, project: Project, *to: User, url: str, **params: Any) -> None:
    for user in to:
        outbox.put(
            kind, to=user, about=project, url=url, urgent=kind in URGENT, number=project.number, title=project.title,
            **params,
        )  # fmt: skip


def tell_org(kind: str, project: Project, org: OrgUnit, **params: Any) -> None:
    """Everybody who may bid for this organisation."""
    people = queries.people_with(roles.NGA, roles.RES, unit=org)
    tell(kind, project, *people, url=result_url(project), **params)


# --- where they lead -------------------------------------------------------------------------------------------
def declare_url(project: Project) -> str:
    return reverse("ngos:declare", args=[project.number])


def committee_url(project: Project) -> str:
    return reverse("ngos:committee", args=[project.number])


def review_url(project: Project) -> str:
    return reverse("ngos:review", args=[project.number])


def scoring_url(project: Project) -> str:
    return reverse("ngos:scoring", args=[project.number])


def award_url(project: Project) -> str:
    return reverse("ngos:award", args=[project.number])


def result_url(project: Project) -> str:
    return reverse("ngos:bid_result", args=[project.number])


def objections_url(project: Project) -> str:
    return reverse("ngos:objections", args=[project.number])
