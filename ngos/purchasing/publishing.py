"""From the approval to the deadline: the notice, the deadline that only moves later, the record of other media."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as lazy

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import hooks, policies
from ngos.models import Notice, Project, TenderKey
from ngos.purchasing import guards, notices, numbers_of_law
from ngos.purchasing.forecasting import forecast
from ngos.purchasing.notices import Fen, Points
from ngos.purchasing.readiness import check_dates
from ngos.purchasing.splitting import not_split


@transaction.atomic
def publish_project(project: Project, *, by: User) -> Project:
    """Publish an approved project: rules and forecast are frozen into it, the notice is out, bids may come.

    Refused: `by` is not its clerk; days too short as of now; too few opening officers have rehearsed; fewer listed
    providers than the rule meet the conditions and no reason is given; cut up. Law: R-PUR-07, R-PUR-08, R-PUR-11.
    """
    policies.require(by, "publish_project", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    guards.apart(project, by, guards.CLERK)
    if project.status != "approved":
        raise Refused(_("项目经负责人批准后才能发布公告。"), code="state")
    not_held(project)
    check_dates(project)
    not_split(project)
    if not hooks.ready_to_publish(project):
        raise Refused(_("开标人的演练还没有完成，完成以后才能发布公告。"), code="not_rehearsed")
    found = forecast(project)
    least = int(rules.value(numbers_of_law.FEW_PROVIDERS))
    if found["qualified"] < least and not project.forecast_reason.strip():
        raise Refused(
            _("按现在的条件，预计只有%(n)d家机构符合。放宽条件，或写明仍然公告的理由。") % {"n": found["qualified"]},
            code="few_providers",
        )
    project.rules, project.forecast, project.published_at = numbers_of_law.frozen(), found, clock.now()
    project.save(update_fields=["rules", "forecast", "published_at"])
    move(project, "publish", by=by)
    notices.publish(project, Notice.Kind.TENDER, by=by, **announcement(project))
    return project


def announcement(project: Project) -> dict[str, Any]:
    """What the notice of a purchase says (law: R-PUR-09: the budget stands in it)."""
    facts = [
        (lazy("项目编号"), project.number),
        (lazy("购买主体"), project.purchaser.name),
        (lazy("采购方式"), Project.Method(project.method).label),
        (lazy("预算金额"), Fen(project.budget_fen)),
        (lazy("服务期"), _("%(n)d个月") % {"n": project.term_months}),
        (lazy("采购需求"), project.need),
        (lazy("服务标准"), project.standard or "—"),
        (lazy("采购文件提供至"), project.documents_until_on),
        (lazy("提问截止"), project.enquiries_until_at),
        (lazy("响应截止"), project.deadline_at),
        (lazy("开标时间"), project.opening_at),
        (lazy("开启方式"), _sealing(project)),
    ]
    if project.method_reason:
        facts.append((lazy("选用采购方式的理由"), project.method_reason))
    tables = [
        (lazy("服务数量"), [lazy("服务项目"), lazy("数量")], [
            [d.item.name, f"{d.quantity} {d.item.unit}"] for d in project.deliverables.select_related("item")
        ]),
        (lazy("资格条件"), [lazy("条款"), lazy("条件")], [[c.clause, c.text] for c in project.conditions.all()]),
        (lazy("评审因素"), [lazy("评审因素"), lazy("分值"), lazy("评分标准")], [
            [f.title, Points(f.most), f.measure or "—"] for f in project.factors.all()
        ]),
        (lazy("付款节点"), [lazy("付款节点"), lazy("比例(%)"), lazy("付款条件")], [
            [m.title, Points(m.share), m.condition] for m in project.milestones.all()
        ]),
    ]  # fmt: skip
    data = {"budget_fen": project.budget_fen, "method": project.method, "rules": project.rules}
    return {"facts": facts, "tables": tables, "data": data}


def _sealing(project: Project) -> str:
    key = TenderKey.objects.filter(project=project).first()
    if key is None:
        return "—"
    return _("%(n)d名开标人中%(k)d名到场，才能共同开启") % {"n": key.n, "k": key.k}


@transaction.atomic
def postpone_deadline(
    project: Project, *, by: User, deadline_at: datetime, reason: str, opening_at: datetime | None = None
) -> Project:
    """Move the deadline later, with a correction that says why; the opening moves with it.

    Refused: earlier or the same; the deadline has passed; no reason. Law: R-PUR-07.
    """
    policies.require(by, "postpone_deadline", project)
    project = running(project, by)
    if not reason.strip():
        raise Refused(_("写明延期的原因。"), code="reason")
    if project.deadline_at is None or deadline_at <= project.deadline_at:
        raise Refused(_("响应截止只能推迟，不能提前。"), code="earlier")
    correct(project, by=by, deadline_at=deadline_at, opening_at=opening_at, facts=[(lazy("更正原因"), reason)])
    return project


def running(project: Project, by: User) -> Project:
    """The project locked while it takes bids. Refused: not published, or its deadline has passed."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    guards.apart(project, by, guards.CLERK)
    if project.status != "published" or project.deadline_at is None or clock.now() >= project.deadline_at:
        raise Refused(_("响应已经截止，不能再更改。"), code="passed")
    return project


def correct(
    project: Project, *, by: User, facts: list[notices.Fact], deadline_at: datetime, opening_at: datetime | None = None
) -> Notice:
    """Set the later deadline and publish the correction of the newest tender notice, in the caller's transaction."""
    before, was_opening = project.deadline_at, project.opening_at
    assert before is not None and was_opening is not None
    project.deadline_at = deadline_at
    project.opening_at = opening_at or max(was_opening + (deadline_at - before), deadline_at)
    if project.opening_at < deadline_at:
        raise Refused(_("开标时间不能早于响应截止。"), code="opening")
    project.save(update_fields=["deadline_at", "opening_at"])
    facts = [
        *facts,
        (lazy("原响应截止"), before),
        (lazy("响应截止"), deadline_at),
        (lazy("开标时间"), project.opening_at),
    ]
    corrected = project.notices.filter(kind=Notice.Kind.TENDER).order_by("-number").first()
    return notices.publish(project, Notice.Kind.CORRECTION, by=by, facts=facts, corrects=corrected)


@transaction.atomic
def record_external(project: Project, *, by: User, url: str, on: date) -> Project:
    """Note where and when the statutory medium published it; until then every screen of it warns (law: R-PUR-26)."""
    policies.require(by, "record_external", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.published_at is None:
        raise Refused(_("公告发布以后再登记法定媒体的公告。"), code="state")
    if not url.startswith(("https://", "http://")):
        raise Refused(_("填写完整的网址。"), code="url")
    if on > clock.today():
        raise Refused(_("公告日期不能晚于今天。"), code="on")
    project.external_url, project.external_on = url, on
    project.save(update_fields=["external_url", "external_on"])
    trail.record("purchase_project.record_external", project, by=by, fields=["external_url", "external_on"])
    return project


def not_held(project: Project) -> None:
    if project.held_at:
        raise Refused(_("项目已由监督人员暂停，解除以后再办。"), code="held")
