"""What can be done with an import: upload, check again, confirm, go on, undo, discard, decide about a held row.

The work on the rows is done in the background (`work.py`); here a person asks for it.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.db import transaction

from audit import trail
from audit.moves import born, move
from desk.imports import reading, rows, scope
from desk.imports.kinds import Fault, ImportKind
from desk.imports.models import ImportBatch, ImportRow
from kit import clock
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import queue

CHECK, APPLY, UNDO = "desk.import_check", "desk.import_apply", "desk.import_undo"
CHUNK = 500
UNREAD_KEPT = timedelta(days=1)


def upload(kind: ImportKind, data: bytes, *, by: Any) -> ImportBatch:
    """Read a file and have its rows checked; the bytes are not kept.

    Refused: the person may not import this; the file as a whole is refused, of which a batch without rows stays.
    """
    role = kind.policies.require(by, kind.verb, kind)
    mark = blind_index("desk.import_file", hashlib.sha256(data).hexdigest())
    batch = ImportBatch(kind=kind.code, by=by, role=role, file_mark=mark, options=_defaults(kind))
    try:
        table = reading.read(data, kind)
    except Refused as why:
        _refuse(batch, why, by=by)
        raise
    batch.form, batch.rows_n, batch.unknown_columns = table.form, len(table.rows), table.unknown[:50]
    with transaction.atomic():
        born(batch, "upload", by=by)
        ImportRow.objects.bulk_create((rows.unread(batch, row) for row in table.rows), batch_size=CHUNK)
        _start(batch, CHECK, by=by)
    return batch


def same_file_before(batch: ImportBatch) -> ImportBatch | None:
    """An earlier import of exactly this file that was taken in."""
    earlier = ImportBatch.objects.filter(kind=batch.kind, file_mark=batch.file_mark, status="applied", pk__lt=batch.pk)
    return earlier.order_by("-pk").first()


@transaction.atomic
def check_again(batch: ImportBatch, *, by: Any, options: dict[str, Any] | None = None) -> ImportBatch:
    """Check the rows anew, with other defaults or after the data they were compared with has changed."""
    kind = _kind(batch, by, "check_again")
    batch = _locked(batch)
    if batch.status == "uploaded" and batch.job and not batch.job.is_over:
        raise Refused(_("正在核对，稍等。"), code="import_busy")
    if options is not None:
        batch.options = {name: options[name] for name in kind.option_fields() if name in options}
        batch.save(update_fields=["options"])
    if batch.status != "uploaded":
        move(batch, "check_again", by=by)
    _start(batch, CHECK, by=by)
    return batch


@transaction.atomic
def apply(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Take the new and changed rows in, and open those that wait for somebody. Refused: there are neither; the
    preview is too old."""
    kind = _kind(batch, by, "apply")
    batch = _locked(batch)
    if kind.whole and batch.rows.filter(verdict=ImportRow.Verdict.ERROR).exists():
        raise Refused(_("有错误的行，整份都没有导入。改好后重新上传整份。"), code="import_whole")
    if not rows.to_apply(batch, kind).exists() and not rows.to_decide(batch, kind).exists():
        raise Refused(_("没有可以导入的行。"), code="import_nothing")
    move(batch, "apply", by=by)
    _start(batch, APPLY, by=by)
    return batch


@transaction.atomic
def resume(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Go on with the rows that were left when the import stopped."""
    kind = _kind(batch, by, "resume")
    batch = _locked(batch)
    if not rows.to_apply(batch, kind).exists():
        raise Refused(_("没有可以导入的行。"), code="import_nothing")
    move(batch, "resume", by=by)
    _start(batch, APPLY, by=by)
    return batch


@transaction.atomic
def undo(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Take back what this import brought, save what was used since. Refused: more than a day has passed."""
    _kind(batch, by, "undo")
    batch = _locked(batch)
    if batch.status == "applied" and not batch.may_be_undone:
        raise Refused(_("撤销的时限已过。要更正的，逐条修改。"), code="undo_late")
    move(batch, "undo", by=by)
    _start(batch, UNDO, by=by)
    return batch


@transaction.atomic
def discard(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Drop the upload; its rows are emptied at once. `by` None is the house, a day after nobody confirmed."""
    if by is not None:
        _kind(batch, by, "discard")
    batch = _locked(batch)
    move(batch, "discard", by=by)
    if batch.job:
        queue.cancel(batch.job)
    rows.empty(batch.rows.all())
    return batch


@transaction.atomic
def decide(row: ImportRow, choice: str, *, by: Any) -> ImportRow:
    """Decide about a held row, or a thing the file no longer has: "leave" changes nothing, the rest is the kind's.

    Refused: it is decided already; its content was emptied; the rest of the file is not in yet.
    """
    kind = scope.kind_called(row.batch.kind)
    if not kind.may_decide(by, row):
        raise Refused(_("这一行不归您的身份决定。"), code="import_decide")
    kind.policies.require(by, kind.decide_verb or kind.verb, row)
    batch = _locked(row.batch)
    row = ImportRow.objects.select_for_update().get(pk=row.pk)
    row.batch = batch
    if row.verdict not in kind.decides or row.outcome or batch.status != "applied":
        raise Refused(_("这一行已经有了决定，或者文件还没有导入。"), code="import_decided")
    if choice == "leave":
        rows.close(row, ImportRow.Outcome.LEFT)
    elif not rows.can_be_read(row):
        raise Refused(_("这一行的内容已按时清除，改好后重新上传。"), code="import_emptied")
    elif choice not in dict(kind.choices(row)):
        raise Refused(_("这一行现在不能这样办理。"), code="import_choice")
    else:
        rows.note_done(row, kind.decide(row, choice, by=by), until=batch.undo_until)
    trail.record("import.decide", row, by=by, detail={"batch": batch.pk, "choice": choice}, county=row.county_code)
    return row


# --- parts ----------------------------------------------------------------------------------------------------
def _kind(batch: ImportBatch, by: Any, step: str) -> ImportKind:
    kind = scope.kind_called(batch.kind)
    kind.act(by, batch, step)
    return kind


def _locked(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_for_update(of=("self",)).select_related("job", "by").get(pk=batch.pk)


def _start(batch: ImportBatch, work: str, *, by: Any) -> None:
    batch.job = queue.enqueue(work, {"batch": batch.pk}, by=by, visible=True)
    batch.save(update_fields=["job"])


def _defaults(kind: ImportKind) -> dict[str, Any]:
    return {name: field.initial for name, field in kind.option_fields().items()}


@transaction.atomic
def _refuse(batch: ImportBatch, why: Refused, *, by: Any) -> None:
    born(batch, "upload", by=by)
    batch.refusal = [Fault(why.code, why.sentence).stored()]
    batch.save(update_fields=["refusal"])
    move(batch, "refuse", by=None, reason=why.code[:40])


def undo_time(kind: ImportKind) -> Any:
    return clock.now() + timedelta(hours=kind.undo_hours)
