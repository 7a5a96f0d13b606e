"""The plain columns the engine reasons on: many places, and one need with its person.

Column names and meanings are those of the matching file format (resources, providers, needs,
supervisees), all whole numbers; the columns after the mark "product" are further facts whose
default never blocks. A fact that is not recorded is handed in as None, or as -1 where no negative number has a
meaning; inside it is UNKNOWN, and no gate takes it for a yes. Days are day numbers from one origin for all columns;
the product counts by `date.toordinal()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

import numpy as np

from matching.engine.codes import (
    ALL_BLOCKS,
    ALL_NEEDS,
    ANYBODY,
    FOREVER,
    NEVER,
    NO_LIMIT,
    UNKNOWN,
    WOMAN_WORKER_CATEGORIES,
)

Column = Any  # an int64 array with one entry a place; a whole number or None stands for a column of it
Value = Any  # a whole number or None; or an array, one entry a place, when many pairs are judged at once


@dataclass(frozen=True)
class Rulebook:
    """The numbers of the gates that local practice may change, and what the bare file format leaves out."""

    version: str = "1"
    lowest_grade: int = 2  # D is never offered
    fresh_days: int = 180
    woman_worker_categories: tuple[int, ...] = WOMAN_WORKER_CATEGORIES


HOUSE = Rulebook()
# The file format lets grade 1 serve who asks for no more, and knows a woman worker only as a wish.
FILE_FORMAT = Rulebook(version="format-1", lowest_grade=1, woman_worker_categories=())


@dataclass(frozen=True)
class Places:
    """Columns of all places a need is compared with; row k of every column is the same place."""

    resource_id: Column
    provider_id: Column
    province_id: Column
    prefecture_id: Column
    district_id: Column
    x_m: Column
    y_m: Column
    category: Column
    remote: Column
    capacity: Column
    sex_mask: Column
    serves_sex_mask: Column
    minor_qualified: Column
    excluded_offence_mask: Column
    language_mask: Column
    schedule_mask: Column
    skill_mask: Column
    cert_level: Column
    cert_until_day: Column
    grade: Column
    suspended: Column
    soft_cap: Column = NO_LIMIT
    max_cases: Column = NO_LIMIT  # the provider's cap over all its places
    # product
    load: Column = 0  # places of `capacity` in use or reserved
    provider_load: Column = 0  # places of `max_cases` in use or reserved
    quota_left: Column = NO_LIMIT  # contract units not yet drawn
    helper_left: Column = NO_LIMIT  # cases the named helper can still take
    need_codes_mask: Column = ALL_NEEDS
    open_from_day: Column = NEVER
    open_until_day: Column = FOREVER
    audience: Column = ANYBODY  # codes.ADULTS_ONLY and MINORS_ONLY are groups
    fixed_mask: Column = 0  # blocks that must be attended (a shift); 0: any of schedule_mask by agreement
    interpreter: Column = 0
    trained_until_day: Column = FOREVER
    untrained_mask: Column = 0  # fine needs its helper lacks a paper for; 32 bits higher those of minors
    rectification_overdue: Column = 0
    confirmed_day: Column = FOREVER
    last_offer_day: Column = NEVER
    quality_cases: Column = UNKNOWN  # cases behind the grade, for the sentence only

    def __post_init__(self) -> None:
        size = len(self.resource_id)
        for name in PLACE_COLUMNS:
            object.__setattr__(self, name, _column(name, getattr(self, name), size))

    def __len__(self) -> int:
        return len(self.resource_id)

    def take(self, rows: Any) -> Places:
        """The places at these row numbers, or where this boolean array is true."""
        out = object.__new__(Places)
        for name in PLACE_COLUMNS:
            object.__setattr__(out, name, getattr(self, name)[rows])
        return out

    def with_columns(self, **columns: Column) -> Places:
        return replace(self, **columns)

    @classmethod
    def from_columns(cls, columns: Mapping[str, Column]) -> Places:
        _check_names(columns, PLACE_COLUMNS)
        return cls(**columns)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, int | None]]) -> Places:
        """From one mapping a place, all with the same names; None is a fact not recorded."""
        rows = list(rows)
        names = tuple(rows[0]) if rows else tuple(PLACE_COLUMNS)
        return cls.from_tuples(names, ([row[name] for name in names] for row in rows))

    @classmethod
    def from_tuples(cls, names: Sequence[str], rows: Iterable[Sequence[int | None]]) -> Places:
        """From one tuple a place in the order of `names`, as a database hands them over."""
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        return cls.from_columns({name: list(values) for name, values in zip(names, columns, strict=True)})


@dataclass(frozen=True)
class Need:
    """One need and its person. Any value may be an array over the places, so pairs are judged by the same gates."""

    category: Value
    wait_days: Value
    urgency: Value
    gender_pref: Value
    max_m: Value
    accept_remote: Value
    schedule_mask: Value
    min_blocks: Value
    skill_mask: Value
    min_cert: Value
    min_grade: Value
    end_day: Value
    province_id: Value
    prefecture_id: Value
    district_id: Value
    x_m: Value
    y_m: Value
    sex: Value
    minor: Value
    offence_mask: Value
    language_mask: Value
    key_level: Value
    stay_district: Value
    as_of_day: Value  # today
    # No default: whether it was checked must be said, forgetting is not an answer.
    basis: Value  # 1 consent recorded or statutory duty named, 0 neither
    conflict: Value  # over the places: 0 checked and none, else one of codes.CONFLICTS; None not checked
    helped: Value = 0  # over the places: year in which it helped this person and ended well; 1 year not known; 0 no
    need_id: Value = 0
    supervisee_id: Value = 0
    max_services: Value = NO_LIMIT
    # product
    need_mask: Value = 0  # the bit of the fine need code; 0 asks only for the category
    start_day: Value = NEVER
    barred: Value = 0  # over the places: 1 an order names this place, its district or its people
    barred_skill_mask: Value = 0  # kinds of work an order forbids; looked at for jobs only
    allowed_mask: Value = ALL_BLOCKS  # blocks in which the person may be out
    rules: Rulebook = HOUSE

    def __post_init__(self) -> None:
        for name in NEED_COLUMNS:
            object.__setattr__(self, name, _value(name, getattr(self, name)))
        for name in _MUST_BE_KNOWN:
            if (getattr(self, name) == UNKNOWN).any():
                raise ValueError(f"{name} of a need must be known")
        if (self.max_m < 1).any():
            raise ValueError("max_m of a need must be at least 1 metre")

    @classmethod
    def from_row(cls, row: Mapping[str, Value], **more: Value) -> Need:
        """From a mapping of column names, with what belongs to the day and the pairs beside it."""
        _check_names(row, NEED_COLUMNS)
        return cls(**{**row, **more})

    def at(self, row: int) -> Need:
        """The need as it stands towards the place at this row: every value a single number."""
        out = object.__new__(Need)
        for name, value in vars(self).items():
            object.__setattr__(out, name, value[row] if name != "rules" and value.ndim else value)
        return out

    def with_values(self, **values: Value) -> Need:
        """The same need with some facts changed: a relaxed wish, the pairs of other places."""
        return replace(self, **values)


# Column -> its neutral value, or None when it must be handed in.
PLACE_COLUMNS = {f.name: None if f.default is MISSING else f.default for f in fields(Places)}
NEED_COLUMNS = {f.name: None if f.default is MISSING else f.default for f in fields(Need) if f.name != "rules"}
# The score and the counts cannot be worked out without these; all other facts may be missing.
_MUST_BE_KNOWN = (
    *("category", "need_mask", "skill_mask", "max_m", "min_blocks", "min_cert", "min_grade"),
    *("key_level", "urgency", "wait_days", "as_of_day", "start_day", "end_day", "helped"),
)


# Here a negative number means something; in every other column it is "not recorded".
_MAY_BE_NEGATIVE = ("x_m", "y_m", "quota_left", "helper_left")


def _check_names(given: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    strange = sorted(set(given) - set(known))
    if strange:
        raise ValueError(f"no such column: {', '.join(strange)}")


def _column(name: str, values: Column, size: int) -> np.ndarray:
    if values is None or isinstance(values, (int, np.integer)):
        values = np.full(size, UNKNOWN if values is None else values, dtype=np.int64)
    array = _whole(name, values)
    if array.shape != (size,):
        raise ValueError(f"{name} has {array.shape} entries for {size} places")
    return array


def _value(name: str, value: Value) -> Any:
    if value is None or np.ndim(value) == 0:
        return _whole(name, [value])[0]
    array = _whole(name, value)
    if array.ndim != 1:
        raise ValueError(f"{name} is neither a number nor one number a place")
    return array


def _whole(name: str, values: Any) -> np.ndarray:
    if isinstance(values, np.ndarray) and values.dtype != object:
        array = values.astype(np.int64, copy=False)
    else:
        array = np.array([UNKNOWN if value is None else int(value) for value in values], dtype=np.int64)
    if name in _MAY_BE_NEGATIVE or name.endswith("_day"):
        return array
    # A stored -1 has every bit set: taken as a mask it would let everything through.
    return np.where(array < 0, UNKNOWN, array) if (array < 0).any() else array
