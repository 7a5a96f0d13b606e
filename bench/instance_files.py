"""Read a matching instance folder (whole-number CSV tables) into the columns of the engine."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np

from matching.engine import FILE_FORMAT, Need, Places

Table = dict[str, np.ndarray]
TABLES = ["supervisees", "needs", "resources", "providers", "conflicts", "history", "current", "queries"]


def read_table(path: Path) -> Table:
    """One CSV file as a column of whole numbers for each name in its header."""
    with path.open(encoding="ascii", newline="") as source:
        names = next(csv.reader(source))
        text = source.read()
    if not text.strip():
        return {name: np.zeros(0, dtype=np.int64) for name in names}
    rows = np.loadtxt(text.splitlines(), dtype=np.int64, delimiter=",", ndmin=2)
    return {name: np.ascontiguousarray(rows[:, at]) for at, name in enumerate(names)}


class Instance:
    """The tables of one folder, joined as the engine wants them."""

    def __init__(self, folder: Path) -> None:
        self.tables = {name: read_table(folder / f"{name}.csv") for name in TABLES}
        self.as_of_day = int(json.loads((folder / "meta.json").read_text(encoding="utf-8"))["as_of_day"])
        self.need_row = rows_by_id(self.tables["needs"]["need_id"])
        self.person_row = rows_by_id(self.tables["supervisees"]["supervisee_id"])
        self.conflicts = _providers_by_person(self.tables["conflicts"])
        self.history = _providers_by_person(self.tables["history"])
        self.places = self._places()

    def _places(self) -> Places:
        resources, providers, current = (self.tables[name] for name in ("resources", "providers", "current"))
        provider = find(providers["provider_id"], resources["provider_id"])
        used = find(resources["resource_id"], current["resource_id"])
        load = np.bincount(used, minlength=len(provider))
        provider_load = np.bincount(provider[used], minlength=len(providers["provider_id"]))
        return Places.from_columns(
            {
                **resources,
                "suspended": providers["suspended"][provider],
                "max_cases": providers["max_cases"][provider],
                "load": load,
                "provider_load": provider_load[provider],
            }
        )

    def need(self, need_id: int, places: Places) -> Need:
        """One need with its person and its pairs with these places."""
        needs, people = self.tables["needs"], self.tables["supervisees"]
        row = {name: int(column[self.need_row[need_id]]) for name, column in needs.items()}
        person = self.person_row[row["supervisee_id"]]
        row.update({name: int(column[person]) for name, column in people.items()})
        return Need.from_row(
            row,
            as_of_day=self.as_of_day,
            basis=1,
            conflict=_hits(self.conflicts, row["supervisee_id"], places),
            helped=_hits(self.history, row["supervisee_id"], places),
            rules=FILE_FORMAT,
        )


def rows_by_id(ids: np.ndarray) -> dict[int, int]:
    return {number: row for row, number in enumerate(ids.tolist())}


def find(ids: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Row numbers of the wanted ids; an id that is not there raises ValueError."""
    if not len(wanted):
        return np.zeros(0, dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    at = order[np.minimum(np.searchsorted(ids, wanted, sorter=order), len(ids) - 1)]
    if (ids[at] != wanted).any():
        raise ValueError("a table names an id that no other table holds")
    return at


def _providers_by_person(pairs: Table) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for person, provider in zip(pairs["supervisee_id"].tolist(), pairs["provider_id"].tolist(), strict=True):
        out.setdefault(person, []).append(provider)
    return out


def _hits(pairs: dict[int, list[int]], person: int, places: Places) -> np.ndarray | int:
    providers = pairs.get(person)
    return np.isin(places.provider_id, providers) if providers else 0
