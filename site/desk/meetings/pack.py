"""The pack of a meeting as PDF: agenda, papers, what the last one decided and how it stands, minutes; in Chinese."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from accounts.bureau import office_name
from audit.moves import history
from desk.dates import day
from desk.meetings import queries, showing
from desk.models import ActionItem, JointMeeting
from desk.typesetting import REPORT, typeset
from kit import clock
from kit.sentences import gettext as _


def pdf(meeting: JointMeeting) -> bytes:
    """What lies on the table; the state of earlier items is that of today."""
    with translation.override("zh-hans"):
        found = {
            "title": meeting.title,
            "number": meeting.number,
            "issuer": meeting.caller.name,
            "office": office_name(),
            "facts": [[name, str(value)] for name, value in showing.facts(meeting)],
            "tables": list(_tables(meeting)),
            "notes": [_("上次会议事项的状态截至 %(day)s。") % {"day": day(clock.today())}],
            "signatures": [],
            "sign": "",
            "none": _("无"),
        }
    return typeset(REPORT, found, stamp=int(_stamp(meeting)))


def _stamp(meeting: JointMeeting) -> float:
    last = history(meeting).last()
    return last.at.timestamp() if last else meeting.starts_at.timestamp()


def _tables(m: JointMeeting) -> Any:
    yield _table(_("议题"), [_("议题"), _("汇报单位")],
                 [[str(p), p.unit.name if p.unit else ""] for p in m.agenda.select_related("unit")])  # fmt: skip
    yield _table(_("会议材料"), [_("材料名称")], [[p.title] for p in m.papers.all()])
    seats = m.invited.select_related("unit")
    yield _table(_("参会单位"), [_("单位"), _("到会")], [[i.unit.name, showing.came(i.came)] for i in seats])
    yield _actions(_("上次会议的事项"), queries.of_last_meeting(m))
    if m.status == "held":
        yield _table(_("会议记录"), [_("会议记录")], [[line] for line in m.minutes.splitlines() if line.strip()])
        yield _actions(_("议定事项"), m.actions.select_related("owner").order_by("pk"))


def _actions(title: str, actions: Any) -> dict[str, Any]:
    heads: list[Any] = [_("编号"), _("议定事项"), _("完成标准"), _("责任单位"), _("完成期限"), _("状态")]
    return _table(title, heads, [_row(a) for a in actions])


def _row(a: ActionItem) -> list[str]:
    state = _("%(state)s，逾期") % {"state": a.status_label} if a.is_late() else str(a.status_label)
    return [a.number, a.text, a.standard, a.owner.name, day(a.due_on), state]


def _table(title: str, heads: list[str], rows: list[list[str]]) -> dict[str, Any]:
    return {"title": title, "heads": heads, "rows": rows}
