"""Reads a folder of the matching file format into a `Problem`, and writes the answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from matching.engine.columns import FILE_FORMAT, NEED_COLUMNS, Need, Places
from matching.engine.problem import NOBODY, People, Problem, Providers, Ties

Table = dict[str, np.ndarray]
FORMAT = 1
COLUMNS = {
    "supervisees": "supervisee_id province_id prefecture_id district_id x_m y_m sex minor offence_mask language_mask"
    " key_level stay_district max_services",
    "needs": "need_id supervisee_id category wait_days urgency gender_pref max_m accept_remote schedule_mask"
    " min_blocks skill_mask min_cert min_grade end_day",
    "resources": "resource_id provider_id province_id prefecture_id district_id x_m y_m category remote capacity"
    " soft_cap sex_mask serves_sex_mask minor_qualified excluded_offence_mask language_mask schedule_mask skill_mask"
    " cert_level cert_until_day grade",
    "providers": "provider_id province_id max_cases suspended",
    "conflicts": "supervisee_id provider_id",
    "history": "supervisee_id provider_id",
    "current": "need_id resource_id locked",
    "queries": "need_id",
}


class Unreadable(ValueError):
    """The folder does not hold what the file format asks for; the text names the file."""


def read_problem(folder: Path) -> Problem:
    """The question a folder asks."""
    return problem_of(read_tables(folder), as_of_day=read_meta(folder)["as_of_day"])


def read_tables(folder: Path) -> dict[str, Table]:
    return {name: read_table(folder / f"{name}.csv", columns.split()) for name, columns in COLUMNS.items()}


def read_table(path: Path, columns: list[str]) -> Table:
    """One CSV file of whole numbers, as a column for each name; the header must be exactly this."""
    try:
        with path.open(encoding="ascii") as source:
            header = source.readline().rstrip("\n").split(",")
            text = source.readlines()
        if header != columns:
            raise Unreadable(f"{path.name}: the header must be {','.join(columns)}")
        rows = np.loadtxt(text, dtype=np.int64, delimiter=",", ndmin=2) if text else np.zeros((0, len(columns)), int)
        if rows.shape[1] != len(columns):
            raise Unreadable(f"{path.name}: {rows.shape[1]} values a line, {len(columns)} columns")
    except (OSError, UnicodeDecodeError) as why:
        raise Unreadable(f"{path.name}: {why}") from why
    except ValueError as why:
        raise why if isinstance(why, Unreadable) else Unreadable(f"{path.name}: {why}") from why
    return {name: np.ascontiguousarray(rows[:, at], dtype=np.int64) for at, name in enumerate(columns)}


def read_meta(folder: Path) -> dict[str, Any]:
    """What the folder says of itself; its format must be ours."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        if meta["format"] != FORMAT:
            raise Unreadable(f"meta.json: format {meta['format']}, this reads {FORMAT}")
        return {**meta, "as_of_day": int(meta["as_of_day"])}
    except (OSError, KeyError, TypeError, json.JSONDecodeError) as why:
        raise Unreadable(f"meta.json: {why}") from why


def problem_of(tables: Mapping[str, Table], *, as_of_day: int) -> Problem:
    """The tables joined: a need carries its person's columns, a place its provider's."""
    tables = {**tables, **_near_together(tables)}
    people, needs, resources, providers = (tables[n] for n in ("supervisees", "needs", "resources", "providers"))
    person = find(people["supervisee_id"], needs["supervisee_id"], "supervisee")
    provider = find(providers["provider_id"], resources["provider_id"], "provider")
    standing, locked = _standing(tables)
    return Problem(
        needs=_needs(needs, people, person, as_of_day),
        places=_places(resources, providers, provider),
        people=People(people["supervisee_id"], people["key_level"], people["max_services"]),
        providers=Providers(providers["provider_id"], providers["max_cases"]),
        person=person,
        provider=provider,
        conflicts=_ties(tables, "conflicts"),
        helped=_ties(tables, "history"),
        standing=standing,
        locked=locked,
        queries=find(needs["need_id"], tables["queries"]["need_id"], "need"),
    )


def _near_together(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The four tables with neighbours in neighbouring rows: all work on pairs is a third faster for it, and the
    answer does not hang on the order of the lines in the files."""
    people = _sorted(tables["supervisees"], "prefecture_id", "x_m", "supervisee_id")
    needs, resources, providers = (tables[name] for name in ("needs", "resources", "providers"))
    at = find(people["supervisee_id"], needs["supervisee_id"], "supervisee")
    order = np.lexsort((needs["need_id"], at, needs["category"], people["prefecture_id"][at]))
    return {
        "supervisees": people,
        "needs": {name: column[order] for name, column in needs.items()},
        "resources": _sorted(resources, "prefecture_id", "category", "x_m", "resource_id"),
        "providers": _sorted(providers, "province_id", "provider_id"),
    }


def _sorted(table: Table, *columns: str) -> Table:
    order = np.lexsort([table[name] for name in reversed(columns)])
    return {name: column[order] for name, column in table.items()}


def _needs(needs: Table, people: Table, person: np.ndarray, as_of_day: int) -> Need:
    theirs = {name: column[person] for name, column in people.items() if name in NEED_COLUMNS}
    # A folder holds only needs that may be placed: consent is no column of it.
    return Need.from_row({**theirs, **needs}, as_of_day=as_of_day, basis=1, conflict=0, rules=FILE_FORMAT)


def _places(resources: Table, providers: Table, provider: np.ndarray) -> Places:
    theirs = {name: providers[name][provider] for name in ("suspended", "max_cases")}
    return Places.from_columns({**resources, **theirs})


def _standing(tables: Mapping[str, Table]) -> tuple[np.ndarray, np.ndarray]:
    current, ids = tables["current"], tables["needs"]["need_id"]
    need = find(ids, current["need_id"], "need")
    if len(np.unique(need)) < len(need):
        raise Unreadable("current.csv: a need stands there twice")
    standing, locked = np.full(len(ids), NOBODY), np.zeros(len(ids), dtype=bool)
    standing[need] = find(tables["resources"]["resource_id"], current["resource_id"], "resource")
    locked[need] = current["locked"] == 1
    return standing, locked


def _ties(tables: Mapping[str, Table], name: str) -> Ties:
    people, providers, pairs = tables["supervisees"], tables["providers"], tables[name]
    return Ties.of(
        find(people["supervisee_id"], pairs["supervisee_id"], "supervisee"),
        find(providers["provider_id"], pairs["provider_id"], "provider"),
        persons=len(people["supervisee_id"]),
        width=len(providers["provider_id"]),
    )


def find(ids: np.ndarray, wanted: np.ndarray, what: str) -> np.ndarray:
    """Row numbers of the wanted ids."""
    if not len(wanted):
        return np.zeros(0, dtype=np.int64)
    if not len(ids):
        raise Unreadable(f"unknown {what}")
    order = np.argsort(ids, kind="stable")
    at = order[np.minimum(np.searchsorted(ids, wanted, sorter=order), len(ids) - 1)]
    if (ids[at] != wanted).any():
        raise Unreadable(f"unknown {what} {int(wanted[ids[at] != wanted][0])}")
    return at


def write_table(path: Path, **columns: Any) -> None:
    """Columns of whole numbers as CSV with their names as header."""
    lines = zip(*(np.asarray(column).tolist() for column in columns.values()), strict=True)
    row = ",".join(["%d"] * len(columns)) + "\n"
    with path.open("w", encoding="ascii", newline="") as out:
        out.write(",".join(columns) + "\n")
        out.writelines(row % line for line in lines)
