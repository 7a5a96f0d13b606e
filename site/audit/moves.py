"""The one way a status changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from audit import trail
from audit.models import Move
from kit import calendar, clock, rules
from kit.errors import Refused
from kit.lifecycle import Clock, Staged, Step
from kit.sentences import gettext as _


def move(
    thing: Staged, verb: str, *, by: Any, reason: str = "", note: str = "", due_at: datetime | None = None
) -> Move:
    """Take the step `verb` with `thing`: new status, new clock, one history row and one audit event, all or none.

    `by` acts in the role that the rights engine found (`by.acting_role`); None is the house itself. `due_at` is a
    term that follows from the thing itself and no table can know.
    Refused: no such step from here; the role may not take it; somebody else was quicker.
    """
    step = _step(thing, verb)
    role = "system" if by is None else getattr(by, "acting_role", "")
    if role not in step.who:
        raise Refused(_("您的身份不能办理“%(step)s”。") % {"step": step.label}, code=f"who:{verb}")
    now = clock.now()
    source, was_due = thing.status, thing.due_at
    changes = {"status": step.target, "status_at": now, **_clocks(thing, step, now)}
    if due_at is not None:
        changes["due_at"] = due_at
    # One unit without a savepoint of its own: all that is refused is refused before or after it.
    with transaction.atomic(savepoint=False):
        # Conditional: of two people who act at once, the second finds the row already gone from `source`.
        rows = type(thing)._base_manager.filter(pk=thing.pk, status=source).update(**changes)
        row = _note_move(thing, step, changes, was_due, by=by, role=role, reason=reason, note=note) if rows else None
    if row is None:
        raise Refused(_("另一位同事刚改过这一条。对比后再办。"), code="moved_meanwhile")
    return row


def _note_move(
    thing: Staged, step: Step, changes: dict[str, Any], was_due: datetime | None, *, by: Any, role: str, reason: str,
    note: str,
) -> Move:  # fmt: skip
    source, now = thing.status, changes["status_at"]
    for name, value in changes.items():
        setattr(thing, name, value)
    thing._status_read = thing.status
    row = Move.objects.create(
        thing_type=thing._meta.label,
        thing_id=thing.pk,
        machine=thing.machine.name,
        verb=step.verb,
        source=source,
        target=step.target,
        at=now,
        by=by,
        role=role,
        reason=reason,
        note=note[:500],
        due_at=thing.due_at,
        was_due_at=was_due,
        late=bool(was_due and now > was_due and not thing.paused_at),
    )
    trail.record(
        f"{thing.machine.name}.{step.verb}",
        thing,
        by=by,
        fields=["status"],
        detail={"from": source, "to": step.target, "reason": reason, "move": row.pk},
    )
    return row


def born(thing: Staged, verb: str, *, by: Any) -> Move:
    """Save a new thing and write its first history row; the table must have a step `verb` from nothing."""
    step = next((s for s in thing.machine.steps if s.verb == verb and "" in s.sources), None)
    if step is None:
        raise Refused(_("这一步不存在。"), code=f"step:{verb}")
    role = "system" if by is None else getattr(by, "acting_role", "")
    if role not in step.who:
        raise Refused(_("您的身份不能办理“%(step)s”。") % {"step": step.label}, code=f"who:{verb}")
    now = clock.now()
    with transaction.atomic(savepoint=False):
        thing.status = thing._status_read = step.target
        thing.status_at = now
        for name, value in _clocks(thing, step, now).items():
            setattr(thing, name, value)
        thing.save()
        row = Move.objects.create(
            thing_type=thing._meta.label,
            thing_id=thing.pk,
            machine=thing.machine.name,
            verb=verb,
            source="",
            target=step.target,
            at=now,
            by=by,
            role=role,
            due_at=thing.due_at,
        )
        trail.record(f"{thing.machine.name}.{verb}", thing, by=by, fields=["status"], detail={"to": step.target})
    return row


def history(thing: Staged):
    """The moves of `thing`, oldest first, with the people who made them."""
    return Move.objects.filter(thing_type=thing._meta.label, thing_id=thing.pk).select_related("by").order_by("pk")


def histories(things: QuerySet) -> QuerySet[Move]:
    """The moves of several things of one kind, newest first, with the people who made them."""
    kind = things.model._meta.label
    rows = Move.objects.filter(thing_type=kind, thing_id__in=things.order_by().values("pk"))
    return rows.select_related("by").order_by("-pk")


def due_after(clock_: Clock, start: datetime) -> datetime:
    """When a clock that starts at `start` ends (R-PUR terms roll forward; working days by the work calendar)."""
    if clock_.hours:
        return start + timedelta(hours=_number(clock_, clock_.hours, start))
    if clock_.days:
        return calendar.end_of(
            calendar.roll_forward(start.date() + timedelta(days=_number(clock_, clock_.days, start)))
        )
    return calendar.end_of(calendar.add_workdays(start.date(), _number(clock_, clock_.workdays, start)))


def _number(clock_: Clock, default: int, start: datetime) -> int:
    return int(rules.value(clock_.rule, start.date())) if clock_.rule else default


def _clocks(thing: Staged, step: Step, now: datetime) -> dict[str, Any]:
    if step.pauses:
        return {"paused_at": now}
    if step.resumes and thing.paused_at:
        # A clock of working days goes on by working days: what was left at the pause is left again now.
        return {"paused_at": None, "due_at": _resumed(thing, now)}
    if step.keeps_clock or step.resumes:  # nothing was paused: the clock ran on
        return {}
    due = due_after(step.clock, now) if step.clock else None
    return {"due_at": due, "paused_at": None}


def _resumed(thing: Staged, now: datetime) -> datetime | None:
    if thing.due_at is None or thing.paused_at is None:
        return thing.due_at
    stood = calendar.workdays_between(thing.paused_at.date(), now.date())
    return calendar.end_of(calendar.add_workdays(thing.due_at.date(), stood)) if stood else thing.due_at


def _step(thing: Staged, verb: str) -> Step:
    step = thing.machine.step(verb, thing.status)
    if step is None:
        raise Refused(
            _("现在是“%(state)s”，不能办理这一步。") % {"state": thing.status_label}, code=f"step:{verb}:{thing.status}"
        )
    return step
