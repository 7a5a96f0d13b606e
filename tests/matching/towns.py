"""Small random towns in the tables of the matching file format, and their best plan found by trying every one.

The trying knows nothing of the engine: plain dicts, the plain reference rules, one plan after another.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from random import Random

import numpy as np

from matching.engine.columns import PLACE_COLUMNS
from matching.engine.files import COLUMNS, problem_of, write_table
from matching.engine.problem import Problem
from tests.matching import naive_match as naive

Rows = dict[str, list[dict[str, int]]]
DAY = 20_000
NEUTRAL = {name: value for name, value in PLACE_COLUMNS.items() if value is not None}


def random_town(seed: int, *, people: int = 3, needs: int = 5, places: int = 4, standing: bool = True) -> Rows:
    """A town where most pairs fit, some do not, and the caps are tight."""
    draw = Random(seed)
    town: Rows = {name: [] for name in COLUMNS}
    town["supervisees"] = [_person(draw, 100 + k) for k in range(people)]
    town["providers"] = [
        {"provider_id": 900 + k, "province_id": 1, "max_cases": draw.randint(0, 3), "suspended": draw.random() < 0.1}
        for k in range(draw.randint(1, 3))
    ]
    town["needs"] = [_need(draw, 300 + k, draw.choice(town["supervisees"])) for k in range(needs)]
    town["resources"] = [_place(draw, 600 + k, draw.choice(town["providers"])) for k in range(places)]
    for name in ("conflicts", "history"):
        pairs = itertools.product(town["supervisees"], town["providers"])
        town[name] = [
            {"supervisee_id": s["supervisee_id"], "provider_id": p["provider_id"]}
            for s, p in pairs
            if draw.random() < 0.15
        ]
    town["queries"] = [{"need_id": n["need_id"]} for n in town["needs"] if draw.random() < 0.7]
    if standing:
        _stand(draw, town)
    return town


def _person(draw: Random, number: int) -> dict[str, int]:
    return {
        "supervisee_id": number,
        "province_id": 1,
        "prefecture_id": draw.choice([11, 11, 11, 12]),
        "district_id": draw.choice([111, 112]),
        "x_m": draw.randint(-3000, 3000),
        "y_m": draw.randint(-3000, 3000),
        "sex": draw.choice([1, 2]),
        "minor": draw.random() < 0.1,
        "offence_mask": 1 << draw.randint(0, 3),
        "language_mask": draw.choice([1, 1, 3, 2]),
        "key_level": draw.randint(0, 3),
        "stay_district": draw.random() < 0.1,
        "max_services": draw.randint(1, 3),
    }


def _need(draw: Random, number: int, person: dict[str, int]) -> dict[str, int]:
    return {
        "need_id": number,
        "supervisee_id": person["supervisee_id"],
        "category": draw.choice([1, 1, 2]),
        "wait_days": draw.randint(0, 400),
        "urgency": draw.randint(0, 3),
        "gender_pref": draw.choice([0, 0, 0, 1, 2]),
        "max_m": draw.randint(3000, 9000),
        "accept_remote": draw.randint(0, 1),
        "schedule_mask": draw.choice([2**21 - 1, draw.getrandbits(21)]),
        "min_blocks": draw.choice([1, 2]),
        "skill_mask": draw.choice([0, draw.getrandbits(16)]),
        "min_cert": draw.choice([0, 0, 0, 2]),
        "min_grade": draw.choice([1, 1, 1, 3]),
        "end_day": DAY + draw.choice([30, 90]),
    }


def _place(draw: Random, number: int, provider: dict[str, int]) -> dict[str, int]:
    capacity = draw.randint(0, 3)
    return {
        "resource_id": number,
        "provider_id": provider["provider_id"],
        "province_id": 1,
        "prefecture_id": draw.choice([11, 11, 11, 12]),
        "district_id": draw.choice([111, 112]),
        "x_m": draw.randint(-3000, 3000),
        "y_m": draw.randint(-3000, 3000),
        "category": draw.choice([1, 1, 2]),
        "remote": draw.random() < 0.2,
        "capacity": capacity,
        "soft_cap": draw.randint(0, capacity),
        "sex_mask": draw.choice([1, 2, 3, 3]),
        "serves_sex_mask": draw.choice([1, 2, 3, 3, 3]),
        "minor_qualified": draw.randint(0, 1),
        "excluded_offence_mask": draw.choice([0, 0, 1]),
        "language_mask": draw.choice([1, 1, 3]),
        "schedule_mask": draw.choice([2**21 - 1, draw.getrandbits(21)]),
        "skill_mask": draw.getrandbits(16),
        "cert_level": draw.choice([0, 2, 3]),
        "cert_until_day": DAY + draw.choice([45, 400]),
        "grade": draw.randint(1, 5),
    }


def _stand(draw: Random, town: Rows) -> None:
    """Some needs stand in a plan already, within every cap."""
    taken: list[tuple[dict, dict]] = []
    for need in town["needs"]:
        for place in draw.sample(town["resources"], len(town["resources"])):
            if draw.random() < 0.4 and fits(town, need, place) and _within_caps(town, [*taken, (need, place)]):
                taken.append((need, place))
                break
    town["current"] = [
        {"need_id": n["need_id"], "resource_id": p["resource_id"], "locked": draw.randint(0, 1)} for n, p in taken
    ]


def problem(town: Rows) -> Problem:
    tables = {
        name: {c: np.array([int(row[c]) for row in town[name]], dtype=np.int64) for c in columns.split()}
        for name, columns in COLUMNS.items()
    }
    return problem_of(tables, as_of_day=DAY)


def write(town: Rows, folder: Path) -> Path:
    """The town as a folder of the file format."""
    folder.mkdir(exist_ok=True)
    for name, columns in COLUMNS.items():
        write_table(folder / f"{name}.csv", **{c: [int(row[c]) for row in town[name]] for c in columns.split()})
    (folder / "meta.json").write_text(f'{{"format": 1, "as_of_day": {DAY}}}', encoding="ascii")
    return folder


# --- the best plan by trying every one -------------------------------------------------------------------
def _joined(town: Rows, need: dict, place: dict) -> tuple[dict, dict]:
    person = next(s for s in town["supervisees"] if s["supervisee_id"] == need["supervisee_id"])
    provider = next(p for p in town["providers"] if p["provider_id"] == place["provider_id"])
    pair = {"supervisee_id": person["supervisee_id"], "provider_id": provider["provider_id"]}
    more = {"conflict": pair in town["conflicts"], "helped": pair in town["history"], "basis": 1, "as_of_day": DAY}
    neutral = {"need_mask": 0, "start_day": DAY, "barred": 0, "barred_skill_mask": 0, "allowed_mask": 2**21 - 1}
    return {**neutral, **person, **need, **more}, {**NEUTRAL, **place, **provider, "quota_left": 9, "helper_left": 9}


def fits(town: Rows, need: dict, place: dict) -> bool:
    """Does every rule of the pair hold? Whether there is room is another question."""
    n, p = _joined(town, need, place)
    return not naive.refused_by(n, {**p, "capacity": 9, "max_cases": 9}, file_format=True)


def pair_weight(town: Rows, need: dict, place: dict) -> int:
    return naive.weight(*_joined(town, need, place))


def _within_caps(town: Rows, pairs: list[tuple[dict, dict]]) -> bool:
    def within(rows: list[dict], key: str, cap: str, at: int) -> bool:
        return all(sum(pair[at][key] == row[key] for pair in pairs) <= row[cap] for row in rows)

    return (
        within(town["resources"], "resource_id", "capacity", 1)
        and within(town["providers"], "provider_id", "max_cases", 1)
        and within(town["supervisees"], "supervisee_id", "max_services", 0)
    )


def value(town: Rows, pairs: list[tuple[dict, dict]]) -> int:
    """The objective of the file format."""
    current = {row["need_id"]: row for row in town["current"]}
    total = 0
    for need, place in pairs:
        w = pair_weight(town, need, place)
        row = current.get(need["need_id"])
        if row and not row["locked"] and row["resource_id"] == place["resource_id"]:
            w += 300 * (w // (1000 + sum(naive.tenths(*_joined(town, need, place)))))
        total += w
    served = {need["supervisee_id"] for need, _place in pairs}
    total += sum(200 * (100 + 40 * s["key_level"]) for s in town["supervisees"] if s["supervisee_id"] in served)
    for place in town["resources"]:
        load = sum(p["resource_id"] == place["resource_id"] for _n, p in pairs)
        total -= 15_000 * max(0, load - place["soft_cap"])
    return total


def best_value(town: Rows) -> int:
    """The highest objective of all plans."""
    place_of = {p["resource_id"]: p for p in town["resources"]}
    locked = {row["need_id"]: place_of[row["resource_id"]] for row in town["current"] if row["locked"]}
    choices = [
        [locked[n["need_id"]]]
        if n["need_id"] in locked
        else [None, *(p for p in place_of.values() if fits(town, n, p))]
        for n in town["needs"]
    ]
    best = -(10**18)
    for chosen in itertools.product(*choices):
        pairs = [(n, p) for n, p in zip(town["needs"], chosen, strict=True) if p is not None]
        if _within_caps(town, pairs):
            best = max(best, value(town, pairs))
    return best


def pairs_of(town: Rows, plan: dict[int, int]) -> list[tuple[dict, dict]]:
    """A plan as need id and resource id, as the rows they name."""
    need_of, place_of = (
        {row[key]: row for row in town[name]} for name, key in (("needs", "need_id"), ("resources", "resource_id"))
    )
    return [(need_of[n], place_of[p]) for n, p in plan.items()]


def keeps_every_rule(town: Rows, plan: dict[int, int]) -> bool:
    pairs = pairs_of(town, plan)
    locked = {row["need_id"]: row["resource_id"] for row in town["current"] if row["locked"]}
    unlocked = [(n, p) for n, p in pairs if n["need_id"] not in locked]
    return (
        all(plan.get(n) == p for n, p in locked.items())
        and all(fits(town, n, p) for n, p in unlocked)
        and _within_caps(town, pairs)
    )
