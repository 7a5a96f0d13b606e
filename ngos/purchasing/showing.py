"""How purchases are shown: tones, stages for the public, the documents of a project, and its way so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from audit.models import Move
from desk.dates import day, day_time
from desk.templatetags.show import yuan
from kit import calendar, clock
from ngos.models import Notice, OpeningOfficer, Project
from ngos.purchasing.checks import points

TONES = {
    "draft": "wait",
    "approved": "info",
    "published": "ok",
    "closed": "info",
    "opened": "info",
    "scoring": "info",
    "ranked": "info",
    "proposed": "info",
    "awarded": "ok",
    "contracted": "ok",
    "ended": "off",
    "failed": "bad",
    "cancelled": "off",
}


@dataclass(frozen=True)
class Stage:
    """What the public is told of where a purchase stands; how it is judged stays inside until the result."""

    label: Any
    states: tuple[str, ...]
    tone: str


STAGES = {
    "open": Stage(lazy("征集响应"), ("published",), "ok"),
    "judging": Stage(lazy("开标和评审"), ("closed", "opened", "scoring", "ranked", "proposed"), "info"),
    "done": Stage(lazy("已有结果"), ("awarded", "contracted", "ended"), "ok"),
    "failed": Stage(lazy("废标或取消"), ("failed", "cancelled"), "bad"),
}
NOTICE_TONES = {"tender": "info", "correction": "wait", "failed": "bad", "cancelled": "off", "result": "ok"}


def stage_of(status: str) -> Stage:
    return next(s for s in STAGES.values() if status in s.states)


def tender_row(project: Project) -> dict[str, Any]:
    stage = stage_of(project.status)
    return {"project": project, "stage": stage.label, "tone": stage.tone, "county": project.purchaser.name}


def facts(project: Project) -> list[tuple[str, Any]]:
    """What the clerk and the public see first."""
    return [
        (_("项目编号"), project.number),
        (_("购买主体"), project.purchaser.name),
        (_("服务大类"), project.get_category_display()),
        (_("采购方式"), project.get_method_display()),
        (_("预算金额"), yuan(project.budget_fen)),
        (_("服务期"), _("%(n)d个月") % {"n": project.term_months}),
    ]


def days(project: Project) -> list[tuple[str, Any]]:
    if not project.deadline_at:
        return []
    return [
        (_("采购文件提供至"), day(project.documents_until_on)),
        (_("提问截止"), day_time(project.enquiries_until_at)),
        (_("响应截止"), day_time(project.deadline_at)),
        (_("开标时间"), day_time(project.opening_at)),
    ]


def people(project: Project) -> list[tuple[str, Any]]:
    head = project.head.display_name if project.head else "—"
    return [(_("采购经办人"), project.clerk.display_name), (_("采购负责人"), head)]


def openers(project: Project) -> list[tuple[str, Any]]:
    """Who opens the bids, and whether they have rehearsed. One query."""
    rows = OpeningOfficer.objects.filter(tender_key__project=project).select_related("user").order_by("pk")
    return [(o.user.display_name, _("已演练") if o.rehearsed_at else _("待演练")) for o in rows]


def documents(project: Project) -> list[dict[str, Any]]:
    """The parts of the documents as tables for parts/table.html; empty ones are left out. Four queries."""
    deliverables = project.deliverables.select_related("item")
    tables = [
        {
            "caption": _("服务数量"),
            "heads": [_("服务项目"), _("数量")],
            "rows": [[d.item.name, f"{d.quantity} {d.item.unit}"] for d in deliverables],
        },
        {
            "caption": _("付款节点"),
            "heads": [_("付款节点"), _("比例(%)")],
            "rows": [[f"{m.title}：{m.condition}", points(m.share)] for m in project.milestones.all()],
        },
        {
            "caption": _("评审因素"),
            "heads": [_("评审因素"), _("分值")],
            "rows": [
                [f"{f.title}：{f.measure}" if f.measure else f.title, points(f.most)] for f in project.factors.all()
            ],
        },
    ]
    return [table for table in tables if table["rows"]]


def way(project: Project) -> list[dict[str, Any]]:
    """The timeline of a public page: what is behind and what is to come, oldest first, from the project's own days."""
    now = clock.now()
    steps: list[tuple[Any, str]] = [(project.published_at, _("发布公告"))]
    if project.status in ("failed", "cancelled"):
        return [_step(at, text, now) for at, text in [*steps, (project.status_at, str(project.status_label))]]
    until = project.documents_until_on
    steps += [
        (calendar.end_of(until) if until else None, _("采购文件提供至")),
        (project.enquiries_until_at, _("提问截止")),
        (project.deadline_at, _("响应截止")),
        (project.opened_at or project.opening_at, _("开标")),
    ]
    return sorted((_step(at, text, now) for at, text in steps if at), key=lambda step: step["when"])


def _step(at: Any, text: str, now: Any) -> dict[str, Any]:
    at = at.astimezone(clock.SHANGHAI)
    # A term that ends with a day is told by its day.
    whole = "" if at.time() < time(23, 59, 59) else day(at)
    return {"when": at, "when_text": whole, "text": text, "state": "done" if at <= now else ""}


def notice_row(notice: Notice) -> dict[str, Any]:
    return {
        "when": notice.published_at,
        "text": notice.get_kind_display(),
        "notice": notice,
        "tone": NOTICE_TONES.get(notice.kind, ""),
    }


def step(project: Project, move: Move) -> dict[str, Any]:
    found = next((s for s in project.machine.steps if s.verb == move.verb), None)
    return {
        "when": move.at,
        "text": found.label if found else move.verb,
        "who": move.by.display_name if move.by else "",
        "note": move.note,
    }
