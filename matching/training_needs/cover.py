"""Which few sessions would open the most requests: exact branch and bound on plain values, without Django.

A helper who is taught what they lack can take a request, as many as they have places free; a session has so many
seats, and a course may be held more than once. What is counted are requests that each find a place of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, combinations_with_replacement

MOST_NODES = (
    3_000  # of all searches together, a second or two; beyond it the plan is still good, but no longer proven the best
)


@dataclass(frozen=True)
class Course:
    """What one session of it gives, to how many people, and which helpers may come."""

    key: int
    gives: frozenset[str]
    seats: int
    fits: frozenset[int]


@dataclass(frozen=True)
class Way:
    """This helper could take this request, were they taught what they lack."""

    helper: int
    request: int
    lacks: frozenset[str]


@dataclass(frozen=True)
class Proposal:
    """One session: who is invited, and the requests that they then take."""

    course: int
    invited: tuple[int, ...]
    requests: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """`requests` that find a place; one whose helper needs two courses stands in two proposals. Not `is_exact`: more
    may be possible, the search was cut short."""

    proposals: tuple[Proposal, ...] = ()
    requests: frozenset[int] = frozenset()
    is_exact: bool = True


@dataclass(frozen=True)
class _Option:
    """A helper who goes to these of the chosen courses, and the requests that opens to them."""

    helper: int
    courses: frozenset[int]
    opens: tuple[int, ...]


@dataclass
class _Given:
    """Which helper takes which request, so far. A request goes over to another helper where that lets one more in."""

    owner: dict[int, int] = field(default_factory=dict)
    chosen: dict[int, _Option] = field(default_factory=dict)

    def add(self, option: _Option, places: int) -> int:
        """Let a helper take what they can; how many more requests find a place now."""
        self.chosen[option.helper] = option
        return sum(self._place(option.helper, set()) for _place in range(places))

    def _place(self, helper: int, seen: set[int]) -> bool:
        for request in self.chosen[helper].opens:
            if request in seen:
                continue
            seen.add(request)
            if request not in self.owner or self._place(self.owner[request], seen):
                self.owner[request] = helper
                return True
        return False

    def copy(self) -> _Given:
        return _Given(dict(self.owner), dict(self.chosen))

    def gain(self, option: _Option, places: int) -> int:
        return self.copy().add(option, places)


def best_plan(
    courses: Sequence[Course], ways: Iterable[Way], places: Mapping[int, int], *, most: int = 3, nodes: int = MOST_NODES
) -> Plan:
    """The sessions, at most so many, after which the most requests find a place; of equal ones the fewest sessions.

    `places` is how many requests each helper can take.
    """
    ways = list(ways)
    useful = _useful(courses, ways)
    search = _Search(ways, places, nodes)
    bounds = {chosen: search.bound(chosen) for chosen in _choices(useful, most)}
    found: _Given | None = None
    sessions: tuple[Course, ...] = ()
    for chosen in sorted(bounds, key=lambda c: (-bounds[c], len(c), [course.key for course in c])):
        if bounds[chosen] < search.best or (bounds[chosen] == search.best and len(chosen) >= len(sessions)):
            continue
        least = search.best + (0 if len(chosen) < len(sessions) else 1)
        if better := search.run(chosen, least):
            found, sessions = better, chosen
    return Plan(*_told(found, sessions), search.nodes_left > 0) if found else Plan(is_exact=search.nodes_left > 0)


def _useful(courses: Iterable[Course], ways: Iterable[Way]) -> list[Course]:
    """Courses that give something to somebody, of those that give the same to the same people the largest."""
    lacking: dict[str, set[int]] = {}
    for way in ways:
        for kind in way.lacks:
            lacking.setdefault(kind, set()).add(way.helper)
    found: dict[tuple[frozenset[str], frozenset[int]], Course] = {}
    for course in sorted(courses, key=lambda c: (-c.seats, c.key)):
        gives = frozenset(kind for kind in course.gives if lacking.get(kind, set()) & course.fits)
        if gives and course.seats > 0:
            found.setdefault((gives, course.fits & frozenset[int]().union(*(lacking[k] for k in gives))), course)
    return sorted(found.values(), key=lambda c: c.key)


def _choices(courses: Sequence[Course], most: int) -> Iterator[tuple[Course, ...]]:
    for n in range(1, most + 1):
        yield from combinations_with_replacement(courses, n)


class _Search:
    """One search after another for a better plan than the best so far, all within one number of nodes."""

    def __init__(self, ways: list[Way], places: Mapping[int, int], nodes: int) -> None:
        self.places, self.nodes_left, self.best = places, nodes, 0
        self._ways: dict[int, list[Way]] = {}
        for way in ways:
            self._ways.setdefault(way.helper, []).append(way)
        self._all: dict[frozenset[Course], int] = {}
        self._options: dict[frozenset[Course], list[_Option]] = {}

    def options(self, courses: Iterable[Course]) -> list[_Option]:
        """What each helper can do with these courses, without going to one for nothing."""
        courses = frozenset(courses)
        if courses not in self._options:
            self._options[courses] = self._worked_out(courses)
        return self._options[courses]

    def _worked_out(self, courses: frozenset[Course]) -> list[_Option]:
        found: list[_Option] = []
        each = sorted(courses, key=lambda c: c.key)
        by_size = [some for n in range(1, len(each) + 1) for some in combinations(each, n)]
        for helper, ways in self._ways.items():
            mine: list[_Option] = []
            for some in by_size:
                if not all(helper in course.fits for course in some):
                    continue
                gives = frozenset[str]().union(*(course.gives for course in some))
                opens = tuple(way.request for way in ways if way.lacks <= gives)
                keys = frozenset(course.key for course in some)
                if opens and not any(o.courses < keys and len(o.opens) == len(opens) for o in mine):
                    mine.append(_Option(helper, keys, opens))
            found += mine
        return found

    def bound(self, chosen: tuple[Course, ...]) -> int:
        """No more requests than this, however the seats are given: those of everybody together, and those of the
        helpers with the most places in as many seats as there are."""
        courses = frozenset(chosen)
        if courses not in self._all:
            given = _Given()
            largest: dict[int, _Option] = {}
            for option in self.options(courses):
                known = largest.get(option.helper)
                if known is None or len(option.opens) > len(known.opens):
                    largest[option.helper] = option
            self._all[courses] = sum(given.add(o, self.places[o.helper]) for o in largest.values())
        gains = {o: min(len(o.opens), self.places[o.helper]) for o in self.options(courses)}
        return min(self._all[courses], _most(gains, _seats(chosen)))

    def run(self, chosen: tuple[Course, ...], least: int) -> _Given | None:
        """The best way to fill these sessions, if it brings at least so many requests."""
        top, found = self.bound(chosen), None
        options = self.options(chosen)
        # What an option brings never grows as others are added, so an old gain is a bound for what it brings now.
        gains = {o: min(len(o.opens), self.places[o.helper]) for o in options}
        stack = [(_Given(), 0, _seats(chosen), gains)]
        while stack and self.nodes_left > 0:
            self.nodes_left -= 1
            given, n, left, gains = stack.pop()
            if n >= least:
                self.best, found, least = n, given, n + 1
                if n >= top:
                    break
            picked = self._next(given, n, left, gains, least)
            if picked is None:
                continue
            option, gains = picked
            stack.append((given, n, left, {o: g for o, g in gains.items() if o is not option}))
            taken = given.copy()
            more = taken.add(option, self.places[option.helper])
            rest = {o: g for o, g in gains.items() if o.helper != option.helper}
            less = {key: free - (key in option.courses) for key, free in left.items()}
            stack.append((taken, n + more, less, rest))  # looked at first
        return found

    def _next(
        self, given: _Given, n: int, left: dict[int, int], gains: dict[_Option, int], least: int
    ) -> tuple[_Option, dict[_Option, int]] | None:
        """What brings the most now, with the gains as far as they were looked at anew; None where no filling of the
        seats that are left can bring `least`."""
        gains = {o: g for o, g in gains.items() if g and all(left[key] > 0 for key in o.courses)}
        fresh: set[_Option] = set()
        while gains:
            if n + _most(gains, left) < least:
                return None
            option = max(gains, key=lambda o: (gains[o] / len(o.courses), o in fresh, -len(o.courses), -o.helper))
            if option in fresh:
                return option, gains
            gain = given.gain(option, self.places[option.helper])
            fresh.add(option)
            gains = {o: (gain if o is option else g) for o, g in gains.items() if o is not option or gain}
        return None


def _seats(chosen: Iterable[Course]) -> dict[int, int]:
    seats: dict[int, int] = {}
    for course in chosen:
        seats[course.key] = seats.get(course.key, 0) + course.seats
    return seats


def _most(gains: Mapping[_Option, int], left: Mapping[int, int]) -> int:
    """No more than this is brought by whoever has a seat yet: the smaller of two bounds.

    A helper who goes to two courses earns half of what they bring in each: in every course the best of them, as many
    as have a seat; or the best of all by what a seat brings, as many as there are seats.
    """
    by_course: dict[int, dict[int, float]] = {key: {} for key in left}
    by_helper: dict[int, float] = {}
    most: dict[int, int] = {}
    for option, gain in gains.items():
        share = gain / len(option.courses)
        for key in option.courses:
            here = by_course[key]
            here[option.helper] = max(share, here.get(option.helper, 0))
        by_helper[option.helper] = max(share, by_helper.get(option.helper, 0))
        most[option.helper] = max(gain, most.get(option.helper, 0))
    apart = sum(sum(sorted(here.values(), reverse=True)[: left[key]]) for key, here in by_course.items())
    return min(int(apart + 1e-9), _by_seat(by_helper, most, sum(left.values())))


def _by_seat(share: Mapping[int, float], most: Mapping[int, int], seats: int) -> int:
    """The seats go to who brings the most in one, none to more than they can use."""
    brought, free = 0.0, float(seats)
    for helper in sorted(share, key=lambda h: -share[h]):
        used = min(free, most[helper] / share[helper])
        brought, free = brought + used * share[helper], free - used
    return int(brought + 1e-9)


def _told(given: _Given, sessions: tuple[Course, ...]) -> tuple[tuple[Proposal, ...], frozenset[int]]:
    """The sessions with their people; of a course that is held twice the first is filled first."""
    takes: dict[int, list[int]] = {}
    for request, helper in given.owner.items():
        takes.setdefault(helper, []).append(request)
    going: dict[int, list[int]] = {}
    for helper in sorted(takes):  # whoever takes nothing is not asked to come
        for key in given.chosen[helper].courses:
            going.setdefault(key, []).append(helper)
    proposals = []
    for course in sessions:
        here = going.get(course.key, [])
        invited, going[course.key] = here[: course.seats], here[course.seats :]
        requests = sorted(request for helper in invited for request in takes[helper])
        if invited:
            proposals.append(Proposal(course.key, tuple(invited), tuple(requests)))
    return tuple(proposals), frozenset(given.owner)
