"""The life of one row: unread, judged, taken in or left, emptied. Each function writes that and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet

from desk.imports.kinds import Done, Fault, ImportKind, Row, Verdict
from desk.imports.models import ImportBatch, ImportRow
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _

Kind, Outcome = ImportRow.Verdict, ImportRow.Outcome
JUDGED = (
    "county_code", "office_id", "verdict", "code", "faults", "wide_faults", "warnings", "mended", "is_hidden",
    "thing_type", "thing_id", "keep_until",
)  # fmt: skip


def unread(batch: ImportBatch, row: Row) -> ImportRow:
    made = ImportRow(batch=batch, row_no=row.no, mended=list(row.mended), lost=list(row.lost))
    made.cells = row.cells
    return made


def as_read(row: ImportRow) -> Row:
    return Row(row.row_no, row.cells, tuple(row.mended), tuple(row.lost))


def judge(row: ImportRow, verdict: Verdict, kind: ImportKind) -> ImportRow:
    """Note on the row what the plan says of it; the caller saves."""
    row.verdict, row.county_code, row.office_id = verdict.verdict, verdict.county[:6], verdict.office_id
    row.code = verdict.faults[0].code[:40] if verdict.faults else ""
    row.faults = [f.stored() for f in verdict.faults]
    row.wide_faults = [f.stored() for f in verdict.wide]
    row.warnings = [f.stored() for f in verdict.warnings]
    row.mended = list(dict.fromkeys([*row.mended, *verdict.mended]))
    row.is_hidden = verdict.hidden
    row.thing_type, row.thing_id = _reference(verdict.thing)
    row.keep_until = clock.now() + timedelta(
        hours=kind.held_hours if verdict.verdict == Kind.HELD else kind.error_hours
    )
    return row


def gone(batch: ImportBatch, verdict: Verdict, kind: ImportKind) -> ImportRow:
    return judge(ImportRow(batch=batch, row_no=0), verdict, kind)


def to_apply(batch: ImportBatch, kind: ImportKind) -> QuerySet[ImportRow]:
    """Rows that will be taken in and are not yet, in the order of the file; of a whole file none while one is wrong."""
    if kind.whole and batch.rows.filter(verdict=Kind.ERROR).exists():
        return batch.rows.none()
    filled = Q(values__isnull=False) | Q(row_no=0)
    return batch.rows.filter(filled, verdict__in=kind.applies, outcome=Outcome.NONE, done_at=None).order_by("pk")


def to_decide(batch: ImportBatch, kind: ImportKind) -> QuerySet[ImportRow]:
    """Rows about which somebody decides once the others are in."""
    return batch.rows.filter(verdict__in=kind.decides, outcome=Outcome.NONE)


def to_undo(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that were taken in and neither taken back nor found in use, last first: what was built on goes last."""
    return batch.rows.filter(outcome__in=(Outcome.MADE, Outcome.CHANGED)).order_by("-pk")


def note_done(row: ImportRow, done: Done, *, until: datetime | None) -> None:
    """The row is in: what it said stands in the thing now, only what it replaced is kept for the undo time."""
    row.outcome = Outcome.MADE if done.before is None else Outcome.CHANGED
    row.thing_type, row.thing_id = _reference(done.thing)
    row.was = done.before
    row.values, row.done_at = "", clock.now()
    row.keep_until = (until or clock.now()) if done.before is not None else None
    row.save()


def note_refused(row: ImportRow, why: Refused, kind: ImportKind) -> None:
    """The row could not be taken in after all; the others are."""
    row.verdict, row.code = Kind.ERROR, why.code[:40]
    row.faults = [Fault(why.code, said).stored() for said in (why.sentence, *why.reasons)]
    row.done_at = clock.now()
    row.keep_until = clock.now() + timedelta(hours=kind.error_hours)
    row.save()


def can_be_read(row: ImportRow) -> bool:
    """Whether what a person decides about is still there: the cells, or the thing that the file does not have."""
    return bool(row.values) or row.verdict == Kind.GONE


def close(row: ImportRow, outcome: str, why: Any = "") -> None:
    row.outcome, row.kept_because, row.done_at = outcome, why, clock.now()
    row.values = row.before = ""
    row.keep_until = None
    row.save()


def empty(rows: QuerySet[ImportRow]) -> int:
    """Take everything out of the rows that says something of a person; verdicts and faults stay."""
    full = rows.filter(Q(values__isnull=False) | Q(before__isnull=False))
    return full.order_by().update(values=None, before=None, keep_until=None)


def _reference(thing: Model | None) -> tuple[str, str]:
    return (thing._meta.label, str(thing.pk)) if thing is not None else ("", "")


def thing_of(row: ImportRow, model: type[Model]) -> Any:
    """The object the row made or changed, locked; Refused when it is gone."""
    found = model._default_manager.select_for_update().filter(pk=row.thing_id).first()
    if found is None or row.thing_type != model._meta.label:
        raise Refused(_("这一行对应的记录已经不在。"), code="import_thing_gone")
    return found
