"""Why a gate holds a place back, what would open it, and what earned each part of the score, as data and sentence.

Everything here looks at one need and one place; nothing decides, `rules.py` and `weights.py` have decided.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.engine import codes, rules
from matching.engine.columns import Need, Places
from matching.engine.facts import distance
from matching.engine.sentences import SENTENCES, Said
from matching.engine.weights import PARTS, STANDARD, Points, Weights, full_points


@dataclass(frozen=True)
class Block:
    """One gate that holds one place back."""

    code: str
    unknown: bool  # a fact is missing: ask, it may turn out well
    why: Said
    opens: Said
    override: str
    provider_agrees: bool

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "unknown": self.unknown,
            "why": self.why.as_dict(),
            "opens": self.opens.as_dict(),
            "override": self.override,
            "provider_agrees": self.provider_agrees,
        }


@dataclass(frozen=True)
class Part:
    """One part of the score, in tenths of a point, with its sentence."""

    name: str  # one of weights.PARTS
    points10: int
    full10: int
    reason: Said

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "points10": self.points10,
            "full10": self.full10,
            "reason": self.reason.as_dict(),
        }


class Pair:
    """One need and one place as plain numbers."""

    def __init__(self, need: Need, places: Places, row: int) -> None:
        self.one, self.places = need.at(row), places.take([row])

    def n(self, name: str) -> int:
        return int(getattr(self.one, name))

    def p(self, name: str) -> int:
        return int(getattr(self.places, name)[0])

    def metres(self) -> int:
        return int(distance(self.one, self.places)[0])


def block(need: Need, places: Places, row: int, code: str, *, unknown: bool = False) -> Block:
    """The sentence pair for one gate that holds this place back."""
    gate = rules.GATE[code]
    if unknown:
        why, opens = (Said(f"unknown.{side}", {"gate": [gate.label]}) for side in ("why", "opens"))
    else:
        variant, values = _WHY[code](Pair(need, places, row))
        why, opens = (_said(code, side, variant, values) for side in ("why", "opens"))
    return Block(code, unknown, why, opens, gate.override, gate.provider_agrees)


def blocks(need: Need, places: Places, row: int, sheet: rules.Sheet | None = None) -> list[Block]:
    """Every gate that holds this place back, in the order of the table: the answer to "why not"."""
    if sheet is None:
        need, places, row = need.at(row), places.take([row]), 0
        sheet = rules.judge(need, places)
    at = {code: k for k, code in enumerate(rules.CODES)}
    return [block(need, places, row, code, unknown=bool(sheet.unknown[at[code], row])) for code in sheet.failing(row)]


def _said(code: str, side: str, variant: str, values: dict[str, Any]) -> Said:
    key = f"{code}.{side}.{variant}" if variant else f"{code}.{side}"
    if key not in SENTENCES:  # what opens a gate is often the same whatever closed it
        key = f"{code}.{side}"
    return Said(key, values)


def km(metres: int) -> str:
    """Kilometres with one decimal where needed, rounded up so that a way is never understated."""
    tenths = -(-max(metres, 0) // 100)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def _wanted(pair: Pair) -> list[str]:
    fine = [
        codes.NEEDS[codes.NEED_CODES[b]][1] for b in codes.bits_of(pair.n("need_mask")) if b < len(codes.NEED_CODES)
    ]
    return fine or [codes.CATEGORIES.get(pair.n("category"), str(pair.n("category")))]


Told = tuple[str, dict[str, Any]]


def _category(pair: Pair) -> Told:
    offered = pair.p("category")
    return "", {"offered": [codes.CATEGORIES.get(offered, str(offered))], "wanted": _wanted(pair)}


def _need(pair: Pair) -> Told:
    return "", {"wanted": _wanted(pair)}


def _open(pair: Pair) -> Told:
    start = int(rules.first_day(pair.one))
    if pair.p("open_from_day") > start:
        return "starts", {"from_day": pair.p("open_from_day"), "start_day": start}
    return "ends", {"until_day": pair.p("open_until_day"), "end_day": pair.n("end_day")}


def _basis(pair: Pair) -> Told:
    return "", {}


def _capacity(pair: Pair) -> Told:
    if pair.p("capacity") != codes.UNKNOWN and pair.p("capacity") <= pair.p("load"):
        return "places", {"capacity": pair.p("capacity")}
    if pair.p("max_cases") != codes.UNKNOWN and pair.p("max_cases") <= pair.p("provider_load"):
        return "provider", {"limit": pair.p("max_cases")}
    return ("quota" if codes.UNKNOWN < pair.p("quota_left") < 1 else "helper"), {}


def _gender(pair: Pair) -> Told:
    wish = pair.n("gender_pref")
    if bool(rules.woman_worker_due(pair.one)[0]) and not pair.p("sex_mask") & codes.FEMALE:
        return "woman", {"wanted": _wanted(pair), "sex": [codes.SEXES[codes.FEMALE]]}
    return "wish", {"sex": [codes.SEXES.get(wish, str(wish))]}


def _serves_sex(pair: Pair) -> Told:
    return "", {"sex": [codes.SEXES.get(pair.n("sex"), str(pair.n("sex")))]}


def _minor(pair: Pair) -> Told:
    if pair.p("audience") == codes.MINORS_ONLY and pair.n("minor") == 0:
        return "minors", {}
    if pair.p("audience") == codes.ADULTS_ONLY:
        return "adults", {}
    return "clear", {}


def _offence(pair: Pair) -> Told:
    hit = pair.n("offence_mask") & pair.p("excluded_offence_mask")
    return "", {"groups": codes.words_of(hit, codes.OFFENCE_GROUPS)}


def _order(pair: Pair) -> Told:
    parts = rules.order_parts(pair.one, pair.places)
    variant = next(name for name, (_, no) in parts.items() if np.all(no))
    return variant, {}


def _conflict(pair: Pair) -> Told:
    return "", {"kind": [codes.CONFLICT_WORDS.get(pair.n("conflict"), codes.CONFLICT_WORDS[1])]}


def _schedule(pair: Pair) -> Told:
    shared = pair.n("schedule_mask") & pair.n("allowed_mask") & pair.p("schedule_mask")
    have, wanted = len(codes.bits_of(shared)), pair.n("min_blocks")
    return ("" if have else "none"), {"wanted": wanted, "have": have, "less": wanted - have}


def _area(pair: Pair) -> Told:
    if pair.p("remote") == 1:
        return ("remote" if pair.n("accept_remote") == 0 else "province"), {}
    if pair.p("prefecture_id") != pair.n("prefecture_id") and codes.UNKNOWN not in (
        pair.p("prefecture_id"),
        pair.n("prefecture_id"),
    ):
        return "city", {}
    return "far", {"distance": km(pair.metres()), "over": km(pair.metres() - pair.n("max_m"))}


def _language(pair: Pair) -> Told:
    spoken = codes.words_of(pair.n("language_mask"), codes.LANGUAGES)
    return "", {"spoken": spoken or [codes.OTHER_LANGUAGE]}


def _qualification(pair: Pair) -> Told:
    if codes.UNKNOWN < pair.p("cert_level") < pair.n("min_cert"):
        return "level", {"wanted": pair.n("min_cert"), "have": pair.p("cert_level")}
    if codes.UNKNOWN < pair.p("cert_until_day") < pair.n("end_day"):
        return "until", {"until_day": pair.p("cert_until_day"), "end_day": pair.n("end_day")}
    return "trained", {}


def _grade(pair: Pair) -> Told:
    letter = codes.GRADE_LETTERS.get(pair.p("grade"), str(pair.p("grade")))
    if codes.UNKNOWN < pair.p("grade") < pair.one.rules.lowest_grade:
        return "never", {"grade": letter}
    if pair.p("rectification_overdue") == 1:
        return "overdue", {}
    return "low", {"grade": letter, "wanted": codes.GRADE_LETTERS.get(pair.n("min_grade"), str(pair.n("min_grade")))}


def _fresh(pair: Pair) -> Told:
    return "", {"days": pair.n("as_of_day") - pair.p("confirmed_day")}


def _suspended(pair: Pair) -> Told:
    return "", {}


_WHY: dict[str, Callable[[Pair], Told]] = {
    "category": _category,
    "need": _need,
    "open": _open,
    "basis": _basis,
    "capacity": _capacity,
    "gender": _gender,
    "serves_sex": _serves_sex,
    "minor": _minor,
    "offence": _offence,
    "order": _order,
    "conflict": _conflict,
    "schedule": _schedule,
    "area": _area,
    "language": _language,
    "qualification": _qualification,
    "grade": _grade,
    "fresh": _fresh,
    "suspended": _suspended,
}


def parts(need: Need, places: Places, row: int, points: Points, weights: Weights = STANDARD) -> list[Part]:
    """The four parts of one place's score with their sentences."""
    pair, full = Pair(need, places, row), full_points(weights)
    said = {"fit": _fit(pair), "near": _near(pair), "quality": _quality(pair), "continuity": _continuity(pair)}
    return [Part(name, int(getattr(points, name)[row]), full[name], said[name]) for name in PARTS]


def _fit(pair: Pair) -> Said:
    wanted = pair.n("skill_mask")
    if wanted == 0:
        return Said("score.fit.any")
    have = max(pair.p("skill_mask"), 0) & wanted
    skills, missing = (codes.words_of(bits, codes.SKILLS) for bits in (have, wanted & ~have))
    if not missing:
        count = len(codes.bits_of(wanted))
        return Said("score.fit.one" if count == 1 else "score.fit.all", {"skills": skills, "count": _count(count)})
    key = "score.fit.some" if skills else "score.fit.none"
    return Said(key, {"skills": skills, "missing": missing, "count": _count(len(missing))})


def _count(number: int) -> list[str]:
    return [codes.COUNT_WORDS[number]]


def _near(pair: Pair) -> Said:
    if pair.p("remote") == 1:
        return Said("score.near.remote")
    if pair.metres() == codes.UNKNOWN:
        return Said("score.near.unknown")
    return Said("score.near", {"distance": km(pair.metres()), "limit": km(pair.n("max_m"))})


def _quality(pair: Pair) -> Said:
    letter = codes.GRADE_LETTERS.get(pair.p("grade"))
    if letter is None:
        return Said("score.quality.unknown")
    key = "score.quality.middle" if letter == "U" else "score.quality"
    values = {"grade": letter, "word": [codes.GRADE_WORDS[letter]]}
    if pair.p("quality_cases") == codes.UNKNOWN:
        return Said(key, values)
    return Said(f"{key}.cases", {**values, "cases": pair.p("quality_cases")})


def _continuity(pair: Pair) -> Said:
    year = pair.n("helped")
    if year == 0:
        return Said("score.continuity.none")
    return Said("score.continuity.past") if year == 1 else Said("score.continuity.year", {"year": year})
