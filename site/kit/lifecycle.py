"""The status engine: a machine is one table of steps, and the table checks itself when it is imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import law as laws


class BrokenTable(Exception):
    """A table that contradicts itself; the start stops here."""


@dataclass(frozen=True)
class Clock:
    """How long the next actor has. `rule` names a dated rule whose value replaces the number given here.

    Exactly one of `workdays` (to the end of the nth working day), `hours`, `days` (to the end of the nth
    calendar day, rolled forward off holidays).
    """

    workdays: int = 0
    hours: int = 0
    days: int = 0
    rule: str = ""

    def __post_init__(self) -> None:
        if [self.workdays > 0, self.hours > 0, self.days > 0].count(True) != 1:
            raise BrokenTable("a clock counts working days, hours or days: exactly one of them")


@dataclass(frozen=True)
class Step:
    """One way a status changes: `verb` leads from any of `sources` to `target`.

    `who` are the roles that may take it ("system" for the house itself); `clock` runs for the new state's
    `owner`; `law` is the key it rests on. An empty source "" means the thing is being made.
    """

    verb: str
    label: Any
    sources: tuple[str, ...]
    target: str
    who: tuple[str, ...]
    law: str = ""
    clock: Clock | None = None
    owner: str = ""
    keeps_clock: bool = False
    pauses: bool = False
    resumes: bool = False


@dataclass(frozen=True)
class Machine:
    """A named table of steps over `states` (code → label); `ends` are the states nothing need leave."""

    name: str
    label: Any
    states: Mapping[str, Any]
    start: str
    steps: tuple[Step, ...]
    ends: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        self._check()
        if self.name in machines and machines[self.name] is not self:
            raise BrokenTable(f"two machines are called {self.name}")
        machines[self.name] = self

    def step(self, verb: str, state: str) -> Step | None:
        return next((s for s in self.steps if s.verb == verb and state in s.sources), None)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if state in s.sources)

    def _check(self) -> None:
        def fail(why: str) -> None:
            raise BrokenTable(f"{self.name}: {why}")

        seen: set[tuple[str, str]] = set()
        for s in self.steps:
            for state in (*s.sources, s.target):
                if state and state not in self.states:
                    fail(f"step {s.verb} names the unknown state {state}")
            if not s.sources or not s.who:
                fail(f"step {s.verb} has no source or nobody to take it")
            for source in s.sources:
                if (s.verb, source) in seen:
                    fail(f"step {s.verb} leaves {source} twice")
                seen.add((s.verb, source))
            if s.law:
                laws.require(s.law)
        if self.start not in self.states or not self.ends <= set(self.states):
            fail("the start or an end is no state")
        unreached = set(self.states) - self._closure({self.start}, forwards=True)
        if unreached:
            fail(f"nothing reaches {sorted(unreached)}")
        stuck = set(self.states) - self._closure(set(self.ends), forwards=False)
        if stuck:
            fail(f"no end can be reached from {sorted(stuck)}")

    def _closure(self, found: set[str], *, forwards: bool) -> set[str]:
        grown = True
        found = set(found)
        while grown:
            grown = False
            for s in self.steps:
                sources = {x for x in s.sources if x}
                if forwards and s.target not in found and (sources & found or "" in s.sources):
                    found.add(s.target)
                    grown = True
                if not forwards and s.target in found and not sources <= found:
                    found |= sources
                    grown = True
        return found


machines: dict[str, Machine] = {}


class StatusChangedByHand(Exception):
    """A status was assigned instead of moved: a slip in our code."""


class Staged(models.Model):
    """A thing with a status that only `audit.moves.move` changes, and the clock that runs for it."""

    machine: ClassVar[Machine]

    status = models.CharField(_("状态"), max_length=24, editable=False, db_index=True)
    status_at = models.DateTimeField(_("进入当前状态的时间"), null=True, editable=False)
    due_at = models.DateTimeField(_("时限"), null=True, blank=True, db_index=True)
    paused_at = models.DateTimeField(_("计时暂停于"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.__dict__.get("status") == "":
            self.status = self.machine.start
        self._note_status()

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        fields = kwargs.get("fields") or (args[1] if len(args) > 1 else None)
        if fields is None or "status" in fields:
            self._note_status()

    def save(self, *args: Any, **kwargs: Any) -> None:
        read = self._status_read
        if not self._state.adding and read is not None and self.status != read:
            raise StatusChangedByHand(f"{self._meta.label}: {read} → {self.status}; use audit.moves.move")
        super().save(*args, **kwargs)
        self._note_status()

    def _note_status(self) -> None:
        """The status as the database has it; None while the column is not loaded."""
        self._status_read = self.__dict__.get("status")

    @property
    def status_label(self) -> Any:
        return self.machine.states[self.status]

    def open_verbs(self) -> tuple[Step, ...]:
        return self.machine.steps_from(self.status)


def names(steps: Iterable[Step]) -> list[str]:
    return [s.verb for s in steps]
