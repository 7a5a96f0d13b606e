"""The plan of sessions is the best there is: compared with every plan there could be, on small random cities."""

import random
from itertools import combinations, combinations_with_replacement, product

import pytest

from matching.training_needs.cover import Course, Plan, Way, best_plan

KINDS = "abc"
ANYBODY = frozenset(range(100))


def course(key: int = 1, gives: str = "a", seats: int = 30, fits: frozenset[int] = ANYBODY) -> Course:
    return Course(key, frozenset(gives), seats, fits)


def ways(*rows: tuple[int, int, str]) -> list[Way]:
    return [Way(helper, request, frozenset(lacks)) for helper, request, lacks in rows]


def told(plan: Plan) -> list[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    return [(p.course, p.invited, p.requests) for p in plan.proposals]


# --- what it means ---------------------------------------------------------------------------------------------
def test_one_session_opens_what_its_people_can_take() -> None:
    plan = best_plan([course()], ways((1, 10, "a"), (1, 11, "a"), (2, 12, "b")), {1: 2, 2: 1})
    assert told(plan) == [(1, (1,), (10, 11))]
    assert plan.requests == {10, 11}


def test_a_helper_takes_no_more_than_they_have_places_for() -> None:
    assert len(best_plan([course()], ways((1, 10, "a"), (1, 11, "a"), (1, 12, "a")), {1: 2}).requests) == 2


def test_the_seats_go_to_whoever_opens_the_most() -> None:
    found = best_plan([course(seats=1)], ways((1, 10, "a"), (2, 10, "a"), (2, 11, "a")), {1: 1, 2: 2}, most=1)
    assert told(found) == [(1, (2,), (10, 11))]


def test_who_brings_nothing_beyond_the_others_is_not_asked_to_come() -> None:
    found = best_plan([course()], ways((1, 10, "a"), (2, 10, "a")), {1: 1, 2: 1})
    assert [len(p.invited) for p in found.proposals] == [1]


def test_a_course_is_held_twice_where_one_session_is_too_small() -> None:
    some = ways(*((h, 10 + h, "a") for h in range(5)))
    found = best_plan([course(seats=2)], some, dict.fromkeys(range(5), 1))
    assert [(c, len(who)) for c, who, _requests in told(found)] == [(1, 2), (1, 2), (1, 1)]
    assert len(found.requests) == 5


def test_somebody_who_lacks_two_things_goes_to_both_courses() -> None:
    some = ways((1, 10, "ab"))
    found = best_plan([course(1, "a"), course(2, "b")], some, {1: 1})
    assert told(found) == [(1, (1,), (10,)), (2, (1,), (10,))]
    assert not best_plan([course(1, "a"), course(2, "b")], some, {1: 1}, most=1).requests


def test_a_course_that_gives_both_is_one_session_instead_of_two() -> None:
    found = best_plan([course(1, "a"), course(2, "b"), course(3, "ab")], ways((1, 10, "ab")), {1: 1})
    assert [p.course for p in found.proposals] == [3]


def test_who_may_not_come_to_a_course_is_not_counted_on() -> None:
    found = best_plan([course(fits=frozenset({2}))], ways((1, 10, "a"), (2, 11, "a")), {1: 1, 2: 1})
    assert told(found) == [(1, (2,), (11,))]


def test_where_training_opens_nothing_there_is_no_plan() -> None:
    assert best_plan([], ways((1, 10, "a")), {1: 1}) == Plan()
    assert best_plan([course(gives="b")], ways((1, 10, "a")), {1: 1}) == Plan()
    assert best_plan([course()], [], {}) == Plan()


def test_a_search_that_is_cut_short_says_so() -> None:
    some = ways(*((h, 10 + h, "a") for h in range(5)))
    assert not best_plan([course(seats=2)], some, dict.fromkeys(range(5), 1), nodes=2).is_exact


# --- that it is the best ---------------------------------------------------------------------------------------
def city(seed: int) -> tuple[list[Course], list[Way], dict[int, int], int]:
    dice = random.Random(seed)
    helpers, requests = dice.randint(1, 4), dice.randint(1, 6)
    courses = [
        Course(
            key, frozenset(dice.sample(KINDS, dice.randint(1, 2))), dice.randint(1, 2),
            frozenset(h for h in range(helpers) if dice.random() < 0.85),
        )
        for key in range(dice.randint(1, 3))
    ]  # fmt: skip
    some = [
        Way(h, r, frozenset(dice.sample(KINDS, dice.choice([1, 1, 2]))))
        for h in range(helpers) for r in range(requests) if dice.random() < 0.5
    ]  # fmt: skip
    return courses, some, {h: dice.randint(1, 3) for h in range(helpers)}, dice.randint(1, 3)


def every_plan(courses: list[Course], some: list[Way], places: dict[int, int], most: int) -> tuple[int, int]:
    """The most requests of any plan, and the fewest sessions that reach them, by trying them all."""
    best = (0, 0)
    for n in range(1, most + 1):
        for chosen in combinations_with_replacement(courses, n):
            found = max(opened(pick, some, places) for pick in seatings(chosen, sorted(places)))
            best = (found, n) if found > best[0] else best
    return best


def seatings(chosen: tuple[Course, ...], helpers: list[int]):
    """Helper → the courses they go to, in every way the seats allow."""
    distinct = list({c.key: c for c in chosen}.values())
    sets = [some for n in range(len(distinct) + 1) for some in combinations(distinct, n)]
    for pick in product(sets, repeat=len(helpers)):
        going = dict(zip(helpers, pick, strict=True))
        seats = {c.key: c.seats * sum(1 for one in chosen if one.key == c.key) for c in distinct}
        for helper, some in going.items():
            for c in some:
                seats[c.key] -= 1 if helper in c.fits else 1_000
        if all(left >= 0 for left in seats.values()):
            yield going


def opened(going: dict[int, tuple[Course, ...]], some: list[Way], places: dict[int, int]) -> int:
    """How many requests find a place of their own, tried seat by seat."""
    gives = {h: frozenset[str]().union(*(c.gives for c in cs)) for h, cs in going.items()}
    able = {h: [w.request for w in some if w.helper == h and w.lacks <= gives[h]] for h in going}
    owner: dict[int, int] = {}

    def give(helper: int, seen: set[int]) -> bool:
        for request in able[helper]:
            if request not in seen:
                seen.add(request)
                if request not in owner or give(owner[request], seen):
                    owner[request] = helper
                    return True
        return False

    return sum(give(helper, set()) for helper in going for _place in range(places[helper]))


@pytest.mark.parametrize("block", range(10))
def test_no_plan_opens_more_and_none_as_many_with_fewer_sessions(block: int) -> None:
    for seed in range(30 * block, 30 * block + 30):
        courses, some, places, most = city(seed)
        plan = best_plan(courses, some, places, most=most)
        assert plan.is_exact
        assert (len(plan.requests), len(plan.proposals)) == every_plan(courses, some, places, most), seed
        by_key = {c.key: c for c in courses}
        for p in plan.proposals:
            assert len(p.invited) <= by_key[p.course].seats
            assert set(p.invited) <= by_key[p.course].fits
