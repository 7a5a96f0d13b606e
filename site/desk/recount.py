"""When a year's calendar is entered or changed, deadlines that were counted without it are counted again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import transaction

from audit import trail
from audit.models import AuditEvent, Move
from audit.moves import due_after
from kit import clock
from kit.lifecycle import Staged
from messaging import queue
from messaging.models import Job

KIND = "desk.recount_deadlines"
ACTION = "desk.recount_deadline"


def ask(year: int, *, key: str) -> Job:
    """Have the deadlines from this year on counted again; once for one key."""
    return queue.enqueue(KIND, {"year": year}, key=f"{KIND}:{key}")


@queue.handler(KIND)
def recount(job: Job) -> dict[str, int]:
    start = clock.at(date(job.payload["year"], 1, 1), 0)
    return {"changed": sum(_recount_one(thing) for thing in _running(start))}


def _running(start: datetime) -> Iterator[Staged]:
    """Everything that has a deadline in the year or later and is neither over nor paused."""
    for model in apps.get_models():
        if issubclass(model, Staged):
            rows = model._base_manager.filter(due_at__gte=start, paused_at__isnull=True)
            yield from rows.exclude(status__in=model.machine.ends).order_by("pk").iterator(chunk_size=500)


def _recount_one(thing: Staged) -> bool:
    due = _due(thing)
    now = clock.now()
    # A clock that is not late yet never becomes late by this.
    if due is None or due == thing.due_at or due < now <= thing.due_at:
        return False
    with transaction.atomic():
        same = type(thing)._base_manager.filter(pk=thing.pk, due_at=thing.due_at)
        if not same.update(due_at=due):
            return False
        told = {"from": thing.due_at.isoformat(), "to": due.isoformat()}
        trail.record(ACTION, thing, by=None, fields=["due_at"], detail=told)
    return True


def _due(thing: Any) -> datetime | None:
    """What the clock that runs says today; None where it was set by hand, or stood still for a while."""
    moves = Move.objects.filter(thing_type=thing._meta.label, thing_id=thing.pk).order_by("-pk")
    for move in moves:
        step = next((s for s in thing.machine.steps if s.verb == move.verb and move.source in s.sources), None)
        if step is None or step.resumes or step.pauses:
            return None
        if step.keeps_clock:
            continue
        if step.clock is None or step.clock.hours or thing.due_at not in (move.due_at, _counted_before(thing)):
            return None
        return due_after(step.clock, move.at)
    return None


def _counted_before(thing: Any) -> datetime | None:
    """What an earlier counting made of the deadline."""
    told = AuditEvent.objects.filter(action=ACTION, thing_type=thing._meta.label, thing_id=str(thing.pk))
    last = told.order_by("-pk").first()
    return datetime.fromisoformat(last.detail["to"]) if last else None
