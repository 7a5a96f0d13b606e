"""Every machine of the house, state by state, verb by verb, role by role: what its table allows, and nothing else.

The cases are made from the tables themselves (`kit.lifecycle.machines`); a new machine is tested without a new line
here, as long as tests/fullhouse.py makes one row of its model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from accounts.models import User
from accounts.roles import ROLES
from audit.models import AuditEvent, Move
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.lifecycle import Machine, Staged, machines
from tests.fullhouse import House, savepoint, standing

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("house")]
SYSTEM, NOBODY = "system", ""
ACTORS = (*ROLES, SYSTEM, NOBODY)
MODELS = {m.machine.name: m for m in apps.get_models() if issubclass(m, Staged) and hasattr(m, "machine")}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with standing(django_db_blocker) as house:
        yield house


def test_every_machine_belongs_to_one_model_and_to_the_register() -> None:
    staged = [m for m in apps.get_models() if issubclass(m, Staged)]
    assert len(staged) == len(MODELS), "two models share a machine"
    assert set(MODELS) == set(machines)
    assert len(machines) >= 12


# --- the tables ------------------------------------------------------------------------------------------------
def reached(machine: Machine) -> set[str]:
    """States one can come to by walking the table from its start and from what things are made in."""
    found = {machine.start} | {s.target for s in machine.steps if "" in s.sources}
    while more := {s.target for s in machine.steps if set(s.sources) & found} - found:
        found |= more
    return found


def able_to_end(machine: Machine) -> set[str]:
    found = set(machine.ends)
    while more := {state for s in machine.steps if s.target in found for state in s.sources if state} - found:
        found |= more
    return found


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_state_can_be_reached_and_every_state_can_end(name: str) -> None:
    machine = machines[name]
    assert machine.start == next((s.target for s in machine.steps if "" in s.sources), machine.start)
    assert reached(machine) == set(machine.states)
    assert able_to_end(machine) == set(machine.states)
    for step in machine.steps:
        assert set(step.who) <= {*ROLES, SYSTEM}, f"{step.verb} names a role that does not exist"


# --- every combination -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Kept:
    """What a refusal must leave as it was."""

    row: dict[str, Any]
    moves: int
    events: int


def kept(thing: Staged) -> Kept:
    row = type(thing)._base_manager.filter(pk=thing.pk).values().get()
    return Kept(row, Move.objects.count(), AuditEvent.objects.count())


def row_of(name: str, state: str) -> Staged:
    """A row of the house, put into this state past the machine: every combination has to be tried from it."""
    model = MODELS[name]
    first = model._base_manager.order_by("-pk").first()
    assert first is not None, f"tests/fullhouse.py makes no {model._meta.label}"
    # What some states cannot be without, by a constraint of their table.
    wanted = {"hired_on": date(2026, 11, 2), "refusal_text": "不属于援助事项", "lawyer": "周律师"}
    more = {column: value for column, value in wanted.items() if hasattr(model, column)}
    model._base_manager.filter(pk=first.pk).update(status=state, paused_at=None, **more)
    return model._base_manager.get(pk=first.pk)


def actor(user: User, role: str) -> User | None:
    if role == SYSTEM:
        return None
    user.acting_role = role  # type: ignore[attr-defined]
    return user


@pytest.mark.parametrize("name", sorted(MODELS))
def test_whatever_is_not_in_the_table_is_refused_and_changes_nothing(name: str, house: House) -> None:
    machine, user, n = machines[name], house.cast.officer, 0
    verbs = {s.verb for s in machine.steps} | {"no_such_verb"}
    for state in machine.states:
        with savepoint():
            thing = row_of(name, state)
            before = kept(thing)
            for verb in sorted(verbs):
                step = machine.step(verb, state)
                for role in ACTORS:
                    if step is not None and role in step.who:
                        continue
                    with pytest.raises(Refused) as refusal:
                        move(thing, verb, by=actor(user, role))
                    assert refusal.value.code.startswith("step:" if step is None else "who:"), (state, verb, role)
                    n += 1
            assert thing.status == state
            assert kept(thing) == before, f"{name}: a refusal in {state} left something behind"
    sys.stdout.write(f"\n{name}: {n} combinations refused")
    allowed = sum(len(set(s.who)) * len([x for x in s.sources if x]) for s in machine.steps)
    assert n == len(machine.states) * len(verbs) * len(ACTORS) - allowed, (
        "the product of the table was not gone through"
    )


@pytest.mark.parametrize("name", sorted(MODELS))
def test_whatever_is_in_the_table_moves_with_its_history_and_its_event(name: str, house: House) -> None:
    machine, user, n = machines[name], house.cast.officer, 0
    for state in machine.states:
        for step in machine.steps_from(state):
            for role in step.who:
                with savepoint():
                    thing = row_of(name, state)
                    before, by = kept(thing), actor(user, role)
                    made = move(thing, step.verb, by=by, reason="code", note="说明")
                    after = kept(thing)
                    assert (after.moves, after.events) == (before.moves + 1, before.events + 1)
                    assert after.row["status"] == thing.status == step.target
                    assert after.row["status_at"] == clock.now()
                    told = (made.source, made.target, made.verb, made.role, made.by, made.reason)
                    assert told == (state, step.target, step.verb, role, by, "code")
                    event = AuditEvent.objects.latest("pk")
                    assert (event.action, event.thing_id, event.role) == (f"{name}.{step.verb}", str(thing.pk), role)
                    assert event.detail == {"from": state, "to": step.target, "reason": "code", "move": made.pk}
                    untouched = set(before.row) - {"status", "status_at", "due_at", "paused_at"}
                    assert all(before.row[column] == after.row[column] for column in untouched)
                n += 1
    sys.stdout.write(f"\n{name}: {n} moves made")
    assert n


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_clock_of_a_step_runs_for_the_new_state_and_no_old_one_goes_on(name: str, house: House) -> None:
    machine, user = machines[name], house.cast.officer
    for state in machine.states:
        for step in machine.steps_from(state):
            with savepoint():
                thing = row_of(name, state)
                due = thing.due_at
                move(thing, step.verb, by=actor(user, step.who[0]))
                assert (thing.paused_at is not None) == step.pauses, (state, step.verb)
                if step.pauses or step.resumes or step.keeps_clock:
                    assert thing.due_at == due
                elif step.clock:
                    assert thing.due_at is not None
                    assert thing.due_at > clock.now()
                else:
                    assert thing.due_at is None


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_thing_is_made_only_by_those_who_may_and_with_its_first_history(name: str, house: House) -> None:
    machine, model, user = machines[name], MODELS[name], house.cast.officer
    making = [s for s in machine.steps if "" in s.sources]
    assert making, f"{name}: nothing makes it"
    before = model._base_manager.count(), Move.objects.count(), AuditEvent.objects.count()
    for verb in {s.verb for s in machine.steps}:
        who = {role for s in making if s.verb == verb for role in s.who}
        for role in set(ACTORS) - who:
            with pytest.raises(Refused):
                born(model(), verb, by=actor(user, role))
    assert (model._base_manager.count(), Move.objects.count(), AuditEvent.objects.count()) == before
    firsts = Move.objects.filter(machine=name, source="")
    assert firsts.exists(), f"nothing in tests/fullhouse.py was made by {name}'s own first step"
    made = {(s.verb, s.target) for s in making}
    assert {(m.verb, m.target) for m in firsts} <= made
    assert all(m.role in {r for s in making if s.verb == m.verb for r in s.who} for m in firsts)


def test_no_row_of_the_house_stands_in_a_state_its_history_does_not_end_in(house: House) -> None:
    for name, model in MODELS.items():
        last = {m.thing_id: m.target for m in Move.objects.filter(machine=name).order_by("pk")}
        for thing in model._base_manager.all():
            assert last.get(thing.pk) == thing.status, f"{model._meta.label} {thing.pk}"
