"""How a purchase ends before its award, how it is begun again, and how a supervisor holds it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit import clock, numbers
from kit.errors import Refused
from kit.lifecycle import Staged
from kit.sentences import gettext as _
from messaging import outbox
from ngos import hooks, policies
from ngos.models import Notice, Project
from ngos.purchasing import guards, notices
from ngos.purchasing.states import BEFORE_AWARD

FAILURES = {
    "too_few": lazy("截止时提交响应的供应商不足规定家数，未开标"),
    "too_few_qualified": lazy("符合条件的供应商不足规定家数"),
    "all_over_budget": lazy("报价均超过预算"),
    "unreadable": lazy("响应文件无法开启"),
    "no_award": lazy("没有可以成交的供应商"),
    "irregular": lazy("采购过程出现影响公正的情形"),
    "changed_need": lazy("采购任务发生重大变化"),
}
# Not carried over into a repetition: what belongs to the one that failed.
OWN = frozenset(
    ("id", "number", "status", "status_at", "due_at", "paused_at", "clerk", "rules", "forecast", "forecast_reason")
    + ("submitted_at", "published_at", "documents_until_on", "enquiries_until_at", "deadline_at", "opening_at")
    + ("opened_at", "failed_for", "ended_reason", "retender_of", "held_at", "held_reason", "held_by", "external_url")
    + ("external_on", "method_agreed_by", "method_agreed_at")
)
outbox.template(
    "project_failed",
    subject=lazy("采购项目废标"),
    body=lazy("项目 %(number)s 已废标：%(reason)s。可以重新采购。"),
)
outbox.template(
    "project_held",
    subject=lazy("采购项目暂停"),
    body=lazy("监督人员暂停了项目 %(number)s：%(reason)s"),
)


@transaction.atomic
def fail_project(project: Project, *, by: User | None, failed_for: str, reason: str = "") -> Project:
    """Void the purchase with a public notice that says why; `by` None is the clock at the deadline.

    Refused: a person gives no reason; `by` is neither its clerk nor its head. Law: R-PUR-11.
    """
    if failed_for not in FAILURES:
        raise ValueError(f"no purchase fails for {failed_for}")
    if by is not None:
        policies.require(by, "fail_project", project)
        if not reason.strip():
            raise Refused(_("写明废标的理由，理由会公告。"), code="reason")
    project = Project.objects.select_for_update().get(pk=project.pk)
    project.failed_for, project.ended_reason = failed_for, reason.strip()
    project.save(update_fields=["failed_for", "ended_reason"])
    move(project, "fail", by=by, reason=failed_for, note=reason)
    _close(project, Notice.Kind.FAILED, by, [(lazy("废标原因"), FAILURES[failed_for])])
    for user in {project.clerk, project.head} - {None, by}:
        assert user is not None
        url = reverse("ngos:project", args=[project.number])
        why = FAILURES[failed_for]
        outbox.put("project_failed", to=user, about=project, url=url, number=project.number, reason=why)
    return project


@transaction.atomic
def cancel_project(project: Project, *, by: User, reason: str) -> Project:
    """End the purchase before its award; published ones get a notice. Refused: no reason; awarded. Law: R-PUR-24."""
    policies.require(by, "cancel_project", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    guards.apart(project, by, guards.HEAD)
    if project.status not in BEFORE_AWARD:
        raise Refused(_("成交确定以后不能取消采购。"), code="state")
    if not reason.strip():
        raise Refused(_("写明取消采购的理由，理由会公告。"), code="reason")
    project.ended_reason = reason.strip()
    project.save(update_fields=["ended_reason"])
    move(project, "cancel", by=by, note=reason)
    _close(project, Notice.Kind.CANCELLED, by, [])
    return project


def _close(project: Project, kind: str, by: User | None, facts: list[notices.Fact]) -> None:
    """The notice for a project that the public knows, and the end of what lies sealed."""
    if project.published_at is not None:
        if project.ended_reason:
            facts = [*facts, (lazy("说明"), project.ended_reason)]
        facts = [(lazy("项目编号"), project.number), (lazy("购买主体"), project.purchaser.name), *facts]
        notices.publish(project, kind, by=by, facts=facts)
    for end in hooks.ending:
        end(project)


@transaction.atomic
def retender(project: Project, *, by: User) -> Project:
    """Begin a failed purchase again, in one act: all its parts are copied into a new draft that points back.

    Refused: it did not fail; it was begun again already. Law: R-PUR-11.
    """
    policies.require(by, "retender_project", project)
    old = Project.objects.select_for_update().get(pk=project.pk)
    if old.status != "failed":
        raise Refused(_("只有废标的项目可以重新采购。"), code="state")
    if old.retenders.exists():
        raise Refused(_("这个项目已经重新采购。"), code="again")
    new = Project(
        number=numbers.next_number("GP", period=str(clock.today().year), width=4),
        clerk=by,
        retender_of=old,
        **{f.name: getattr(old, f.name) for f in Project._meta.concrete_fields if f.name not in OWN},
    )
    born(new, "draft", by=by)
    for rows in (old.factors, old.conditions, old.deliverables, old.milestones):
        _copied(rows.all(), new)
    trail.record("purchase_project.retender", new, by=by, detail={"of": old.pk})
    return new


def _copied(rows: Any, project: Project) -> None:
    found = list(rows)
    for row in found:
        row.pk, row.project = None, project
        row._state.adding = True
    rows.model.objects.bulk_create(found)


# --- the supervisor ------------------------------------------------------------------------------------------------
@transaction.atomic
def hold(project: Project, *, by: User, reason: str) -> Project:
    """Stop a purchase while a supervisor looks into it: no publication, award or contract meanwhile.

    Refused: no reason; held already; ended; `by` is something else in it. Law: R-PUR-22.
    """
    policies.require(by, "hold_project", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    guards.apart(project, by, guards.SUPERVISOR)
    if _is_over(project):
        raise Refused(_("项目已经结束，不能暂停。"), code="state")
    if project.held_at:
        raise Refused(_("项目已经暂停。"), code="held")
    if not reason.strip():
        raise Refused(_("写明暂停的原因。"), code="reason")
    project.held_at, project.held_by, project.held_reason = clock.now(), by, reason.strip()
    project.save(update_fields=["held_at", "held_by", "held_reason"])
    trail.record("purchase_project.hold", project, by=by, fields=["held_at"])
    for user in {project.clerk, project.head} - {None}:
        assert user is not None
        url = reverse("ngos:project", args=[project.number])
        outbox.put("project_held", to=user, about=project, url=url, number=project.number, reason=reason)
    return project


@transaction.atomic
def release(project: Project, *, by: User, reason: str) -> Project:
    """Let a held purchase go on. `held_by` stays: who supervised does not become anything else in it."""
    policies.require(by, "release_project", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    guards.apart(project, by, guards.SUPERVISOR)
    if not project.held_at:
        raise Refused(_("项目没有暂停。"), code="not_held")
    if not reason.strip():
        raise Refused(_("写明解除的理由。"), code="reason")
    project.held_at, project.held_by = None, by
    project.save(update_fields=["held_at", "held_by"])
    trail.record("purchase_project.release", project, by=by, fields=["held_at"], detail={"reason": reason[:200]})
    return project


def _is_over(thing: Staged) -> bool:
    return thing.status in thing.machine.ends
