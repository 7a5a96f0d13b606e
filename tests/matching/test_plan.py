"""The whole plan: exact on towns small enough to try every plan, within every cap, the same on two processes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import GATES, HOUSE, Need, codes, judge
from matching.engine.edges import Asking, all_edges
from matching.engine.files import Unreadable, read_problem
from matching.engine.plan import Plan, make_plan
from matching.engine.problem import NOBODY, People, Problem, Providers, Ties, need_at
from matching.engine.suggest import suggestions
from tests.matching import engine_cases, towns
from tests.source import ROOT


def as_ids(problem: Problem, plan: Plan) -> dict[int, int]:
    met = np.flatnonzero(plan.place >= 0)
    return dict(
        zip(
            problem.needs.need_id[met].tolist(),
            problem.places.resource_id[plan.place[met]].tolist(),
            strict=True,
        )
    )


# --- exact -------------------------------------------------------------------------------------------------
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_no_plan_of_a_small_town_is_worth_more_than_ours(seed):
    town = towns.random_town(seed)
    problem = towns.problem(town)
    plan = make_plan(problem)
    chosen = as_ids(problem, plan)
    assert towns.keeps_every_rule(town, chosen)
    assert towns.value(town, towns.pairs_of(town, chosen)) == plan.objective == towns.best_value(town)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_the_pairs_found_are_those_of_the_plain_rules_with_their_weights(seed):
    town = towns.random_town(seed, people=6, needs=12, places=10, standing=False)
    for row in town["resources"]:
        row["capacity"] = 3
    for row in town["providers"]:
        row["max_cases"] = 9
    problem = towns.problem(town)
    found = all_edges(Asking(problem), np.arange(problem.size), np.arange(len(problem.places)))
    ids = zip(problem.needs.need_id[found.need].tolist(), problem.places.resource_id[found.place].tolist(), strict=True)
    expected = {
        (n["need_id"], p["resource_id"]): towns.pair_weight(town, n, p)
        for n in town["needs"]
        for p in town["resources"]
        if towns.fits(town, n, p)
    }
    assert dict(zip(ids, found.weight.tolist(), strict=True)) == expected


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_suggestions_are_the_ten_best_with_room_left_by_all_that_stands(seed):
    town = towns.random_town(seed, people=4, needs=6, places=30)
    problem = towns.problem(town)
    best, rank = suggestions(Asking(problem), problem.queries)
    got = list(
        zip(
            problem.needs.need_id[best.need].tolist(),
            rank.tolist(),
            problem.places.resource_id[best.place].tolist(),
            best.weight.tolist(),
            strict=True,
        )
    )
    asked = {row["need_id"] for row in town["queries"]}
    expected = [
        (need["need_id"], k, place, -w)
        for need in town["needs"]
        if need["need_id"] in asked
        for k, (w, place) in enumerate(_ten_best(town, need), start=1)
    ]
    assert sorted(got) == sorted(expected)


def _ten_best(town, need):
    used = [row["resource_id"] for row in town["current"]]
    provider_of = {p["resource_id"]: p["provider_id"] for p in town["resources"]}
    caps = {p["provider_id"]: p["max_cases"] for p in town["providers"]}
    cases = [provider_of[r] for r in used]
    free = [
        p
        for p in town["resources"]
        if used.count(p["resource_id"]) < p["capacity"] and cases.count(p["provider_id"]) < caps[p["provider_id"]]
    ]
    return sorted((-towns.pair_weight(town, need, p), p["resource_id"]) for p in free if towns.fits(town, need, p))[:10]


# --- gates -------------------------------------------------------------------------------------------------
MONDAY = codes.mask([codes.block(0, codes.MORNING)])
ONLY_ONE_REFUSES = {
    "category": ({"category": codes.LEGAL}, {}),
    "need": ({"need_mask": 2}, {"need_codes_mask": 1}),
    "open": ({}, {"open_until_day": engine_cases.TODAY + 1}),
    "basis": ({"basis": 0}, {}),
    "capacity": ({}, {"quota_left": 0}),
    "gender": ({"gender_pref": codes.FEMALE}, {"sex_mask": codes.MALE}),
    "serves_sex": ({}, {"serves_sex_mask": codes.MALE}),
    "minor": ({"minor": 1}, {}),
    "offence": ({}, {"excluded_offence_mask": 1 << 1}),
    "order": ({"barred_skill_mask": engine_cases.SEWING_PACKING_DAY}, {}),
    "conflict": ({}, {}),  # by the ties
    "schedule": ({}, {"schedule_mask": MONDAY}),
    "area": ({}, {"x_m": 15_001}),
    "language": ({}, {"language_mask": 4}),
    "qualification": ({"min_cert": 2}, {"cert_level": 1}),
    "grade": ({"min_grade": 5}, {}),
    "fresh": ({}, {"confirmed_day": engine_cases.TODAY - 181}),
    "suspended": ({}, {"suspended": 1}),
}


def one_pair(need: dict, place: dict, *, in_conflict: bool = False) -> Problem:
    """A plan's question with the product's own columns: one need and one place that fit, but for what is changed."""
    columns = {name: np.array([value]) for name, value in {**engine_cases.NEED, **need}.items()}
    nobody = np.zeros(0, dtype=np.int64)
    one, none = np.zeros(1, dtype=np.int64), Ties.of(nobody, nobody, persons=1, width=1)
    return Problem(
        needs=Need.from_row({**columns, "conflict": 0}, rules=HOUSE),
        places=engine_cases.places(place),
        people=People(np.array([7]), one, np.array([1])),
        providers=Providers(np.array([11]), np.array([9])),
        person=one,
        provider=one,
        conflicts=Ties.of(one, one, persons=1, width=1) if in_conflict else none,
        helped=none,
        standing=np.array([NOBODY]),
        locked=np.zeros(1, dtype=bool),
    )


def test_every_gate_has_a_case_here():
    assert set(ONLY_ONE_REFUSES) == {gate.code for gate in GATES}
    assert make_plan(one_pair({}, {})).place.tolist() == [0]


@pytest.mark.parametrize("code", ONLY_ONE_REFUSES)
def test_what_a_single_gate_refuses_is_in_no_plan(code):
    need, place = ONLY_ONE_REFUSES[code]
    problem = one_pair(need, place, in_conflict=code == "conflict")
    sheet = judge(need_at(problem, 0, np.array([0])), problem.places)
    assert sheet.failing(0) == [code]
    assert make_plan(problem).place.tolist() == [NOBODY]


# --- caps, locks, keeping ----------------------------------------------------------------------------------
def plain_town(*, places: int = 2, needs: int = 2, **place: int) -> towns.Rows:
    """Needs of one person each and places of one provider, all of which fit alike."""
    town = towns.random_town(1, people=needs, needs=needs, places=places, standing=False)
    person = {**town["supervisees"][0], "prefecture_id": 11, "x_m": 0, "y_m": 0, "sex": 1, "minor": 0}
    person |= {"offence_mask": 1, "language_mask": 1, "stay_district": 0, "key_level": 0, "max_services": 3}
    town["supervisees"] = [{**person, "supervisee_id": 100 + k} for k in range(needs)]
    need = {**town["needs"][0], "category": 1, "gender_pref": 0, "max_m": 9000, "skill_mask": 0, "min_cert": 0}
    need |= {"schedule_mask": 1, "min_blocks": 1, "min_grade": 1, "end_day": towns.DAY, "urgency": 0, "wait_days": 0}
    town["needs"] = [{**need, "need_id": 300 + k, "supervisee_id": 100 + k} for k in range(needs)]
    free = {**town["resources"][0], "provider_id": 900, "prefecture_id": 11, "x_m": 0, "y_m": 0, "category": 1}
    free |= {"remote": 0, "capacity": 1, "soft_cap": 1, "sex_mask": 3, "serves_sex_mask": 3, "language_mask": 1}
    free |= {"excluded_offence_mask": 0, "schedule_mask": 1, "cert_until_day": towns.DAY + 9, "grade": 3, **place}
    town["resources"] = [{**free, "resource_id": 600 + k} for k in range(places)]
    town["providers"] = [{"provider_id": 900, "province_id": 1, "max_cases": 9, "suspended": 0}]
    return town | {"conflicts": [], "history": [], "current": []}


def planned(town: towns.Rows, **how: int) -> dict[int, int]:
    problem = towns.problem(town)
    return as_ids(problem, make_plan(problem, **how))


def test_a_place_a_provider_and_a_person_take_no_more_than_their_cap():
    assert len(planned(plain_town(needs=3))) == 2
    assert len(planned(plain_town(needs=3, capacity=3, soft_cap=3))) == 3
    few_cases = plain_town(needs=3, capacity=3)
    few_cases["providers"][0]["max_cases"] = 1
    assert len(planned(few_cases)) == 1
    one_person = plain_town(needs=3, capacity=3)
    for need in one_person["needs"]:
        need["supervisee_id"] = 100
    one_person["supervisees"][0]["max_services"] = 2
    assert len(planned(one_person)) == 2


def test_a_provider_with_places_in_two_prefectures_keeps_to_its_cap_over_both():
    town = plain_town()
    town["providers"][0]["max_cases"] = 1
    town["supervisees"][1]["prefecture_id"] = town["resources"][1]["prefecture_id"] = 12
    assert len(planned(town)) == 1


def test_a_remote_place_serves_its_whole_province_and_is_given_once():
    town = plain_town(places=1)
    town["supervisees"][1]["prefecture_id"] = 12
    town["resources"][0] |= {"remote": 1, "prefecture_id": 13}
    for need in town["needs"]:
        need["accept_remote"] = 1
    assert len(planned(town)) == 1
    town["resources"][0] |= {"capacity": 2, "soft_cap": 2}
    assert len(planned(town)) == 2


def test_of_two_suggestions_that_weigh_alike_the_smaller_id_goes_first():
    town = plain_town(needs=1, places=3)
    problem = towns.problem(town | {"queries": [{"need_id": 300}]})
    best, rank = suggestions(Asking(problem), problem.queries)
    assert problem.places.resource_id[best.place].tolist() == [600, 601, 602] and rank.tolist() == [1, 2, 3]


def test_everybody_gets_a_first_service_before_anybody_a_second():
    town = plain_town(needs=3)
    town["needs"][1]["supervisee_id"] = 100
    town["needs"][0]["wait_days"] = town["needs"][1]["wait_days"] = 30  # worth a little more than the other's
    assert 302 in planned(town)


def test_load_is_spread_before_a_place_goes_over_its_soft_cap():
    town = plain_town(needs=2, capacity=2)
    town["resources"][1]["grade"] = 2  # 5,000 less worth, but 15,000 are lost over the soft cap
    assert sorted(planned(town).values()) == [600, 601]


def test_an_accepted_pair_stays_even_where_it_would_not_be_made_again():
    town = plain_town()
    town["resources"][1]["grade"] = 5
    town["conflicts"] = [{"supervisee_id": 100, "provider_id": 900}]
    town["current"] = [{"need_id": 300, "resource_id": 601, "locked": 1}]
    assert planned(town) == {300: 601, 301: 600}


def test_a_proposal_is_kept_unless_something_clearly_better_came():
    town = plain_town(needs=1)
    town["current"] = [{"need_id": 300, "resource_id": 601, "locked": 0}]
    town["resources"][0]["grade"] = 5
    assert planned(town) == {300: 601}
    town["history"] = [{"supervisee_id": 100, "provider_id": 901}]
    town["providers"].append({"provider_id": 901, "province_id": 1, "max_cases": 9, "suspended": 0})
    town["resources"][0] |= {"provider_id": 901, "grade": 5}
    town["resources"][1]["grade"] = 1
    assert planned(town) == {300: 600}


def test_a_place_tells_for_how_many_it_is_the_only_one():
    town = plain_town(needs=3)
    town["resources"][1] |= {"excluded_offence_mask": 2}
    town["supervisees"][1]["offence_mask"] = town["supervisees"][2]["offence_mask"] = 2
    problem = towns.problem(town)
    only = dict(zip(problem.places.resource_id.tolist(), make_plan(problem).only.tolist(), strict=True))
    assert only == {600: 2, 601: 0}


# --- processes, files, command -----------------------------------------------------------------------------
def test_two_processes_make_the_plan_of_one():
    town = plain_town(needs=1, places=1)
    for k in range(4):  # each prefecture is a region of its own
        more = towns.random_town(40 + k, people=8, needs=14, places=10, standing=False)
        for name, rows in more.items():
            for row in rows:
                row.update({key: value + 1000 * (k + 1) for key, value in row.items() if key.endswith("_id")})
            town[name] += rows
    problem = towns.problem(town)
    alone, shared = make_plan(problem), make_plan(problem, jobs=2)
    assert len(alone.regions) >= 5
    assert alone.place.tolist() == shared.place.tolist() and alone.objective == shared.objective


def test_the_order_of_the_lines_changes_nothing():
    town = towns.random_town(7, people=12, needs=30, places=20)
    turned = {name: rows[::-1] for name, rows in town.items()}
    assert planned(town) == planned(turned)


def test_the_command_plans_a_folder_before_django_is_loaded(tmp_path: Path):
    town = towns.random_town(3)
    folder = towns.write(town, tmp_path / "town")
    out, best, report = tmp_path / "a.csv", tmp_path / "s.csv", tmp_path / "r.json"
    code = (
        "import sys, runpy; sys.argv = sys.argv[1:]\n"
        "try: runpy.run_path('manage.py', run_name='__main__')\n"
        "except SystemExit as end: assert not end.code\n"
        "assert 'django' not in sys.modules"
    )
    args = ["manage.py", "match_file", folder, "--out", out, "--suggestions", best, "--report", report]
    subprocess.run([sys.executable, "-c", code, *args], check=True, cwd=ROOT, timeout=60)
    said = json.loads(report.read_text())
    assert said["objective"] == towns.best_value(town) and said["seconds"]["all"] > 0
    assert out.read_text().splitlines()[0] == "need_id,resource_id"
    assert len(out.read_text().splitlines()) == 1 + said["assigned"]
    assert best.read_text().startswith("need_id,rank,resource_id,weight\n")


def test_the_command_refuses_what_it_cannot_read(tmp_path: Path):
    folder = towns.write(towns.random_town(3), tmp_path / "town")
    (folder / "needs.csv").write_text("need_id\n1\n", encoding="ascii")
    with pytest.raises(CommandError, match="needs.csv"):
        call_command("match_file", folder, out=tmp_path / "a.csv")
    assert not (tmp_path / "a.csv").exists()


def test_a_folder_that_names_an_unknown_id_is_not_read(tmp_path: Path):
    town = towns.random_town(3)
    town["history"] = [{"supervisee_id": 1, "provider_id": town["providers"][0]["provider_id"]}]
    with pytest.raises(Unreadable, match="unknown supervisee 1"):
        read_problem(towns.write(town, tmp_path / "town"))


def test_an_empty_town_has_an_empty_plan():
    nothing: towns.Rows = {name: [] for name in towns.COLUMNS}
    problem = towns.problem(nothing)
    assert planned(nothing) == {} and make_plan(problem).objective == 0
    assert replace(problem).size == 0
