"""Whoever a right lets in, the machine lets act: no form is shown whose button the table of states then refuses.

Read from the services themselves: a function that asks for a right and then moves a thing, by itself or through a
function of its own file, is one verb. The roles of the right must be among the `who` of the step.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import astuple, dataclass

import pytest

from accounts import access
from kit import lifecycle
from matching.outcomes.services import WITHDRAW
from tests import source
from tests.source import short

# What the variable of a move is called → the machine, where the name alone does not say so.
MACHINES = {
    "run": "match_run",
    "log": "service_log",
    "order": "service_order",
    "batch": "import",
    "star": "star_application",
    "project": "purchase_project",
    "new": "purchase_project",
    "milestone": "contract_milestone",
    "payment": "payment_request",
    "notice": "rectification",
    "group": "correction_group",
    "meeting": "joint_meeting",
    "action": "joint_action",
}
# The service → the machine, where its variable is called "row" or "thing" and other machines have the same step.
OF_SERVICE = {
    **dict.fromkeys(("approve_signup", "refuse_signup", "decline_offer", "take_offer", "call_in"), "signup"),
    **dict.fromkeys(("decline_seat", "take_seat", "give_seat_back"), "client_seat"),
    "propose_commendation": "commendation",
}
# The same in the training trade, whose sessions are not those of matching.
OF_TRAINING = {"session": "course_session", "row": "enrolment"}
# And in matching: the notice of a release is not the one of rectification.
OF_MATCHING = {"notice": "prison_handover", "lecture": "prison_lecture", "file": "client"}
# Views whose "answer" is a page, not the service that is called so.
ANSWERING = ("volunteers.attendance.organiser_views.card", "ngos.evaluation.objection_views.result")
# Steps that only some of those with the right come to, and why.
SOME = {("record_held", "first_meeting"): "only at an organisation's place, where the right is its own people's"}
# Steps that a service picks while it runs.
PICKED = {
    "withdraw_request": tuple(WITHDRAW.values()),
    "submit_request": ("submit", "submit_direct"),
    "accept_claim": ("accept", "accept_partly"),
    "reopen_match": ("reopen_match",),
    "change_provider": ("change_provider",),
    "hand_over": ("hand_over",),
    "reopen_request": ("reopen",),
}


@dataclass(frozen=True)
class Verb:
    """A service: the right it asks for and one step it takes."""

    place: str
    service: str
    trade: str
    right: str
    machine: str
    step: str


def verbs() -> Iterator[Verb]:
    for path in source.python_files():
        functions = {f.name: f for f in source.tree(path).body if isinstance(f, ast.FunctionDef)}
        for name, function in functions.items():
            for right in _rights(function):
                for thing, step in _moves(name, name, functions, set()):
                    trade = source.module_name(path).partition(".")[0]
                    yield Verb(
                        short(path),
                        name,
                        trade,
                        right,
                        (trade == "volunteers" and OF_SERVICE.get(name))
                        or (trade == "training" and OF_TRAINING.get(thing))
                        or (trade == "matching" and OF_MATCHING.get(thing))
                        or MACHINES.get(thing, thing),
                        step,
                    )


def _calls(function: ast.FunctionDef) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def _rights(function: ast.FunctionDef) -> Iterator[str]:
    for called, node in _calls(function):
        if called in ("policies.require", "require") and isinstance(node.args[1], ast.Constant):
            yield str(node.args[1].value)


def _moves(service: str, name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> Iterator[tuple[str, str]]:
    """(thing, step) of the moves that a person makes by calling this function, those of its helpers included."""
    seen.add(name)
    for called, node in _calls(functions[name]):
        by = next((ast.unparse(k.value) for k in node.keywords if k.arg == "by"), "")
        if called in ("move", "born") and by == "by":
            thing = ast.unparse(node.args[0]).rpartition(".")[2]
            picked = PICKED.get(service, ())
            steps = [str(node.args[1].value)] if isinstance(node.args[1], ast.Constant) else picked
            yield from ((thing, step) for step in steps)
        elif called in functions and called not in seen and (by == "by" or "by" in map(ast.unparse, node.args)):
            yield from _moves(service, called, functions, seen)


FOUND = sorted(set(verbs()), key=astuple)


def _asked(trade: str) -> Iterator[tuple[str, str]]:
    """(service, right) of the trade, whether or not a status moves."""
    for path in source.python_files():
        if source.module_name(path).startswith(f"{trade}."):
            for function in source.tree(path).body:
                if isinstance(function, ast.FunctionDef):
                    yield from ((function.name, right) for right in _rights(function))


@pytest.mark.parametrize("verb", FOUND, ids=[f"{v.service}: {v.machine}.{v.step}" for v in FOUND])
def test_whoever_has_the_right_may_take_the_step(verb: Verb) -> None:
    if (verb.service, verb.step) in SOME:
        return
    roles = set(access.tables[verb.trade].lines[verb.right])
    # A thing that is called "row" or "thing" does not say which machine it obeys: each that has the step must fit.
    named = [lifecycle.machines[verb.machine]] if verb.machine in lifecycle.machines else lifecycle.machines.values()
    found = [[s for s in machine.steps if s.verb == verb.step] for machine in named]
    assert any(found), f"{verb.machine} has no step {verb.step}"
    beyond = [sorted(roles - set.intersection(*(set(s.who) for s in steps))) for steps in found if steps]
    assert not any(beyond), f"{verb.place}: {verb.right} lets in {max(beyond, key=len)}"


# --- screens -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Screen:
    """A page with one form: the right that opens it and the right that its service asks for."""

    view: str
    trade: str
    opens: str
    acts: str


def screens() -> Iterator[Screen]:
    """Pages that look at one right and call one service; a page of several acts looks at each act's own."""
    for trade in source.TRADES:
        lines = access.tables[trade].lines
        asked = dict(_asked(trade))
        for path in source.python_files():
            name = source.module_name(path)
            if not name.startswith(f"{trade}.") or "views" not in name:
                continue
            for view in (f for f in source.tree(path).body if isinstance(f, ast.FunctionDef)):
                if f"{name}.{view.name}" in ANSWERING:
                    continue
                opens = {n.value for n in ast.walk(view) if isinstance(n, ast.Constant) and n.value in lines}
                names = {ast.unparse(n).rpartition(".")[2] for n in ast.walk(view) if isinstance(n, ast.Attribute)}
                names |= {n.id for n in ast.walk(view) if isinstance(n, ast.Name)}
                shows = "require_POST" not in map(ast.unparse, view.decorator_list)
                if len(opens) == 1 and shows:
                    yield from (Screen(f"{name}.{view.name}", trade, *opens, asked[n]) for n in names & asked.keys())


SCREENS = sorted(set(screens()), key=lambda s: (s.view, s.acts))


@pytest.mark.parametrize("screen", SCREENS, ids=[f"{s.view}: {s.acts}" for s in SCREENS])
def test_a_form_is_shown_to_whom_its_service_takes_it_from(screen: Screen) -> None:
    lines = access.tables[screen.trade].lines
    assert set(lines[screen.opens]) <= set(lines[screen.acts]), f"{screen.view} opens by {screen.opens}"


def test_the_services_and_screens_are_found() -> None:
    """The control: were the source read wrongly, the two tests above would hold of nothing."""
    assert len(FOUND) > 50 and len(SCREENS) > 20
    known = {(v.service, v.right, v.machine, v.step) for v in FOUND}
    assert ("withdraw_request", "withdraw_request", "request", "withdraw_p") in known
    assert ("reopen_match", "reopen_match", "request", "reopen_match") in known  # through a helper of its file
    assert ("end_paused", "end_held", "request", "end_held") in known
