"""The head's answer to a draft: approved or sent back; and a supervisor's consent to another method."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from ngos import policies
from ngos.models import Project
from ngos.purchasing import budget, guards
from ngos.purchasing.readiness import lacking, needs_other_method
from ngos.purchasing.splitting import not_split

outbox.template(
    "project_approved",
    subject=gettext_lazy("采购项目已批准"),
    body=gettext_lazy("项目 %(number)s 已批准，可以发布公告。"),
)
outbox.template(
    "project_sent_back",
    subject=gettext_lazy("采购项目退回修改"),
    body=gettext_lazy("项目 %(number)s 退回修改：%(reason)s"),
)


@transaction.atomic
def approve_project(project: Project, *, by: User) -> Project:
    """Approve a complete draft; its money is bound from now on.

    Refused: `by` is not the head whom it names, or its clerk; a part lacks something; the budget is used up; it was
    cut up to stay below open tender. Law: R-PUR-05, R-PUR-06.
    """
    policies.require(by, "approve_project", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    guards.apart(project, by, guards.HEAD)
    missing = lacking(project)
    if missing:
        raise Refused(
            _("项目还不完整，退回编制。"), code="incomplete", reasons=[said for _part, row in missing for said in row]
        )
    if project.budget_line is not None:
        # The line is locked: two approvals at once must not spend the same money, nor pass the same limit.
        budget.enough(project.budget_line, project.budget_fen, but=project)
        not_split(project)
    move(project, "approve", by=by)
    _tell(project, "project_approved", project.clerk)
    return project


@transaction.atomic
def send_back(project: Project, *, by: User, reason: str = "") -> Project:
    """Back to drawing up: an approved project, or a draft that was handed in. The clerk may take it back too.

    Refused: the head gives no reason; it is a draft in the clerk's hands already.
    """
    policies.require(by, "send_back_project", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if by.pk != project.clerk_id and not reason.strip():
        raise Refused(_("写明退回的原因。"), code="reason")
    if project.status == "draft":
        if not project.submitted_at:
            raise Refused(_("项目还在编制，没有送审。"), code="state")
        trail.record("purchase_project.take_back", project, by=by)
    else:
        move(project, "send_back", by=by, note=reason)
    project.submitted_at = None
    project.save(update_fields=["submitted_at"])
    if by.pk != project.clerk_id:
        _tell(project, "project_sent_back", project.clerk, reason=reason)
    return project


@transaction.atomic
def agree_to_method(project: Project, *, by: User) -> Project:
    """A supervisor agrees that after repeated failures the project is bought by another method (law: R-PUR-11).

    Refused: it did not fail so often; the method is the same; no reason; `by` is something else in the project.
    """
    policies.require(by, "agree_to_method", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    guards.apart(project, by, guards.SUPERVISOR)
    before = project.retender_of
    if project.status != "draft" or before is None or not needs_other_method(project):
        raise Refused(_("连续废标后改变采购方式的项目才需要监督人员同意。"), code="not_needed")
    if project.method == before.method or not project.method_reason.strip():
        raise Refused(_("项目还没有改变采购方式并写明理由。"), code="same_method")
    project.method_agreed_by, project.method_agreed_at = by, clock.now()
    project.save(update_fields=["method_agreed_by", "method_agreed_at"])
    trail.record("purchase_project.agree_to_method", project, by=by, detail={"method": project.method})
    return project


def _tell(project: Project, kind: str, to: User, **said: Any) -> None:
    url = reverse("ngos:project", args=[project.number])
    outbox.put(kind, to=to, about=project, url=url, number=project.number, **said)
