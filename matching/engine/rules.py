"""The gates: who can be offered at all. Each is one predicate over all places at once.

A test takes the need and the places and returns two boolean arrays: `ok`, and `unknown` where a
missing fact leaves it open. Unknown is never ok. The same tests serve one request, the nightly plan
(values of the need given as arrays), acceptance, and the question "why not this one".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.engine import codes
from matching.engine.columns import Need, Places
from matching.engine.facts import (
    Answer,
    all_of,
    among,
    any_of,
    at_least,
    disjoint,
    equal,
    known,
    minus,
    not_,
    shares,
    squared_distance,
)
from matching.engine.sentences import GATE_LABELS, SENTENCES

Verdict = tuple[np.ndarray, np.ndarray]


def category(need: Need, places: Places) -> Answer:
    return equal(places.category, need.category)


def fine_need(need: Need, places: Places) -> Answer:
    return any_of(equal(need.need_mask, 0), shares(need.need_mask, places.need_codes_mask))


def open_(need: Need, places: Places) -> Answer:
    return all_of(at_least(first_day(need), places.open_from_day), at_least(places.open_until_day, need.end_day))


def first_day(need: Need) -> Any:
    """The day the service begins: not before today."""
    return np.maximum(need.start_day, need.as_of_day)


def basis(need: Need, places: Places) -> Answer:
    return equal(need.basis, 1)


def capacity(need: Need, places: Places) -> Answer:
    return all_of(
        at_least(minus(places.capacity, places.load), 1),
        at_least(minus(places.max_cases, places.provider_load), 1),
        at_least(places.quota_left, 1),
        at_least(places.helper_left, 1),
    )


def gender(need: Need, places: Places) -> Answer:
    wish = any_of(equal(need.gender_pref, 0), shares(need.gender_pref, places.sex_mask))
    if not need.rules.woman_worker_categories:
        return wish
    woman = any_of(not_(woman_worker_due(need)), shares(np.int64(codes.FEMALE), places.sex_mask))
    return all_of(wish, woman)


def woman_worker_due(need: Need) -> Answer:
    """A woman with one of these needs gets a woman worker, whatever was wished."""
    return all_of(equal(need.sex, codes.FEMALE), among(need.category, need.rules.woman_worker_categories))


def serves_sex(need: Need, places: Places) -> Answer:
    return shares(need.sex, places.serves_sex_mask)


def minor(need: Need, places: Places) -> Answer:
    grown, young = equal(need.minor, 0), equal(need.minor, 1)
    cleared = any_of(grown, equal(places.minor_qualified, 1))
    with_adults = any_of(grown, not_(equal(places.audience, codes.ADULTS_ONLY)))
    with_minors = any_of(young, not_(equal(places.audience, codes.MINORS_ONLY)))
    return all_of(cleared, with_adults, with_minors)


def offence(need: Need, places: Places) -> Answer:
    return disjoint(need.offence_mask, places.excluded_offence_mask)


def order(need: Need, places: Places) -> Answer:
    return all_of(*order_parts(need, places).values())


def order_parts(need: Need, places: Places) -> dict[str, Answer]:
    """Each thing an order can forbid, apart, so that the sentence can name it."""
    district = any_of(
        equal(need.stay_district, 0), equal(places.remote, 1), equal(places.district_id, need.district_id)
    )
    no_such_work = disjoint(need.barred_skill_mask, places.skill_mask)
    inside = np.bitwise_and(places.schedule_mask, need.allowed_mask)
    # A place that offers fewer blocks than needed fails by `schedule`; here only those the order takes away count.
    enough = np.minimum(need.min_blocks, np.bitwise_count(places.schedule_mask))
    everything = equal(need.allowed_mask, codes.ALL_BLOCKS)
    sure = known(places.schedule_mask, need.allowed_mask)
    counted = np.bitwise_count(inside) >= enough
    flexible = (sure & counted, sure & np.logical_not(counted))
    shut_in = np.where(known(need.allowed_mask), codes.ALL_BLOCKS & ~need.allowed_mask, codes.UNKNOWN)
    shift = disjoint(places.fixed_mask, shut_in)
    return {
        "district": district,
        "barred": all_of(equal(need.barred, 0), any_of(not_(equal(places.category, codes.JOB)), no_such_work)),
        "hours": any_of(everything, all_of(flexible, shift)),
    }


def conflict(need: Need, places: Places) -> Answer:
    return equal(need.conflict, 0)


def schedule(need: Need, places: Places) -> Answer:
    usable = np.where(
        known(need.schedule_mask, need.allowed_mask),
        np.bitwise_and(need.schedule_mask, need.allowed_mask),
        codes.UNKNOWN,
    )
    return shares(usable, places.schedule_mask, need.min_blocks)


def area(need: Need, places: Places) -> Answer:
    squared = squared_distance(need, places)
    near = all_of(equal(places.prefecture_id, need.prefecture_id), not_(at_least(squared, need.max_m * need.max_m + 1)))
    far = all_of(equal(need.accept_remote, 1), equal(places.province_id, need.province_id))
    is_remote = equal(places.remote, 1)
    return any_of(all_of(is_remote, far), all_of(not_(is_remote), near))


def language(need: Need, places: Places) -> Answer:
    return any_of(shares(need.language_mask, places.language_mask), equal(places.interpreter, 1))


def qualification(need: Need, places: Places) -> Answer:
    return all_of(
        at_least(places.cert_level, need.min_cert),
        at_least(places.cert_until_day, need.end_day),
        at_least(places.trained_until_day, need.as_of_day),
        disjoint(papers_bit(need), places.untrained_mask),
    )


def papers_bit(need: Need) -> Any:
    """The bit of `untrained_mask` that stands for this need: a minor's asks for other papers."""
    return np.where(np.equal(need.minor, 1), np.left_shift(need.need_mask, codes.OF_MINORS), need.need_mask)


def grade(need: Need, places: Places) -> Answer:
    return all_of(
        at_least(places.grade, need.min_grade),
        at_least(places.grade, need.rules.lowest_grade),
        equal(places.rectification_overdue, 0),
    )


def fresh(need: Need, places: Places) -> Answer:
    return at_least(places.confirmed_day, minus(need.as_of_day, need.rules.fresh_days))


def suspended(need: Need, places: Places) -> Answer:
    return equal(places.suspended, 0)


@dataclass(frozen=True)
class Gate:
    """One gate: its predicate, its words, and who may let a place through all the same."""

    code: str
    answer: Callable[[Need, Places], Answer]
    override: str = "nobody"  # "nobody", "officer" or "county manager"
    provider_agrees: bool = False  # the override also needs the provider's yes
    can_open: bool = True  # False: nothing anybody does makes this place right, so it is no near miss

    def test(self, need: Need, places: Places) -> Verdict:
        """`ok` and `unknown` for every place."""
        yes, no = self.answer(need, places)
        yes = np.broadcast_to(yes, len(places))
        return yes, ~(yes | np.broadcast_to(no, len(places)))

    @property
    def label(self) -> str:
        return GATE_LABELS[self.code]

    @property
    def templates(self) -> dict[str, str]:
        """All sentences this gate can say, why it blocks and what would open it, by key."""
        return {key: text for key, text in SENTENCES.items() if key.startswith(f"{self.code}.")}


GATES = (
    Gate("category", category, can_open=False),
    Gate("need", fine_need, can_open=False),
    Gate("open", open_),
    Gate("basis", basis),
    Gate("capacity", capacity, override="county manager", provider_agrees=True),
    Gate("gender", gender),
    Gate("serves_sex", serves_sex),
    Gate("minor", minor),
    Gate("offence", offence, override="county manager", provider_agrees=True),
    Gate("order", order),
    Gate("conflict", conflict, can_open=False),
    Gate("schedule", schedule, override="officer"),
    Gate("area", area, override="officer"),
    Gate("language", language, override="officer"),
    Gate("qualification", qualification),
    Gate("grade", grade),
    Gate("fresh", fresh, override="officer"),
    Gate("suspended", suspended),
)
GATE = {gate.code: gate for gate in GATES}
CODES = tuple(GATE)


@dataclass(frozen=True)
class Sheet:
    """The verdict of every gate on every place: row = gate in the order of GATES, column = place."""

    ok: np.ndarray
    unknown: np.ndarray

    @property
    def eligible(self) -> np.ndarray:
        """True for the places that pass every gate."""
        return np.logical_and.reduce(self.ok, axis=0)

    @property
    def failures(self) -> np.ndarray:
        """How many gates hold each place back."""
        return len(GATES) - self.ok.sum(axis=0)

    def failing(self, row: int) -> list[str]:
        """Codes of the gates that hold this place back, in the order of the table."""
        return [code for code, ok in zip(CODES, self.ok[:, row], strict=True) if not ok]

    def counts(self, *, alone: bool = False) -> dict[str, int]:
        """How many places each gate holds back, or holds back `alone`; gates that hold back none are left out."""
        blocked = ~self.ok
        if alone:
            blocked = blocked & (self.failures == 1)
        return {code: int(n) for code, n in zip(CODES, blocked.sum(axis=1), strict=True) if n}


def judge(need: Need, places: Places) -> Sheet:
    """Ask every gate about every place."""
    ok = np.empty((len(GATES), len(places)), dtype=bool)
    unknown = np.empty_like(ok)
    for row, gate in enumerate(GATES):
        ok[row], unknown[row] = gate.test(need, places)
    return Sheet(ok, unknown)


def eligible(need: Need, places: Places) -> np.ndarray:
    """True for the places that pass every gate; what `judge` would say, without the sheet."""
    out = np.ones(len(places), dtype=bool)
    for gate in GATES:
        out &= gate.test(need, places)[0]
    return out


def overridable(code: str, *, role: str) -> bool:
    """May this role ("officer" or "county manager") lift this gate? A manager may what an officer may."""
    who: Any = GATE[code].override
    return who == role or (who == "officer" and role == "county manager")
