"""Meetings and action items in words: their cells in lists, the sections of their pages, the history of one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.dates import day, day_time, short_day
from desk.meetings import queries
from desk.meetings.states import WITH_OWNER
from desk.models import ActionItem, JointMeeting
from desk.registers import Cell, Line, Section

TONES = {
    "called": "wait", "held": "ok", "cancelled": "off",
    "open": "run", "reported": "wait", "returned": "bad", "confirmed": "ok", "dropped": "off",
}  # fmt: skip


def came(seen: bool | None) -> str:
    return "" if seen is None else _("到会") if seen else _("未到会")


def meeting_heads() -> list[Cell]:
    return [
        Cell(_("会议")),
        Cell(_("时间")),
        Cell(_("召集单位"), spare=True),
        Cell(_("地点"), spare=True),
        Cell(_("状态")),
    ]


def meeting_line(m: JointMeeting) -> Line:
    cells = (
        Cell(day_time(m.starts_at)),
        Cell(m.caller.name, spare=True),
        Cell(m.place, spare=True),
        Cell(m.status_label, TONES[m.status]),
    )
    return Line(m.title, reverse("desk:meeting", args=[m.pk]), cells)


def action_heads() -> list[Cell]:
    return [
        Cell(_("议定事项")),
        Cell(_("责任单位")),
        Cell(_("完成标准"), spare=True),
        Cell(_("完成期限"), spare=True),
        Cell(_("时限"), spare=True),
        Cell(_("状态")),
    ]


def action_line(a: ActionItem) -> Line:
    late = a.is_late()
    cells = (
        Cell(a.owner.name),
        Cell(a.standard, spare=True),
        Cell(short_day(a.due_on), spare=True),
        Cell(due=a.due_at, spare=True),
        Cell(_("%(state)s，逾期") % {"state": a.status_label} if late else a.status_label,
             "bad" if late else TONES[a.status]),
    )  # fmt: skip
    return Line(a.text, reverse("desk:action", args=[a.pk]), cells)


# --- one meeting -----------------------------------------------------------------------------------------------
def meeting_sections(m: JointMeeting, actions: Iterable[ActionItem]) -> list[Section]:
    points = [Line(str(p), "", (Cell(p.unit.name if p.unit else ""),)) for p in m.agenda.select_related("unit")]
    seats = [Line(i.unit.name, "", (Cell(came(i.came)),)) for i in m.invited.select_related("unit")]
    papers = [(p.title, reverse("desk:meeting_paper", args=[p.pk])) for p in m.papers.all()]
    found = [
        Section(_("会议"), facts=facts(m)),
        Section(_("议题"), heads=[Cell(_("议题")), Cell(_("汇报单位"))], rows=points, none=_("还没有议题。")),
        Section(_("会议材料"), links=papers, none=_("还没有材料。")),
        Section(_("参会单位"), heads=[Cell(_("单位")), Cell(_("到会"))], rows=seats),
    ]
    last = [action_line(a) for a in queries.of_last_meeting(m)]
    found.append(Section(_("上次会议的事项"), heads=action_heads(), rows=last, none=_("没有上次会议的事项。")))
    if m.status == "held":
        made = [action_line(a) for a in actions]
        found.append(Section(_("会议记录"), text=m.minutes))
        found.append(Section(_("议定事项"), heads=action_heads(), rows=made, none=_("没有议定事项。")))
    return found


def facts(m: JointMeeting) -> list[tuple[str, Any]]:
    return [
        (_("编号"), m.number),
        (_("时间"), day_time(m.starts_at)),
        (_("地点"), m.place),
        (_("主持人"), m.chair),
        (_("召集单位"), m.caller.name),
    ]


# --- one action item -------------------------------------------------------------------------------------------
def action_sections(a: ActionItem) -> list[Section]:
    pairs: list[tuple[str, Any]] = [
        (_("编号"), a.number),
        (_("责任单位"), a.owner.name),
        (_("完成标准"), a.standard),
        (_("完成期限"), day(a.due_on)),
        (_("会议"), f"{a.meeting.title}，{day(a.meeting.starts_at)}"),
    ]
    if a.level:
        pairs.append((_("逾期处理"), a.get_level_display()))
    proofs = [
        (_("证据 %(n)s") % {"n": n}, reverse("desk:action_evidence", args=[e.pk]))
        for n, e in enumerate(a.evidence.all(), 1)
    ]
    found = [Section(_("议定事项"), facts=pairs)]
    if a.report:
        said = [(_("办理情况"), a.report), (_("报告"), f"{a.reported_by}，{day_time(a.reported_at)}")]
        found.append(Section(_("办理报告"), facts=said, links=proofs))
    return found


def action_warning(a: ActionItem) -> str:
    if a.status in WITH_OWNER and a.is_late():
        return _("应在 %(day)s 前办结，已逾期。") % {"day": day(a.due_on)}
    return ""
