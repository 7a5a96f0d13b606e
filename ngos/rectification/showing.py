"""A notice in words: its facts, its items with their answers, its way so far."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.moves import history
from desk.dates import day, day_time
from kit import clock
from kit.money import display
from ngos.models import RectificationEvidence, RectificationItem, RectificationNotice
from ngos.rectification.states import TO_ANSWER

TONES = {
    "draft": "off", "issued": "wait", "acknowledged": "run", "planned": "wait", "agreed": "run", "submitted": "wait",
    "returned": "bad", "verified": "ok", "failed": "bad", "closed": "ok", "withdrawn": "off",
}  # fmt: skip
FOUND = {"": "", "done": "ok", "lacking": "bad"}


def facts(notice: RectificationNotice) -> list[tuple[str, Any]]:
    found = [
        (_("整改单位"), notice.addressee.name),
        (_("事由"), notice.about),
        (_("依据"), notice.basis),
        (_("整改期限"), day(notice.due_on) if notice.due_on else _("发出时确定")),
    ]
    optional = (
        (_("签收"), _receipt(notice)),
        (_("发出"), day_time(notice.issued_at) if notice.issued_at else ""),
        (_("退回次数"), str(notice.returns_n) if notice.returns_n else ""),
        (_("整改方案"), notice.plan),
        (_("延期申请"), _extension(notice)),
        (_("申诉"), notice.appeal_text and f"{notice.appeal_text}（{notice.get_appeal_display()}）"),
        (_("申诉决定"), notice.appeal_answer),
    )
    return found + [(name, value) for name, value in optional if value]


def _receipt(notice: RectificationNotice) -> str:
    if notice.acknowledged_at is None:
        return ""
    at = day_time(notice.acknowledged_at)
    return at if notice.acknowledged_by_id else _("%(at)s，到期视为签收") % {"at": at}


def _extension(notice: RectificationNotice) -> str:
    if not notice.extension:
        return ""
    told = {
        "day": day(notice.extension_until_on),
        "why": notice.extension_reason,
        "state": notice.get_extension_display(),
    }
    return _("至 %(day)s，%(why)s（%(state)s）") % told


def items(notice: RectificationNotice, *, answers: bool) -> list[dict[str, Any]]:
    """The items with answer and proof. `answers` is whether this person answers them now. Two queries."""
    rows = notice.items.prefetch_related(Prefetch("evidence", RectificationEvidence.objects.select_related("kept")))
    return [_item(notice, row, answers and notice.status in TO_ANSWER) for row in rows]


def _item(notice: RectificationNotice, row: RectificationItem, answers: bool) -> dict[str, Any]:
    told = [(_("问题"), row.finding), (_("整改要求"), row.demand), (_("完成期限"), day(row.due_on or notice.due_on))]
    told += [(_("权重"), str(row.weight))] + ([(_("涉及金额"), display(row.amount_fen))] if row.amount_fen else [])
    if row.reply:
        told.append((_("整改情况"), row.reply))
    if row.found_note:
        told.append((_("核验意见"), row.found_note))
    return {
        "i": row,
        "facts": told,
        "evidence": list(row.evidence.all()),
        "found": row.get_found_display() if row.found else "",
        "tone": FOUND[row.found],
        "url": reverse("ngos:rectification_reply", args=[notice.pk, row.no]) if answers else "",
    }


def late(notice: RectificationNotice) -> str:
    """What the delay has brought so far; "" in time."""
    if not notice.is_late(clock.today()):
        return ""
    if notice.provider_id is None:
        return _("已逾期，自 %(day)s 起。") % {"day": day(notice.overdue_on)}
    told = {"day": day(notice.overdue_on), "level": notice.get_level_display()}
    return _("已逾期，自 %(day)s 起。现在：%(level)s。") % told


def story(notice: RectificationNotice, *, staff: bool) -> list[dict[str, Any]]:
    """The moves, oldest first; whoever is outside the office reads the unit of nobody there, only the step."""
    found = []
    for move in history(notice):
        step = notice.machine.step(move.verb, move.source) or next(
            s for s in notice.machine.steps if s.verb == move.verb
        )
        who = "" if not staff else move.by.display_name if move.by else _("平台")
        found.append({"when": move.at, "text": step.label, "who": who, "note": move.note})
    return found
