"""A log as screens show it: one line of the ledger or the queue, its facts, and every change with who and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.roles import ROLES
from desk.dates import hour, short_day
from desk.templatetags.show import minutes_hours
from kit import law
from volunteers.hours import anomalies, checking, provenance, states
from volunteers.models import LogRevision, ServiceLog

TONES = {
    "draft": "off", "submitted": "wait", "checked": "wait", "confirmed": "ok", "returned": "bad", "disputed": "wait",
    "reversed": "off", "withdrawn": "off",
}  # fmt: skip
CONFIRMED_BY = ("verify", "verify_second", "settle", "carry_over")


def line(log: ServiceLog) -> dict[str, Any]:
    return {
        "log": log,
        "tone": TONES[log.status],
        "flags": anomalies.words_for(log.flags),
        "when": when(log),
        "minutes": checking.counted(log),
    }


def ledger_line(log: ServiceLog) -> dict[str, Any]:
    """With who confirmed it, or why it came back; the log carries `changes` (queries.ledger)."""
    last = log.changes[-1]  # type: ignore[attr-defined]
    who = next((c for c in reversed(log.changes) if c.what in CONFIRMED_BY), None)  # type: ignore[attr-defined]
    return {
        **line(log),
        "counted": log.verified_minutes if log.status in states.COUNTING else None,
        "what": log.shift.posting.title if log.shift_id else log.content,
        "who": _("%(name)s %(day)s核实") % {"name": _name(who), "day": short_day(who.at)} if who else "",
        "why": last.reason if last.what in ("send_back", "uphold_return", "reverse", "reverse_all") else "",
    }


def when(log: ServiceLog) -> str:
    """Begin and end; of an opening balance only the day it was carried over, for it has no times."""
    if log.source == ServiceLog.Source.IMPORT:
        return _("转入于%(day)s") % {"day": short_day(log.starts_at)}
    next_day = _("次日") if short_day(log.starts_at) != short_day(log.ends_at) else ""
    return f"{hour(log.starts_at)}–{next_day}{hour(log.ends_at)}"


def facts(log: ServiceLog) -> list[tuple[Any, Any]]:
    """What the page of one log says on top."""
    origin = provenance.TABLE[log.source]
    found = [
        (_("时间"), f"{short_day(log.starts_at)} {when(log)}"),
        (_("休息"), minutes_hours(log.break_minutes) if log.break_minutes else ""),
        (_("填报"), minutes_hours(log.minutes)),
        (_("计入"), minutes_hours(log.verified_minutes) if log.status in states.COUNTING else ""),
        (_("类别"), log.get_credit_class_display()),
        (_("记录方式"), _("%(source)s，%(said)s（%(law)s）") % {
            "source": log.get_source_display(), "said": origin.said, "law": law.require(origin.law),
        }),
        (_("记录单位"), log.office.name),
        (_("做什么"), log.content),
        (_("证明材料"), log.evidence),
    ]  # fmt: skip
    return [(name, value) for name, value in found if value]


def changes(revisions: Sequence[LogRevision]) -> Iterator[dict[str, Any]]:
    """Every change, oldest first: who, when, why, and what it was before and after."""
    before: LogRevision | None = None
    for row in revisions:
        yield {
            "row": row,
            "what": _label(row),
            "who": _name(row),
            "role": ROLES.get(row.role, ""),
            "differs": [d for d in _differences(before, row) if d["after"] != d["before"]],
        }
        before = row


def _differences(before: LogRevision | None, after: LogRevision) -> Iterator[dict[str, Any]]:
    def pair(label: str, read: Any) -> dict[str, Any]:
        return {"label": label, "before": read(before) if before else "", "after": read(after)}

    if after.what not in ("carry_over", "take_back"):
        yield pair(_("时间"), lambda r: f"{short_day(r.starts_at)} {hour(r.starts_at)}–{hour(r.ends_at)}")
        yield pair(_("休息"), lambda r: minutes_hours(r.break_minutes) if r.break_minutes else "")
    yield pair(_("填报"), lambda r: minutes_hours(r.minutes))
    yield pair(_("计入"), lambda r: minutes_hours(r.verified_minutes or 0) if r.status in states.COUNTING else "")
    yield pair(_("类别"), lambda r: r.get_credit_class_display())
    yield pair(_("记录方式"), lambda r: r.get_source_display())


def _label(row: LogRevision) -> Any:
    return next((s.label for s in states.SERVICE_LOG.steps if s.verb == row.what), row.what)


def _name(row: LogRevision) -> str:
    return row.by.display_name if row.by else _("平台")
