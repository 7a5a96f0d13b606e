"""Gates, score and ranking on plain columns; no database."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench.suggest_instance import suggest_file
from matching.engine import (
    CODES,
    GATE,
    GATES,
    Need,
    Places,
    Said,
    Weights,
    best,
    blocks,
    codes,
    free_places,
    judge,
    overridable,
    rank,
    refusals,
    render,
)
from matching.engine.sentences import GATE_LABELS, OVERRIDE_LABELS, PART_LABELS, SENTENCES
from tests.matching.engine_cases import FULL_PLACE, NEED, TODAY, WEEK, need, places


def shut(the_need: Need, the_places: Places, row: int = 0) -> list[str]:
    return judge(the_need, the_places).failing(row)


# --- G6 -----------------------------------------------------------------------------------------------------
def g6() -> tuple[Need, Places]:
    packing_day = codes.mask_of(["包装", "白班"], codes.SKILLS)
    three = places(
        {},
        {"skill_mask": packing_day, "x_m": 6_000, "grade": codes.GRADES["A"], "quality_cases": 52},
        {"x_m": 12_000, "grade": codes.GRADES["U"], "quality_cases": 4},
    )
    return need(helped=[0, 0, 2024]), three


def test_the_three_places_of_the_scenario_get_their_points_and_order():
    ranking = rank(*g6())
    assert [(r.resource_id, r.points10) for r in ranking.top] == [(1, 775), (3, 700), (2, 616)]
    assert {r.resource_id: [p.points10 for p in r.parts] for r in ranking.top} == {
        1: [400, 225, 150, 0],
        2: [266, 150, 200, 0],
        3: [400, 50, 100, 150],
    }
    assert [p.full10 for p in ranking.top[0].parts] == [400, 250, 200, 150]
    assert (ranking.eligible, ranking.total, ranking.near, ranking.blocked) == (3, 3, [], {})


def test_each_part_of_the_score_says_its_reason():
    said = {r.resource_id: [render(p.reason) for p in r.parts] for r in rank(*g6()).top}
    assert said[1] == [
        "缝纫、包装、白班，三项要求都符合",
        "距离 1.5 公里，上限 15 公里",
        "质量等级 B 良好（36 例）",
        "没有帮扶过本人",
    ]
    assert said[2][0] == "符合包装、白班；缺缝纫一项"
    assert said[3][2:] == ["质量等级 U 证据不足（4 例），按中间值计", "2024 年曾帮扶过本人，顺利结案"]


# --- each gate ----------------------------------------------------------------------------------------------
REFUSED_BY_ONE_GATE = [
    ("category", {}, {"category": codes.MENTOR}),
    (
        "need",
        {"need_mask": codes.needs_mask(["job_placement"])},
        {"need_codes_mask": codes.needs_mask(["job_guidance"])},
    ),
    ("open", {}, {"open_until_day": TODAY + 89}),
    ("open", {}, {"open_from_day": TODAY + 1}),
    ("basis", {"basis": 0}, {}),
    ("capacity", {}, {"load": 2}),
    ("capacity", {}, {"max_cases": 5, "provider_load": 5}),
    ("capacity", {}, {"quota_left": 0}),
    ("capacity", {}, {"helper_left": -1}),
    ("gender", {"gender_pref": codes.FEMALE}, {"sex_mask": codes.MALE}),
    ("serves_sex", {}, {"serves_sex_mask": codes.MALE}),
    ("minor", {"minor": 1}, {}),
    ("minor", {"minor": 1}, {"minor_qualified": 1, "audience": codes.ADULTS_ONLY}),
    ("minor", {}, {"audience": codes.MINORS_ONLY}),
    ("offence", {}, {"excluded_offence_mask": 0b110}),
    ("order", {"stay_district": 1}, {"district_id": 990104}),
    ("order", {"barred": 1}, {}),
    ("order", {"barred_skill_mask": 1}, {}),
    ("order", {"allowed_mask": WEEK}, {"fixed_mask": WEEK | 1 << 20}),
    ("conflict", {"conflict": codes.CONFLICTS["relative"][0]}, {}),
    ("schedule", {}, {"schedule_mask": WEEK & (WEEK - 1)}),
    ("area", {}, {"x_m": 15_000, "y_m": 1}),
    ("area", {}, {"prefecture_id": 9902}),
    ("area", {}, {"remote": 1}),
    ("area", {"accept_remote": 1}, {"remote": 1, "province_id": 98}),
    ("language", {"language_mask": 0b100}, {}),
    ("qualification", {"min_cert": 1}, {}),
    ("qualification", {}, {"cert_until_day": TODAY + 89}),
    ("qualification", {}, {"trained_until_day": TODAY - 1}),
    ("qualification", {"need_mask": 2}, {"untrained_mask": 2}),
    ("qualification", {"need_mask": 2, "minor": 1}, {"minor_qualified": 1, "untrained_mask": 2 << codes.OF_MINORS}),
    ("grade", {"min_grade": 4}, {"grade": 3}),
    ("grade", {"min_grade": 1}, {"grade": codes.GRADES["D"]}),
    ("grade", {}, {"rectification_overdue": 1}),
    ("fresh", {}, {"confirmed_day": TODAY - 181}),
    ("suspended", {}, {"suspended": 1}),
]


def test_the_place_that_meets_everything_passes():
    assert shut(need(), places({})) == []


def test_every_gate_stands_in_the_order_of_the_table():
    table = (
        *("category", "need", "open", "basis", "capacity", "gender", "serves_sex", "minor", "offence", "order"),
        *("conflict", "schedule", "area", "language", "qualification", "grade", "fresh", "suspended"),
    )
    assert list(CODES) == list(table)
    assert {gate for gate, _, _ in REFUSED_BY_ONE_GATE} == set(CODES)


@pytest.mark.parametrize(("gate", "of_need", "of_place"), REFUSED_BY_ONE_GATE)
def test_only_this_gate_refuses_and_says_why_and_what_would_open_it(gate, of_need, of_place):
    the_need, the_places = need(**of_need), places(of_place)
    assert shut(the_need, the_places) == [gate]
    (block,) = blocks(the_need, the_places, 0)
    assert (block.code, block.unknown, block.override) == (gate, False, GATE[gate].override)
    for said in (block.why, block.opens):
        assert re.search(r"[一-鿿]", render(said))
        assert "%(" not in render(said)
        assert str(codes.UNKNOWN) not in render(said)
        assert Said.from_dict(json.loads(json.dumps(said.as_dict()))) == said


def test_the_last_metre_day_and_block_still_pass():
    at_the_edge = {"x_m": 9_000, "y_m": 12_000, "confirmed_day": TODAY - 180, "open_until_day": TODAY + 90}
    assert shut(need(), places({**at_the_edge, "cert_until_day": TODAY + 90, "trained_until_day": TODAY})) == []


def test_a_woman_with_a_counselling_or_family_need_gets_a_woman_worker_unasked():
    men_only = {"sex_mask": codes.MALE}
    for category in (codes.COUNSELLING, codes.FAMILY):
        there = places({**men_only, "category": category})
        assert shut(need(category=category), there) == ["gender"]
        assert shut(need(category=category, sex=codes.MALE), there) == []
        assert "须由女性帮扶人承担" in render(blocks(need(category=category), there, 0)[0].why)
    assert shut(need(), places(men_only)) == []


def test_a_place_at_a_distance_serves_who_may_not_leave_the_district():
    far = {"remote": 1, "district_id": 990107, "x_m": 10**6}
    assert shut(need(stay_district=1, accept_remote=1), places(far)) == []


def test_an_interpreter_replaces_a_shared_language():
    assert shut(need(language_mask=0b100), places({"interpreter": 1})) == []


def test_hours_the_person_may_not_be_out_do_not_count_as_shared():
    mondays = codes.mask([codes.block(0, codes.MORNING)])
    assert shut(need(allowed_mask=mondays), places({})) == ["order", "schedule"]
    assert shut(need(allowed_mask=mondays, min_blocks=1), places({})) == []


def test_a_forbidden_kind_of_work_keeps_no_volunteer_away_who_can_do_it():
    assert shut(need(category=codes.MENTOR, barred_skill_mask=1), places({"category": codes.MENTOR})) == []


# --- unknown is not yes -------------------------------------------------------------------------------------
UNKNOWN_FACTS = [
    ("need", {"need_mask": 1}, {"need_codes_mask": None}),
    ("open", {}, {"open_until_day": None}),
    ("basis", {"basis": None}, {}),
    ("capacity", {}, {"capacity": None}),
    ("capacity", {}, {"quota_left": None}),
    ("gender", {"gender_pref": 2}, {"sex_mask": None}),
    ("gender", {"gender_pref": 2}, {"sex_mask": -1}),
    ("serves_sex", {}, {"serves_sex_mask": None}),
    ("serves_sex", {"sex": None}, {}),
    ("minor", {"minor": 1}, {"minor_qualified": None}),
    ("minor", {"minor": None}, {}),
    ("offence", {"offence_mask": None}, {"excluded_offence_mask": 1}),
    ("offence", {}, {"excluded_offence_mask": -1}),
    ("order", {"stay_district": None}, {"district_id": 990104}),
    ("conflict", {"conflict": None}, {}),
    ("schedule", {}, {"schedule_mask": None}),
    ("schedule", {}, {"schedule_mask": -1}),
    ("area", {}, {"x_m": None}),
    ("area", {"y_m": None}, {}),
    ("language", {}, {"language_mask": -1}),
    ("qualification", {"min_cert": 1}, {"cert_level": None}),
    ("qualification", {}, {"cert_until_day": None}),
    ("grade", {}, {"grade": None}),
    ("fresh", {}, {"confirmed_day": None}),
    ("suspended", {}, {"suspended": None}),
]


@pytest.mark.parametrize(("gate", "of_need", "of_place"), UNKNOWN_FACTS)
def test_a_fact_that_is_not_recorded_is_asked_for_and_never_taken_for_a_yes(gate, of_need, of_place):
    the_need, the_places = need(**of_need), places(of_place)
    sheet = judge(the_need, the_places)
    assert sheet.failing(0) == [gate]
    assert sheet.unknown[CODES.index(gate), 0]
    ranking = rank(the_need, the_places)
    assert ranking.top == []
    (miss,) = ranking.near
    assert miss.block.unknown
    assert GATE_LABELS[gate] in render(miss.block.why)


def test_a_missing_fact_that_cannot_matter_holds_nobody_back():
    assert shut(need(), places({"sex_mask": None, "minor_qualified": None, "cert_level": 0})) == []
    assert shut(need(offence_mask=None), places({})) == []


def test_a_need_says_outright_whether_basis_and_conflict_were_checked():
    row = {name: value for name, value in NEED.items() if name not in ("basis", "conflict")}
    with pytest.raises(TypeError, match="basis"):
        Need.from_row(row)


def test_columns_refuse_strange_names_wrong_lengths_and_a_need_that_cannot_be_scored():
    with pytest.raises(ValueError, match="no such column: colour"):
        Places.from_columns({**FULL_PLACE, "colour": 1})
    with pytest.raises(ValueError, match="grade"):
        Places.from_columns({**{k: [v, v] for k, v in FULL_PLACE.items()}, "grade": [1]})
    with pytest.raises(ValueError, match="urgency"):
        need(urgency=None)
    with pytest.raises(ValueError, match="max_m"):
        need(max_m=0)


# --- near misses, ties, refusals ----------------------------------------------------------------------------
def test_near_misses_are_held_back_by_one_gate_and_say_what_would_open_them():
    there = places(
        {"suspended": 1},
        {"x_m": 18_200},
        {"schedule_mask": WEEK & (WEEK - 1)},
        {"schedule_mask": WEEK & (WEEK - 1), "suspended": 1},
        {"load": 2},
        {"confirmed_day": TODAY - 196},
        {"category": codes.MENTOR},
    )
    ranking = rank(need(), there, near=9)
    # First what the officer may relax, the higher score first; then the manager; then what only the place can mend.
    assert [(m.resource_id, m.block.code) for m in ranking.near] == [
        (3, "schedule"),
        (6, "fresh"),
        (2, "area"),
        (5, "capacity"),
        (1, "suspended"),
    ]
    said = {m.block.code: (render(m.block.why), render(m.block.opens)) for m in ranking.near}
    assert said["schedule"] == ("需要 5 个共同时段，现有 4 个", "少要 1 个时段，或对方增加时段后可选")
    assert said["area"] == ("距离 18.2 公里，超出上限 3.2 公里", "本人同意放宽到 18.2 公里即可")
    assert said["fresh"] == ("信息已 196 天没有确认", "对方重新确认后即可")
    assert ranking.top == []
    assert ranking.blocked == {"category": 1, "capacity": 1, "schedule": 2, "area": 1, "fresh": 1, "suspended": 2}
    assert ranking.blocked_alone["schedule"] == 1
    assert len(rank(need(), there, near=2).near) == 2


def test_every_gate_that_holds_a_place_back_is_named():
    there = places({"suspended": 1, "grade": 1, "x_m": None, "category": 2})
    assert [(b.code, b.unknown) for b in blocks(need(), there, 0)] == [
        ("category", False),
        ("area", True),
        ("grade", False),
        ("suspended", False),
    ]


def test_on_a_tie_more_free_places_come_first_then_the_longest_since_an_offer_then_the_smaller_id():
    there = places(
        {"resource_id": 9, "last_offer_day": TODAY - 5},
        {"resource_id": 8, "last_offer_day": TODAY - 9},
        {"resource_id": 7, "capacity": 5, "last_offer_day": TODAY},
        {"resource_id": 6, "last_offer_day": TODAY - 9},
        {"resource_id": 5, "capacity": 9, "max_cases": 3, "provider_load": 2},
        {"resource_id": 4, "last_offer_day": None},
    )
    assert [r.resource_id for r in rank(need(), there, k=9).top] == [7, 4, 6, 8, 9, 5]
    rows, _ = best(need(), there, 9, by_file=True)
    assert there.resource_id[rows].tolist() == [4, 5, 6, 7, 8, 9]
    assert free_places(there).tolist() == [2, 2, 5, 2, 1, 2]


def test_only_the_named_role_lifts_a_gate_and_nobody_lifts_the_hard_ones():
    far, full, barred = places({"x_m": 18_200}, {"load": 2}, {"suspended": 1}), need(), {"overridden": {"suspended"}}
    assert refusals(full, far, 0, overridden={"area"}) == []
    assert [b.code for b in refusals(full, far, 0)] == ["area"]
    assert [b.code for b in refusals(full, far, 1, overridden={"capacity"})] == ["capacity"]
    manager = {"role": "county manager", "overridden": {"capacity"}}
    assert [b.code for b in refusals(full, far, 1, **manager)] == ["capacity"]
    assert refusals(full, far, 1, **manager, provider_agreed=True) == []
    assert [b.code for b in refusals(full, far, 2, role="county manager", **barred)] == ["suspended"]
    assert [code for code in CODES if overridable(code, role="officer")] == ["schedule", "area", "language", "fresh"]


def test_an_empty_directory_ranks_nothing():
    none = Places.from_rows([])
    ranking = rank(need(), none)
    assert (ranking.top, ranking.near, ranking.total, ranking.blocked) == ([], [], 0, {})


def test_a_ranking_becomes_plain_values_for_the_frozen_score_sheet():
    sheet = json.loads(json.dumps([r.as_dict() for r in rank(*g6()).top]))
    assert sheet[0]["points10"] == 775
    assert render(Said.from_dict(sheet[0]["parts"][1]["reason"])) == "距离 1.5 公里，上限 15 公里"


def test_other_weights_are_handed_in_and_named():
    heavier = Weights(version="2026-2", near=500)
    ranking = rank(*g6(), weights=heavier)
    assert ranking.weights_version == "2026-2"
    assert ranking.top[0].parts[1].points10 == 450


# --- sentences ----------------------------------------------------------------------------------------------
def test_every_gate_has_its_words_and_sentences_use_full_width_punctuation():
    for gate in GATES:
        assert gate.label and gate.override in OVERRIDE_LABELS
        assert any(".why" in key for key in gate.templates) and any(".opens" in key for key in gate.templates)
    for text in [*SENTENCES.values(), *GATE_LABELS.values(), *PART_LABELS.values()]:
        assert not re.search(r"[,;:!?！]|请|成功", text), text


def test_sentences_are_put_into_another_language_by_whoever_shows_them():
    english = {"%(skills)s，%(count)s项要求都符合": "%(skills)s: all %(count)s wanted", "、": ", ", "三": "three"}
    english |= {"缝纫": "sewing", "包装": "packing", "白班": "day shift"}
    fit = rank(*g6()).top[0].parts[0].reason
    assert render(fit, lambda text: english[text]) == "sewing, packing, day shift: all three wanted"


def test_days_are_shown_as_dates():
    (block,) = blocks(need(), places({"cert_until_day": TODAY}), 0)
    assert render(block.why) == "资格证明到2026年2月13日为止，需要有效到2026年5月14日"


# --- the file format ----------------------------------------------------------------------------------------
INSTANCE = {
    "supervisees": [
        "supervisee_id,province_id,prefecture_id,district_id,x_m,y_m,sex,minor,offence_mask,language_mask,key_level,"
        "stay_district,max_services",
        "5,1,1,1,0,0,2,0,1,1,1,0,2",
    ],
    "needs": [
        "need_id,supervisee_id,category,wait_days,urgency,gender_pref,max_m,accept_remote,schedule_mask,min_blocks,"
        "skill_mask,min_cert,min_grade,end_day",
        "3,5,2,30,1,0,10000,1,7,1,3,0,1,20100",
    ],
    "resources": [
        "resource_id,provider_id,province_id,prefecture_id,district_id,x_m,y_m,category,remote,capacity,soft_cap,"
        "sex_mask,serves_sex_mask,minor_qualified,excluded_offence_mask,language_mask,schedule_mask,skill_mask,"
        "cert_level,cert_until_day,grade",
        "70,9,1,1,1,3000,4000,2,0,1,1,1,3,0,0,1,7,1,1,20400,1",
        "71,9,1,2,9,0,0,2,1,1,1,1,3,0,0,1,7,3,1,20400,3",
        "72,8,1,1,1,0,0,2,0,1,1,3,3,0,0,1,7,3,1,20400,5",
        "73,8,1,1,1,0,0,2,0,2,1,3,3,0,0,1,7,3,1,20099,5",
    ],
    "providers": ["provider_id,province_id,max_cases,suspended", "8,1,5,0", "9,1,5,0"],
    "conflicts": ["supervisee_id,provider_id"],
    "history": ["supervisee_id,provider_id", "5,9"],
    "current": ["need_id,resource_id,locked", "3,72,0"],
    "queries": ["need_id", "3"],
}


def test_suggestions_for_a_file_follow_the_format_and_not_the_house_rules(tmp_path: Path):
    for name, lines in INSTANCE.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="ascii")
    (tmp_path / "meta.json").write_text('{"format": 1, "as_of_day": 20000}', encoding="utf-8")
    assert suggest_file(tmp_path, tmp_path / "out.csv") == 2
    # 72 is full by its current row, 73 lapses too early; P = 100 + 40 + 20 + 10.
    assert (tmp_path / "out.csv").read_text(encoding="ascii").splitlines() == [
        "need_id,rank,resource_id,weight",
        f"3,1,71,{170 * (1000 + 400 + 125 + 100 + 150)}",
        f"3,2,70,{170 * (1000 + 200 + 125 + 0 + 150)}",
    ]
