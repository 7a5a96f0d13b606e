"""What is done with imports in the background. Each row is taken in once: the row and what it makes are written in
one transaction, so a worker may die anywhere and the next goes on where the last transaction ended."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation

from audit.moves import move
from desk.imports import rows, scope, services
from desk.imports.kinds import Fault, ImportKind
from desk.imports.models import ImportBatch, ImportRow
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import queue
from messaging.models import Cancelled, Job

TOGETHER = 25  # rows a transaction: short enough to let others write, long enough to be quick
Outcome = ImportRow.Outcome


@queue.handler(services.CHECK)
def check(job: Job) -> dict[str, Any]:
    """Let the kind judge every row, and open the preview."""
    batch = ImportBatch.objects.select_related("by").get(pk=job.payload["batch"])
    if batch.status != "uploaded" or batch.job_id != job.pk:
        return {"batch": batch.pk}
    kind = scope.kind_called(batch.kind)
    with translation.override(batch.by.language):
        try:
            _judge_all(batch, kind, job)
        except Refused as why:
            _refuse(batch, why)
            raise
    return {"batch": batch.pk}


def _judge_all(batch: ImportBatch, kind: ImportKind, job: Job) -> None:
    kind.policies.require(batch.by, kind.verb, kind)
    batch.rows.filter(row_no=0).delete()  # of an earlier check
    # Rows of other counties were emptied when they were first judged and are not judged again.
    found = list(batch.rows.exclude(verdict=ImportRow.Verdict.OUTSIDE).order_by("pk"))
    job.step(_("核对"), 0, len(found))
    verdicts = kind.plan([rows.as_read(r) for r in found], by=batch.by, options=batch.options)
    done = 0
    for part in range(0, len(found), services.CHUNK):
        some = found[part : part + services.CHUNK]
        # strict: a kind that says fewer verdicts than there are rows is a slip of ours and must show.
        judged = [rows.judge(row, next(verdicts), kind) for row in some]
        ImportRow.objects.bulk_update(judged, rows.JUDGED, batch_size=100)
        done += len(judged)
        job.step(None, done)
    more = [rows.gone(batch, verdict, kind) for verdict in verdicts]
    ImportRow.objects.bulk_create(more, batch_size=services.CHUNK)
    with transaction.atomic():
        batch.counts = scope.counts(batch.rows.all())
        batch.save(update_fields=["counts"])
        rows.empty(batch.rows.filter(verdict=ImportRow.Verdict.OUTSIDE))
        move(batch, "preview", by=None)


def _refuse(batch: ImportBatch, why: Refused) -> None:
    with transaction.atomic():
        batch.refusal = [Fault(why.code, why.sentence).stored()]
        batch.save(update_fields=["refusal"])
        move(batch, "refuse", by=None, reason=why.code[:40])
        rows.empty(batch.rows.all())


@queue.handler(services.APPLY)
def apply(job: Job) -> dict[str, Any]:
    """Take rows in, some a transaction; a second try takes them one by one, so that one bad row stops only itself."""
    batch, kind, by = _ready(job, "apply")
    together = TOGETHER if job.attempts <= 1 else 1
    total = rows.to_apply(batch, kind).count() + _taken(batch)
    with translation.override(by.language):
        try:
            job.step(_("导入"), _taken(batch), total)
            while _take_whole(batch, kind, by) if kind.whole else _take_some(batch, kind, by, together):
                job.step(None, _taken(batch))
        except Cancelled:
            settle(batch)
            raise
    return {"batch": batch.pk, "taken": _taken(batch)}


def _take_some(batch: ImportBatch, kind: ImportKind, by: Any, together: int) -> bool:
    """One transaction of rows; False when the import has ended. Two workers wait for each other here."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.status != "applying":
            return False
        some = list(rows.to_apply(batch, kind)[:together])
        for row in some:
            row.batch = batch
            _take(row, kind, by, batch)
        if not some:
            _finish(batch, kind, by)
        return bool(some)


def _take_whole(batch: ImportBatch, kind: ImportKind, by: Any) -> bool:
    """All rows in one transaction. The first that cannot come in takes the others back and is named in the preview."""
    row: ImportRow | None = None
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if batch.status != "applying":
                return False
            for row in rows.to_apply(batch, kind):
                row.batch = batch
                rows.note_done(row, kind.apply(row, by=by, options=batch.options), until=services.undo_time(kind))
            _finish(batch, kind, by)
    except Refused as why:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if row is not None and batch.status == "applying":
                row.refresh_from_db()
                rows.note_refused(row, why, kind)
                batch.counts = scope.counts(batch.rows.all())
                batch.save(update_fields=["counts"])
                move(batch, "put_back", by=None)
    return False


def _take(row: ImportRow, kind: ImportKind, by: Any, batch: ImportBatch) -> None:
    try:
        with transaction.atomic():
            done = kind.apply(row, by=by, options=batch.options)
            rows.note_done(row, done, until=services.undo_time(kind))
    except Refused as why:
        row.refresh_from_db()
        rows.note_refused(row, why, kind)


def _finish(batch: ImportBatch, kind: ImportKind, by: Any) -> None:
    """Close the import, with some rows left when it was stopped; the day for undoing it begins."""
    if not rows.to_apply(batch, kind).exists():
        kind.finished(batch, by=by)
    batch.applied_at, batch.undo_until = clock.now(), services.undo_time(kind)
    batch.save(update_fields=["applied_at", "undo_until"])
    kept = batch.rows.filter(keep_until__isnull=False).exclude(verdict=ImportRow.Verdict.HELD)
    kept.filter(keep_until__lt=batch.undo_until).update(keep_until=batch.undo_until)
    rows.empty(batch.rows.filter(verdict=ImportRow.Verdict.SAME))
    move(batch, "finish", by=None)


@queue.handler(services.UNDO)
def undo(job: Job) -> dict[str, Any]:
    """Take rows back, last first; what was used since stays, with the sentence that says why."""
    batch, kind, by = _ready(job, "undo")
    total = rows.to_undo(batch).count()
    with translation.override(by.language):
        try:
            job.step(_("撤销"), 0, total)
            while _undo_some(batch, kind, by):
                job.step(None, total - rows.to_undo(batch).count())
        except Cancelled:
            settle(batch)
            raise
    return {"batch": batch.pk}


def _undo_some(batch: ImportBatch, kind: ImportKind, by: Any) -> bool:
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.status != "undoing":
            return False
        some = list(rows.to_undo(batch)[:TOGETHER])
        for row in some:
            row.batch = batch
            _undo_one(row, kind, by)
        if not some:
            kind.undone(batch, by=by)
            move(batch, "undone", by=None)
            rows.empty(batch.rows.all())
        return bool(some)


def _undo_one(row: ImportRow, kind: ImportKind, by: Any) -> None:
    if why := kind.used_since(row):
        return rows.close(row, Outcome.KEPT, why)
    try:
        with transaction.atomic():
            kind.undo(row, by=by)
    except Refused as refusal:
        return rows.close(row, Outcome.KEPT, refusal.sentence)
    return rows.close(row, Outcome.UNDONE)


# --- ends that nobody asked for ----------------------------------------------------------------------------------
def settle(batch: ImportBatch) -> None:
    """An import whose job is over, cancelled or failed, keeps what it has: it can be gone on with or undone."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.status == "applying":
            _finish(batch, scope.kind_called(batch.kind), batch.by)
        elif batch.status == "undoing":
            move(batch, "stop_undo", by=None)


@queue.every(60, "desk.settle_imports")
def settle_abandoned() -> int:
    """Imports whose job ended without a word: a worker that died too often, a job taken back before it began."""
    over = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)
    stuck = ImportBatch.objects.filter(status__in=("applying", "undoing"), job__state__in=over)
    for batch in stuck:
        settle(batch)
    return len(stuck)


@queue.every(1800, "desk.empty_import_rows")
def empty_old_rows() -> int:
    """Drop uploads that nobody confirmed for a day, and empty every row whose time is over."""
    now = clock.now()
    waiting = ImportBatch.objects.filter(status__in=("uploaded", "previewed"))
    for batch in waiting.filter(rows__keep_until__lt=now).distinct():
        services.discard(batch, by=None)
    old = now - services.UNREAD_KEPT
    for batch in waiting.filter(status="uploaded", created_at__lt=old):
        services.discard(batch, by=None)
    return rows.empty(ImportRow.objects.filter(keep_until__lt=now))


def _ready(job: Job, step: str) -> tuple[ImportBatch, ImportKind, Any]:
    """The batch, its kind and who acts, with the right asked for again: it may have gone since."""
    batch = ImportBatch.objects.select_related("by").get(pk=job.payload["batch"])
    kind = scope.kind_called(batch.kind)
    by = job.by or batch.by
    try:
        kind.act(by, batch, step)
    except Refused:
        settle(batch)
        raise
    return batch, kind, by


def _taken(batch: ImportBatch) -> int:
    return batch.rows.filter(done_at__isnull=False).count()
