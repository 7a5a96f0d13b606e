"""Needs that come one by one to a standing plan: after each it is worth what a new one is, and within every cap."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.edges import Asking, all_edges
from matching.engine.flow import Room, solve, with_keep
from matching.engine.plan import objective
from matching.engine.problem import NOBODY, Problem
from matching.engine.standing import Standing
from tests.matching import towns


def best(problem: Problem, asking: Asking, needs: np.ndarray) -> np.ndarray:
    """The place of each need in the best plan of these needs, all made at once."""
    found = with_keep(problem, all_edges(asking, needs, np.arange(len(problem.places))))
    place = np.full(problem.size, NOBODY)
    chosen = found.take(solve(problem, found, Room.of(problem)))
    place[chosen.need] = chosen.place
    return place


def value(problem: Problem, place: np.ndarray) -> int:
    return objective(problem, np.where(problem.locked, problem.standing, place))


def within_caps(problem: Problem, place: np.ndarray) -> bool:
    room, met = Room.of(problem), np.flatnonzero(place >= 0)
    at, person = place[met], problem.person[met]
    return bool(
        (np.bincount(at, minlength=len(problem.places)) <= room.place).all()
        and (np.bincount(problem.provider[at], minlength=len(problem.providers)) <= room.provider).all()
        and (np.bincount(person, minlength=len(problem.people)) <= room.person).all()
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 6))
def test_who_comes_later_is_placed_as_if_all_had_come_at_once(seed, before):
    town = towns.random_town(seed, people=6, needs=14, places=7)
    problem = towns.problem(town).with_load(locked_only=True)
    asking, room = Asking(problem), Room.of(problem)
    may = np.flatnonzero(~problem.locked & (room.person[problem.person] > 0))
    np.random.default_rng(seed).shuffle(may)
    there = np.sort(may[:before])
    standing = Standing(asking, room, there, best(problem, asking, there))
    for k, need in enumerate(may[before:].tolist(), start=before + 1):
        was = standing.place.copy()
        changed = standing.join(need)
        assert set(np.flatnonzero(was != standing.place)) <= set(changed)
        assert all(standing.place[other] == place for other, place in changed.items())
        assert within_caps(problem, standing.place)
        all_at_once = best(problem, asking, np.sort(may[:k]))
        assert value(problem, standing.place) == value(problem, all_at_once)
