"""What the pages of inspections show: a visit in a list, its lines, its findings."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.dates import day, day_time
from ngos.inspections.checklists import LINES
from ngos.models import CheckItem, Finding, Inspection

TONES = {"planned": "wait", "under_way": "run", "done": "ok", "cancelled": "off"}
GRAVE = {"minor": "wait", "major": "bad", "red_line": "bad"}
ANSWERS = {"yes": "ok", "no": "bad", "na": "off", "": "wait"}


def trail(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("监督检查"), reverse("ngos:inspections")), *more]


def visit_row(row: Inspection) -> dict[str, Any]:
    return {"i": row, "tone": TONES[row.status], "who": row.inspector.display_name if row.inspector else ""}


def facts(row: Inspection) -> list[tuple[Any, Any]]:
    found = [
        (_("被检查单位"), row.addressee.name), (_("方式"), row.get_kind_display()),
        (_("合同编号"), row.contract.number if row.contract else ""),
        (_("检查人"), row.inspector.display_name if row.inspector else _("还没有安排")),
        (_("检查日期"), day(row.on) if row.on else ""), (_("检查重点"), row.focus), (_("检查小结"), row.summary),
    ]  # fmt: skip
    return [(name, value) for name, value in found if value]


def line(item: CheckItem) -> dict[str, Any]:
    words = LINES[item.code]
    return {
        "item": item, "text": words.text, "clause": words.clause, "tone": ANSWERS[item.answer],
        "answer": item.get_answer_display() if item.answer else _("未填"),
        "evidence": [reverse("ngos:inspection_evidence", args=[e.pk]) for e in item.evidence.all()],
    }  # fmt: skip


def finding(row: Finding) -> dict[str, Any]:
    said = ""
    if row.severity == "red_line":
        said = _("%(at)s认定") % {"at": day_time(row.confirmed_at)} if row.confirmed_at else _("待听取陈述后认定")
    return {"f": row, "tone": GRAVE[row.severity], "said": said}
