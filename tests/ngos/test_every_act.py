"""Every act of this trade in every state by every role: what no table allows is refused, before the database is asked.

The cases are made from the tables; how many they are stands in the name of each test. None of these tests has a
database: a refusal that asked it first would fail here.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from accounts.access import Seat, anywhere, tables
from accounts.models import User
from accounts.roles import ROLES
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.lifecycle import Machine, Staged
from ngos import policies
from tests.test_rights_and_machines import FOUND, Verb

MODELS = {m.machine.name: m for m in apps.get_app_config("ngos").get_models() if issubclass(m, Staged)}
LINES = tables["ngos"].lines
ACTORS = (*ROLES, "system", "")
UNKNOWN = "no_such_verb"
COUNTY, UNIT, ME = "990103", 5, 7


def somebody(role: str) -> User | None:
    """A person who holds just this role, by a seat in 东溪区; None is the house itself, "" somebody without a seat."""
    if role == "system":
        return None
    user = User(pk=ME, display_name="某人")
    seat = Seat(user, role, UNIT, "", "", COUNTY, COUNTY, False, False, False, ME)
    user.__dict__["_seats"] = (clock.today(), (seat,) if role else ())
    user.acting_role = role  # type: ignore[attr-defined]
    return user


class Thing:
    """Something to which every relation holds, or none: whoever has a part in it, its organisation, its county.

    What it belongs to (a project, a contract) is it too. `heads`: I am its head, and another is its clerk.
    `sent`: it came to my own unit, which nobody there may judge.
    """

    def __init__(self, *, is_mine: bool, heads: bool = False, sent: bool = False) -> None:
        self.is_mine, self.heads, self.sent = is_mine, heads, sent

    def __getattr__(self, name: str) -> Any:
        me, other = (ME, 1) if self.is_mine else (1, ME)
        known = {
            "county_code": COUNTY if self.is_mine else "990199",
            "about": "provider" if self.is_mine else "county",  # nobody answers what is said of the own office
            "clerk_id": 2 if self.heads else me,
            "head_id": me if self.heads else 3,
            "answered_by_id": other,  # decided by another than whoever answered
            # who has which part in a review stands in rows of its own
            "people": SimpleNamespace(filter=lambda **_: SimpleNamespace(exists=lambda: self.is_mine)),
            "addressee_id": UNIT if self.sent else 6,
            **dict.fromkeys(("org_id", "office_id"), UNIT if self.is_mine else 6),
        }
        return known.get(name, me if name.endswith("_id") else self)


@pytest.fixture(params=[False])
def seated(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether one sits on the committee is the only relation that asks the database; here it is told."""
    answer = SimpleNamespace(exists=lambda: request.param)
    stub = SimpleNamespace(objects=SimpleNamespace(filter=lambda **_: answer))
    monkeypatch.setattr(policies, "CommitteeMember", stub)


# --- state × verb × role -------------------------------------------------------------------------------------------
def verbs(machine: Machine) -> list[str]:
    return [*sorted({s.verb for s in machine.steps}), UNKNOWN]


def refused_moves(machine: Machine) -> Iterator[tuple[str, str, str]]:
    for state in machine.states:
        for verb in verbs(machine):
            step = machine.step(verb, state)
            yield from ((state, verb, role) for role in ACTORS if step is None or role not in step.who)


def counted(machine: Machine) -> int:
    """The whole product less what the table allows."""
    allowed = sum(len(set(s.who)) * len([x for x in s.sources if x]) for s in machine.steps)
    return len(machine.states) * len(verbs(machine)) * len(ACTORS) - allowed


MOVES = [pytest.param(name, id=f"{name}-{counted(m.machine)}-cases") for name, m in sorted(MODELS.items())]


@pytest.mark.parametrize("name", MOVES)
def test_a_move_outside_the_table_is_refused(name: str) -> None:
    model, n = MODELS[name], 0
    for state, verb, role in refused_moves(model.machine):
        thing = model(pk=1, status=state)
        with pytest.raises(Refused) as refusal:
            move(thing, verb, by=somebody(role))
        known = model.machine.step(verb, state)
        assert refusal.value.code == (f"who:{verb}" if known else f"step:{verb}:{state}") and thing.status == state
        n += 1
    assert n == counted(model.machine)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_thing_is_not_made_outside_the_table(name: str) -> None:
    model = MODELS[name]
    makes = {(s.verb, role) for s in model.machine.steps if "" in s.sources for role in s.who}
    outside = {(verb, role) for verb in verbs(model.machine) for role in ACTORS} - makes
    for verb, role in outside:
        with pytest.raises(Refused):
            born(model(), verb, by=somebody(role))
    assert len(outside) == len(verbs(model.machine)) * len(ACTORS) - len(makes)


def test_these_are_more_than_seven_thousand_cases() -> None:
    assert {"purchase_project", "bid", "score_sheet", "contract"} <= set(MODELS)
    assert sum(counted(m.machine) for m in MODELS.values()) > 7_000


# --- right × role --------------------------------------------------------------------------------------------------
WITHOUT = [(right, role) for right, line in LINES.items() for role in (*ROLES, "") if role not in line]
BY_RELATION = [(right, role) for right, line in LINES.items() for role, how in line.items() if how is not anywhere]


@pytest.mark.parametrize("seated", [True], indirect=True)
@pytest.mark.parametrize("cases", [pytest.param(WITHOUT, id=f"{len(WITHOUT)}-cases")])
def test_a_right_is_nobodys_whose_role_is_not_in_its_line_whatever_is_theirs(cases: list, seated: None) -> None:
    for right, role in cases:
        with pytest.raises(Refused) as refusal:
            policies.require(somebody(role), right, Thing(is_mine=True))
        assert refusal.value.code == f"may:{right}"
    assert len(cases) == len(LINES) * (len(ROLES) + 1) - sum(map(len, LINES.values())) > 900


@pytest.mark.parametrize("cases", [pytest.param(BY_RELATION, id=f"{len(BY_RELATION)}-cases")])
def test_a_right_by_relation_is_refused_for_what_is_anothers(cases: list, seated: None) -> None:
    for right, role in cases:
        with pytest.raises(Refused):
            policies.require(somebody(role), right, Thing(is_mine=False))
    assert len(cases) > 60


@pytest.mark.parametrize("seated", [True], indirect=True)
def test_the_same_is_given_for_what_is_theirs(seated: None) -> None:
    """The control: were `somebody` nobody, the two tests above would hold of nothing."""
    for right, role in BY_RELATION:
        theirs = [Thing(is_mine=True), Thing(is_mine=True, heads=True), Thing(is_mine=True, sent=True)]
        assert any(policies.may(somebody(role), right, t) for t in theirs), f"{role} cannot {right} what is theirs"


# --- state × act × role: a service asks for its right, then takes its step ------------------------------------------
def machines_of(verb: Verb) -> list[Machine]:
    """That of its name; where the variable does not say it, each of the trade that has such a step."""
    if verb.machine in MODELS:
        return [MODELS[verb.machine].machine]
    return [m.machine for m in MODELS.values() if any(s.verb == verb.step for s in m.machine.steps)]


ACTS = [verb for verb in FOUND if verb.trade == "ngos"]
PRODUCT = sum(len(m.states) * len(ROLES) for verb in ACTS for m in machines_of(verb))


def is_allowed(verb: Verb, machine: Machine, state: str, role: str) -> bool:
    step = machine.step(verb.step, state)
    return step is not None and role in step.who and role in LINES[verb.right]


def attempt(verb: Verb, machine: Machine, state: str, role: str) -> None:
    """As the service does: may, then is."""
    user, thing = somebody(role), Thing(is_mine=True)
    if user and not policies.may(user, verb.right, thing):
        thing.heads = thing.sent = True
    policies.require(user, verb.right, thing)
    move(MODELS[machine.name](pk=1, status=state), verb.step, by=user)


@pytest.mark.parametrize("seated", [True], indirect=True)
@pytest.mark.parametrize("acts", [pytest.param(ACTS, id=f"{PRODUCT}-combinations")])
def test_an_act_in_a_state_or_by_a_role_outside_both_tables_is_refused(acts: list[Verb], seated: None) -> None:
    refused = allowed = 0
    for verb in acts:
        for machine in machines_of(verb):
            for state in machine.states:
                for role in ROLES:
                    if is_allowed(verb, machine, state, role):
                        allowed += 1
                        continue
                    with pytest.raises(Refused):
                        attempt(verb, machine, state, role)
                    refused += 1
    assert refused + allowed == PRODUCT and refused > 3_000 > allowed > len(acts) // 2
