"""Random needs and places: the engine against the rules written once more, and against itself with facts missing."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    FILE_FORMAT,
    HOUSE,
    Need,
    Places,
    best,
    blocks,
    codes,
    eligible,
    judge,
    points10,
    render,
    weight,
)
from matching.engine.columns import NEED_COLUMNS, PLACE_COLUMNS
from tests.matching import naive_match as naive
from tests.matching.engine_cases import FULL_PLACE, NEED, TODAY

flag, few = st.integers(0, 1), st.integers(0, 3)
week_mask = st.one_of(st.integers(0, codes.ALL_BLOCKS), st.just(codes.ALL_BLOCKS))
position = st.integers(-12_000, 12_000)
day = st.integers(TODAY - 200, TODAY + 200)
mostly = {  # columns whose random values would otherwise refuse nearly every pair
    "open_from_day": st.one_of(st.just(codes.NEVER), day),
    "open_until_day": st.one_of(st.just(codes.FOREVER), day),
    "untrained_mask": st.sampled_from([0, 0, 1, 3, 1 << codes.OF_MINORS]),
    "trained_until_day": st.one_of(st.just(codes.FOREVER), day),
    "confirmed_day": st.one_of(st.just(codes.FOREVER), day),
    "cert_until_day": st.one_of(st.just(codes.FOREVER), day),
}
PLACE_DRAWS = {
    "provider_id": st.integers(1, 9),
    "province_id": st.integers(1, 2),
    "prefecture_id": st.integers(1, 2),
    "district_id": st.integers(1, 2),
    "x_m": position,
    "y_m": position,
    "category": st.sampled_from([1, 1, 2]),
    "remote": flag,
    "capacity": few,
    "soft_cap": few,
    "sex_mask": st.integers(1, 3),
    "serves_sex_mask": st.sampled_from([1, 2, 3, 3]),
    "minor_qualified": flag,
    "excluded_offence_mask": st.sampled_from([0, 0, 1, 6]),
    "language_mask": few,
    "schedule_mask": week_mask,
    "skill_mask": st.integers(0, 2**16 - 1),
    "cert_level": few,
    "grade": st.integers(1, 5),
    "suspended": st.sampled_from([0, 0, 0, 1]),
    "max_cases": st.one_of(few, st.just(codes.NO_LIMIT)),
    "load": st.integers(0, 2),
    "provider_load": st.integers(0, 2),
    "quota_left": st.sampled_from([codes.NO_LIMIT, 2, 0]),
    "helper_left": st.sampled_from([codes.NO_LIMIT, 2, 0]),
    "need_codes_mask": st.sampled_from([codes.ALL_NEEDS, 1, 2]),
    "audience": st.sampled_from([0, 0, 1, 2]),
    "fixed_mask": st.sampled_from([0, 0, 7]),
    "interpreter": flag,
    "rectification_overdue": st.sampled_from([0, 0, 1]),
    "last_offer_day": st.sampled_from([codes.NEVER, TODAY]),
    "quality_cases": st.integers(0, 99),
    **mostly,
}
NEED_DRAWS = {
    "need_id": st.just(1),
    "supervisee_id": st.just(1),
    "max_services": few,
    "category": st.sampled_from([1, 1, 2]),
    "wait_days": st.integers(0, 400),
    "urgency": few,
    "gender_pref": st.integers(0, 2),
    "max_m": st.integers(1, 30_000),
    "accept_remote": flag,
    "schedule_mask": week_mask,
    "min_blocks": st.integers(1, 3),
    "skill_mask": st.integers(0, 2**16 - 1),
    "min_cert": st.integers(0, 2),
    "min_grade": st.integers(1, 4),
    "end_day": st.integers(TODAY, TODAY + 100),
    "province_id": st.integers(1, 2),
    "prefecture_id": st.integers(1, 2),
    "district_id": st.integers(1, 2),
    "x_m": position,
    "y_m": position,
    "sex": st.integers(1, 2),
    "minor": flag,
    "offence_mask": st.sampled_from([0, 1, 2, 5]),
    "language_mask": st.integers(1, 3),
    "key_level": few,
    "stay_district": flag,
    "as_of_day": st.just(TODAY),
    "basis": st.sampled_from([1, 1, 1, 0]),
    "conflict": st.sampled_from([0, 0, 0, 2]),
    "helped": st.sampled_from([0, 0, 1, 2024]),
    "need_mask": st.sampled_from([0, 1, 2]),
    "start_day": st.integers(TODAY, TODAY + 30),
    "barred": st.sampled_from([0, 0, 1]),
    "barred_skill_mask": st.sampled_from([0, 0, 1]),
    "allowed_mask": st.one_of(st.just(codes.ALL_BLOCKS), week_mask),
}
random_place, random_need = st.fixed_dictionaries(PLACE_DRAWS), st.fixed_dictionaries(NEED_DRAWS)
some_places = st.lists(random_place, min_size=1, max_size=8).map(
    lambda rows: [{**row, "resource_id": at} for at, row in enumerate(rows, start=1)]
)


def test_the_random_cases_draw_every_column():
    assert set(PLACE_DRAWS) | {"resource_id"} == set(PLACE_COLUMNS)
    assert set(NEED_DRAWS) == set(NEED_COLUMNS)


@settings(max_examples=300, deadline=None)
@given(random_need, some_places, st.booleans())
def test_every_gate_and_weight_agrees_with_the_plain_reference(row, rows, by_file):
    the_need, the_places = Need.from_row(row, rules=FILE_FORMAT if by_file else HOUSE), Places.from_rows(rows)
    sheet, points = judge(the_need, the_places), points10(the_need, the_places)
    assert not sheet.unknown.any()
    for at, place in enumerate(rows):
        assert set(sheet.failing(at)) == naive.refused_by(row, place, file_format=by_file)
        got = tuple(int(getattr(points, part)[at]) for part in ("fit", "near", "quality", "continuity"))
        assert got == naive.tenths(row, place)
    expected = [naive.weight(row, place) for place in rows]
    assert weight(the_need, points).tolist() == expected
    assert (eligible(the_need, the_places) == sheet.eligible).all()
    for at in range(len(rows)):
        for block in blocks(the_need, the_places, at, sheet):
            assert "%(" not in render(block.why) + render(block.opens)
            assert str(codes.UNKNOWN)[1:] not in render(block.why) + render(block.opens)


# Places that mostly pass, so that there is something to put in order.
scored = ("x_m", "y_m", "skill_mask", "grade", "capacity", "load", "suspended", "remote", "schedule_mask")
passing_places = st.lists(
    st.fixed_dictionaries({name: PLACE_DRAWS[name] for name in scored}), min_size=1, max_size=12
).map(lambda rows: [{**FULL_PLACE, **row, "resource_id": at} for at, row in enumerate(rows, start=1)])
plain_need = st.fixed_dictionaries(
    {name: NEED_DRAWS[name] for name in ("wait_days", "urgency", "skill_mask", "key_level", "helped", "accept_remote")}
).map(lambda row: {**{k: v for k, v in NEED_COLUMNS.items() if v is not None}, **NEED, "min_blocks": 1, **row})


@settings(max_examples=200, deadline=None)
@given(plain_need, passing_places)
def test_the_best_are_the_best_of_the_plain_reference(row, rows):
    open_rows = [place for place in rows if not naive.refused_by(row, place, file_format=True)]
    expected = sorted((-naive.weight(row, place), place["resource_id"]) for place in open_rows)[:3]
    the_places = Places.from_rows(rows)
    at, weights = best(Need.from_row(row, rules=FILE_FORMAT), the_places, 3, by_file=True)
    assert list(zip((-weights).tolist(), the_places.resource_id[at].tolist(), strict=True)) == expected


SCORED = {"category", "need_mask", "skill_mask", "max_m", "min_blocks", "min_cert", "min_grade", "key_level", "urgency"}
SCORED |= {"wait_days", "as_of_day", "start_day", "end_day", "helped"}


@settings(max_examples=300, deadline=None)
@given(random_need, random_place, st.data())
def test_whatever_is_forgotten_never_turns_a_no_into_a_yes(row, place, data):
    place = {**place, "resource_id": 1}
    forgettable = [("need", name) for name in sorted(set(row) - SCORED)]
    forgettable += [("place", name) for name in sorted(set(place) - {"resource_id"})]
    forgotten = data.draw(st.lists(st.sampled_from(forgettable), min_size=1, max_size=4))
    less = {
        "need": {k: None if ("need", k) in forgotten else v for k, v in row.items()},
        "place": {k: None if ("place", k) in forgotten else v for k, v in place.items()},
    }
    full = judge(Need.from_row(row), Places.from_rows([place]))
    partial = judge(Need.from_row(less["need"]), Places.from_rows([less["place"]]))
    assert not (partial.ok & ~full.ok).any()
    settled = ~partial.unknown
    assert (partial.ok[settled] == full.ok[settled]).all()
    for block in blocks(Need.from_row(less["need"]), Places.from_rows([less["place"]]), 0):
        assert str(codes.UNKNOWN)[1:] not in render(block.why) + render(block.opens)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(random_need, random_place), min_size=1, max_size=6))
def test_many_pairs_at_once_are_judged_like_one_after_another(pairs):
    needs = [row for row, _ in pairs]
    columns = {name: np.array([row[name] for row in needs]) for name in needs[0]}
    the_places = Places.from_rows([{**place, "resource_id": at} for at, (_, place) in enumerate(pairs)])
    together = Need.from_row(columns)
    sheet, w = judge(together, the_places), weight(together, points10(together, the_places))
    for at, row in enumerate(needs):
        one, place = Need.from_row(row), the_places.take([at])
        alone = judge(one, place)
        assert (alone.ok[:, 0] == sheet.ok[:, at]).all()
        assert weight(one, points10(one, place))[0] == w[at]
        assert blocks(together, the_places, at) == blocks(one, place, 0)
