"""The chain of a log's revisions: each closes over the one before, and the event log names each digest.

A log that was edited or deleted past the program, or a revision that was, is named by `faults()`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from audit import trail
from audit.models import AuditEvent
from config import env
from volunteers.models import LogRevision, ServiceLog

ACTION = "service_log.revision"
DIFFERS = "differs"  # the flag of hours that a going contradicts which came to light after they were decided on
BATCH = 1_000
# Whose minutes they are: facts of the log that no revision changes.
FACTS = ("volunteer_id", "office_id", "county_code", "ref", "engagement_id", "shift_id")
# What each revision says, and the log as it stands says the same as its last one.
SAID = (
    "starts_at", "ends_at", "break_minutes", "minutes", "verified_minutes", "credit_class", "content", "evidence",
    "flags", "status", "source",
)  # fmt: skip
_MORE = ("log_id", "n", "what", "reason", "by_id", "role", "at")


def digest(log: Any, revision: Any, before: str) -> str:
    """The MAC over whose log it is, what the revision says, and the digest before; takes models of any age."""
    body = {name: _plain(getattr(log, name)) for name in FACTS}
    body |= {name: _plain(getattr(revision, name)) for name in (*SAID, *_MORE)}
    text = json.dumps({"before": before, **body}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.digest(env.key_file(Path(settings.KEY_DIR) / "hours"), text.encode(), hashlib.sha256).hex()


def add(log: ServiceLog, what: str, *, by: Any, reason: str = "", at: datetime) -> LogRevision:
    """Close what the log says now into its next revision; call it with the volunteer's row locked."""
    last = log.revisions.order_by("-n").first()
    row = LogRevision(
        log=log, n=last.n + 1 if last else 1, what=what, reason=reason[:200], by=by, at=at,
        role=getattr(by, "acting_role", "") if by is not None else "system", **{k: getattr(log, k) for k in SAID},
    )  # fmt: skip
    row.digest = digest(log, row, last.digest if last else "")
    row.save()
    trail.record(ACTION, log, by=by, fields=["minutes"], detail={"n": row.n, "digest": row.digest})
    return row


def flags_told(flags: Sequence[str]) -> dict[str, bool]:
    """The columns by which the queue finds what is flagged; they say nothing of their own."""
    return {"is_flagged": bool(flags), "is_contradicted": DIFFERS in flags}


# --- checking ----------------------------------------------------------------------------------------------
def faults() -> Iterator[str]:
    """Everything that does not hold, as sentences that name the row."""
    yield from _faults_of_logs()
    gone = LogRevision.objects.filter(~Exists(ServiceLog.objects.filter(pk=OuterRef("log_id"))))
    for log_id in gone.order_by("log_id").values_list("log_id", flat=True).distinct():
        yield f"service log {log_id}: deleted"
    yield from _faults_of_events()


def _faults_of_logs() -> Iterator[str]:
    for logs in _in_batches(ServiceLog.objects.all()):
        rows = LogRevision.objects.filter(log_id__in=[log.pk for log in logs]).order_by("log_id", "n")
        chains = {log_id: list(chain) for log_id, chain in groupby(rows, key=lambda row: row.log_id)}
        for log in logs:
            yield from _faults_of(log, chains.get(log.pk, []))


def _faults_of(log: ServiceLog, chain: list[LogRevision]) -> Iterator[str]:
    before = ""
    for n, row in enumerate(chain, start=1):
        if row.n != n:
            yield f"service log {log.pk}: revision {n} deleted"
            return
        before = digest(log, row, before)
        if not hmac.compare_digest(before, row.digest):
            yield f"service log {log.pk}: revision {n}, or the log itself, edited"
            return
    if not chain:
        yield f"service log {log.pk}: has no revision"
    elif edited := _edited(log, chain[-1]):
        yield f"service log {log.pk}: {', '.join(edited)} edited"


def _edited(log: ServiceLog, last: LogRevision) -> list[str]:
    edited = [name for name in SAID if getattr(log, name) != getattr(last, name)]
    told = flags_told(log.flags)
    return edited + [name for name, value in told.items() if getattr(log, name) != value]


def _faults_of_events() -> Iterator[str]:
    """The event log remembers each digest, so that a chain cut short together with its log is noticed too."""
    for events in _in_batches(AuditEvent.objects.filter(action=ACTION)):
        wanted = {event.detail["digest"]: event for event in events}
        there = LogRevision.objects.filter(log_id__in={e.thing_id for e in events}).values_list("digest", flat=True)
        for event in (wanted[digest] for digest in wanted.keys() - set(there)):
            yield f"service log {event.thing_id}: revision {event.detail['n']} gone, as event {event.pk} knows it"


def _in_batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield found
        last = found[-1].pk


def _plain(value: Any) -> Any:
    return value.timestamp() if isinstance(value, datetime) else value
