"""How a notice moves on its clock: the next term beside the step, and the stop while an appeal is open."""

from __future__ import annotations

from datetime import date
from typing import Any

from audit.moves import move
from kit import calendar, clock
from kit.clock import SHANGHAI
from ngos.models import RectificationNotice
from ngos.rectification.states import RECTIFICATION, WITH_ADDRESSEE


def go(notice: RectificationNotice, verb: str, *, by: Any, note: str = "", until: date | None = None) -> None:
    """Take the step; what the addressee must answer is due with the notice, or by `until` where a term was given."""
    step = RECTIFICATION.step(verb, notice.status)
    due = until or (notice.due_on if step and step.clock is None and step.target in WITH_ADDRESSEE else None)
    move(notice, verb, by=by, note=note, due_at=calendar.end_of(due) if due else None)
    if notice.stopped_on:
        keep(notice, paused_at=clock.now())


def stop(notice: RectificationNotice) -> None:
    """Stop the clock, unless another appeal did: what stood since then is added once."""
    if notice.stopped_on is None:
        keep(notice, stopped_on=clock.today(), paused_at=clock.now())


def run_on(notice: RectificationNotice) -> None:
    """Let the clock run again once no appeal is open; the working days it stood are added, to the term of whoever
    acts now too."""
    if notice.stopped_on is None or notice.due_on is None or notice.waits_for_appeal:
        return
    stood = calendar.workdays_between(notice.stopped_on, clock.today())
    due_at = notice.due_at and calendar.end_of(calendar.add_workdays(notice.due_at.astimezone(SHANGHAI).date(), stood))
    keep(notice, stopped_on=None, paused_at=None, due_on=calendar.add_workdays(notice.due_on, stood), due_at=due_at)


def keep(notice: RectificationNotice, **columns: Any) -> None:
    """Write these columns, and these alone, and let the thing in hand know them."""
    RectificationNotice.objects.filter(pk=notice.pk).update(**columns)
    for name, value in columns.items():
        setattr(notice, name, value)
