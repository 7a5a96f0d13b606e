"""What may be done with a project now and by whom: each act with its form, its service and what is said after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from desk.forms import ReasonForm
from kit import clock
from ngos import policies
from ngos.models import Project
from ngos.purchasing import forms
from ngos.purchasing import services as purchasing
from ngos.purchasing.readiness import needs_other_method
from ngos.purchasing.states import BEFORE_AWARD, PROJECT

Fits = Callable[[Project, Any], bool]


@dataclass(frozen=True)
class Act:
    """`fits` is asked after the right; `args(form)` are what the service gets besides the project and `by`."""

    right: str
    label: Any
    said: Any
    service: Callable[..., Any]
    fits: Fits
    form: type[django_forms.Form] = django_forms.Form
    text: Any = ""
    tone: str = "primary"


def _handed_in(project: Project, user: Any) -> bool:
    return project.status == "draft" and project.submitted_at is not None


def _runs(project: Project, user: Any) -> bool:
    return project.status == "published" and bool(project.deadline_at and clock.now() < project.deadline_at)


def _over(project: Project) -> bool:
    return project.status in PROJECT.ends


ACTS: dict[str, Act] = {
    "submit": Act(
        "edit_project", lazy("送审"), lazy("已送采购负责人审核。"), purchasing.submit_project,
        lambda p, u: p.status == "draft" and p.submitted_at is None,
        text=lazy("送审以后不能再改；需要修改的可以撤回。"),
    ),
    "approve": Act(
        "approve_project", lazy("批准"), lazy("已批准，经办人可以发布公告。"), purchasing.approve_project, _handed_in,
        text=lazy("批准以后预算即被占用。"),
    ),
    "publish": Act(
        "publish_project", lazy("发布公告"), lazy("公告已发布。"), purchasing.publish_project,
        lambda p, u: p.status == "approved" and p.held_at is None,
        text=lazy("公告发布以后不能修改，只能更正；适用的规则即时固定。"),
    ),
    "retender": Act(
        "retender_project", lazy("重新采购"), lazy("已按原内容重新立项，请核对时间安排后送审。"), purchasing.retender,
        lambda p, u: p.status == "failed" and not p.retenders.exists(),
        text=lazy("全部内容复制到新项目，并与原项目关联。"),
    ),
    "agree-to-method": Act(
        "agree_to_method", lazy("同意改变采购方式"), lazy("已同意改变采购方式。"), purchasing.agree_to_method,
        lambda p, u: p.status == "draft" and p.method_agreed_at is None and needs_other_method(p),
    ),
    "release": Act(
        "release_project", lazy("解除暂停"), lazy("已解除暂停。"), purchasing.release,
        lambda p, u: p.held_at is not None, ReasonForm,
    ),
    "postpone": Act(
        "postpone_deadline", lazy("推迟响应截止"), lazy("已推迟，并发布更正公告。"), purchasing.postpone_deadline,
        _runs, forms.PostponeForm, tone="outline-secondary",
    ),
    "record-external": Act(
        "record_external", lazy("登记法定媒体公告"), lazy("已登记。"), purchasing.record_external,
        lambda p, u: p.published_at is not None, forms.ExternalForm, tone="outline-secondary",
    ),
    "take-back": Act(
        "send_back_project", lazy("撤回修改"), lazy("已撤回，可以修改。"), purchasing.send_back,
        lambda p, u: p.clerk_id == u.pk and (_handed_in(p, u) or p.status == "approved"), tone="outline-secondary",
    ),
    "send-back": Act(
        "send_back_project", lazy("退回修改"), lazy("已退回经办人。"), purchasing.send_back,
        lambda p, u: p.clerk_id != u.pk and (_handed_in(p, u) or p.status == "approved"), ReasonForm,
        tone="outline-secondary",
    ),
    "hold": Act(
        "hold_project", lazy("暂停项目"), lazy("已暂停，解除以前不能公告、成交和签订合同。"), purchasing.hold,
        lambda p, u: p.held_at is None and not _over(p), ReasonForm, tone="outline-secondary",
    ),
    "fail": Act(
        "fail_project", lazy("废标"), lazy("已废标并公告。"), purchasing.fail_project,
        lambda p, u: PROJECT.step("fail", p.status) is not None, forms.FailForm, tone="outline-secondary",
    ),
    "cancel": Act(
        "cancel_project", lazy("取消采购"), lazy("已取消。"), purchasing.cancel_project,
        lambda p, u: p.status in BEFORE_AWARD, ReasonForm, tone="outline-secondary",
    ),
}  # fmt: skip


def open_to(project: Project, user: Any) -> dict[str, Act]:
    """The acts that state and right leave to this person, the likeliest first."""
    return {
        name: act for name, act in ACTS.items() if act.fits(project, user) and policies.may(user, act.right, project)
    }


def buttons(project: Project, user: Any) -> list[dict[str, Any]]:
    """At most one of them is the primary one."""
    found: list[dict[str, Any]] = []
    for name, act in open_to(project, user).items():
        tone = act.tone
        if tone == "primary" and any(b["tone"] == "primary" for b in found):
            tone = "outline-primary"
        found.append({"name": name, "label": act.label, "tone": tone})
    return found


def hint(act: Act) -> str:
    return str(act.text) if act.text else _("这一步会记入项目经过。")
