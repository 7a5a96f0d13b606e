"""Whether anything has changed in a region: short marks of what is asked there and of what stands."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from matching.engine.columns import NEED_COLUMNS, PLACE_COLUMNS
from matching.engine.plan import Region
from matching.engine.problem import Problem, Ties
from matching.models import RunPart

# What only orders equals on a screen is no reason to plan again.
NO_MATTER = frozenset({"last_offer_day", "quality_cases", "load", "provider_load"})


def areas(problem: Problem, region: Region) -> tuple[str, ...]:
    """The first four digits of the divisions that a region covers."""
    of_needs = np.broadcast_to(problem.needs.prefecture_id, problem.size)[region.needs]
    found = np.union1d(of_needs, problem.places.prefecture_id[region.places])
    return tuple(f"{area:04d}" for area in found.tolist())


def of(problem: Problem, region: Region) -> str:
    """A mark of all that the plan of a region follows from, but for the plan that stands."""
    mark = hashlib.blake2b(digest_size=32)
    needs, places = region.needs, region.places
    for name in NEED_COLUMNS:
        _add(mark, getattr(problem.needs, name), needs)
    for name in PLACE_COLUMNS:
        if name not in NO_MATTER:
            _add(mark, getattr(problem.places, name), places)
    persons, providers = np.unique(problem.person[needs]), np.unique(problem.provider[places])
    locked = np.flatnonzero(problem.locked & np.isin(problem.standing, places))
    _add(mark, problem.needs.need_id, locked)
    _add(mark, problem.places.resource_id, problem.standing[locked])
    _add(mark, problem.people.max_services, persons)
    held = np.bincount(problem.person[problem.locked], minlength=len(problem.people))
    _add(mark, held, persons)
    _add(mark, problem.providers.max_cases, providers)
    for tie, rows in ((problem.conflicts, persons), (problem.helped, persons), (problem.barred, persons)):
        _add_ties(mark, tie, rows)
    _add_ties(mark, problem.spent, needs)
    mark.update(repr((problem.weights, problem.needs.rules)).encode())
    return mark.hexdigest()


def standing(problem: Problem, region: Region) -> str:
    """A mark of the proposals that stand in a region."""
    needs = region.needs
    at = problem.standing[needs]
    ids = np.where(at >= 0, problem.places.resource_id[at], 0) if len(problem.places) else at
    return stands(np.broadcast_to(problem.needs.need_id, problem.size)[needs], ids)


def stands(need_ids: np.ndarray, place_ids: np.ndarray) -> str:
    """The same of needs and the places proposed for them, 0 for none."""
    met = place_ids > 0
    order = np.argsort(need_ids[met])
    mark = hashlib.blake2b(digest_size=32)
    _add(mark, need_ids[met], order)
    _add(mark, place_ids[met], order)
    return mark.hexdigest()


def last_parts(county_code: str) -> dict[tuple[str, ...], RunPart]:
    """The areas of each region → the last part of this scope that was published there."""
    stages = (RunPart.Stage.PUBLISHED, RunPart.Stage.SAME)
    rows = RunPart.objects.filter(run__county_code=county_code, stage__in=stages).order_by("-pk")
    found: dict[tuple[str, ...], RunPart] = {}
    for part in rows[:1000]:
        found.setdefault(tuple(part.areas), part)
    return found


def _add(mark: Any, column: Any, rows: np.ndarray) -> None:
    values = column[rows] if np.ndim(column) else np.asarray(column)
    mark.update(np.ascontiguousarray(values, dtype=np.int64).tobytes())
    mark.update(b"|")


def _add_ties(mark: Any, tie: Ties | None, rows: np.ndarray) -> None:
    if tie is not None:
        at = tie.keys // tie.width
        keys = tie.keys[np.isin(at, rows)]
        _add(mark, keys, np.arange(len(keys)))
    mark.update(b"#")
