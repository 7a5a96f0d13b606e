"""The one way a log changes: its status, what it says, and its next revision, all or none."""

from __future__ import annotations

from typing import Any

from audit.moves import born, move
from kit import clock
from volunteers.hours import chain, states
from volunteers.hours.signals import hours_changed
from volunteers.models import ServiceLog, Volunteer


def locked(log: ServiceLog) -> ServiceLog:
    """The log as it stands, while nobody else changes hours of this volunteer: their row first, always."""
    lock(log.volunteer_id)
    return ServiceLog.objects.select_related("volunteer__user", "shift", "office").get(pk=log.pk)


def lock(volunteer_id: int) -> None:
    Volunteer.objects.select_for_update().get(pk=volunteer_id)


def begin(log: ServiceLog, verb: str, *, by: Any, reason: str = "") -> ServiceLog:
    """Save a new log with its first revision."""
    for name, value in chain.flags_told(log.flags).items():
        setattr(log, name, value)
    born(log, verb, by=by)
    return _close(log, verb, (0, ""), by=by, reason=reason)


def revise(log: ServiceLog, verb: str, *, by: Any, reason: str = "", **changes: Any) -> ServiceLog:
    """Take the step and write the change; call it with `locked(log)`. Whoever decides has seen what contradicts it."""
    before = _counted(log)
    move(log, verb, by=by)
    if verb not in ("contradict", "dispute") and log.is_contradicted:
        changes["flags"] = [flag for flag in changes.get("flags", log.flags) if flag != chain.DIFFERS]
    if "flags" in changes:
        changes |= chain.flags_told(changes["flags"])
    for name, value in changes.items():
        setattr(log, name, value)
    if changes:
        ServiceLog.objects.filter(pk=log.pk).update(**changes)
    return _close(log, verb, before, by=by, reason=reason)


def _close(log: ServiceLog, verb: str, before: tuple[int, str], *, by: Any, reason: str) -> ServiceLog:
    chain.add(log, verb, by=by, reason=reason, at=clock.now())
    if _counted(log) != before:
        hours_changed.send(sender=ServiceLog, volunteer=log.volunteer)
    return log


def _counted(log: ServiceLog) -> tuple[int, str]:
    """How many minutes count for what; nothing of a log that does not count."""
    minutes = log.verified_minutes or 0 if log.status in states.COUNTING else 0
    return (minutes, log.credit_class) if minutes else (0, "")
