"""The gates and the score once more, for one pair of plain dicts, written from the rules and not from the engine.

Slow and simple on purpose: whole facts only, no columns, no third answer. Tests compare the engine with it.
"""

from __future__ import annotations

import math

FOREVER = 10**9


def shared(a: int, b: int) -> int:
    return bin(a & b).count("1")


def refused_by(need: dict, place: dict, *, file_format: bool) -> set[str]:
    """Codes of the gates that refuse this pair."""
    shut = set()
    if place["category"] != need["category"]:
        shut.add("category")
    if need["need_mask"] and not need["need_mask"] & place["need_codes_mask"]:
        shut.add("need")
    if max(need["start_day"], need["as_of_day"]) < place["open_from_day"] or place["open_until_day"] < need["end_day"]:
        shut.add("open")
    if need["basis"] != 1:
        shut.add("basis")
    if place["capacity"] - place["load"] < 1 or place["max_cases"] - place["provider_load"] < 1:
        shut.add("capacity")
    if place["quota_left"] < 1 or place["helper_left"] < 1:
        shut.add("capacity")
    if need["gender_pref"] and not need["gender_pref"] & place["sex_mask"]:
        shut.add("gender")
    if not file_format and need["sex"] == 2 and need["category"] in (2, 6) and not place["sex_mask"] & 2:
        shut.add("gender")
    if not need["sex"] & place["serves_sex_mask"]:
        shut.add("serves_sex")
    if need["minor"] and (not place["minor_qualified"] or place["audience"] == 1):
        shut.add("minor")
    if not need["minor"] and place["audience"] == 2:
        shut.add("minor")
    if need["offence_mask"] & place["excluded_offence_mask"]:
        shut.add("offence")
    if ordered_off(need, place):
        shut.add("order")
    if need["conflict"]:
        shut.add("conflict")
    if shared(need["schedule_mask"] & need["allowed_mask"], place["schedule_mask"]) < need["min_blocks"]:
        shut.add("schedule")
    if not within_reach(need, place):
        shut.add("area")
    if not need["language_mask"] & place["language_mask"] and not place["interpreter"]:
        shut.add("language")
    if place["cert_level"] < need["min_cert"] or place["cert_until_day"] < need["end_day"]:
        shut.add("qualification")
    papers = need["need_mask"] << (32 if need["minor"] else 0)
    if place["trained_until_day"] < need["as_of_day"] or papers & place["untrained_mask"]:
        shut.add("qualification")
    if place["grade"] < need["min_grade"] or place["rectification_overdue"]:
        shut.add("grade")
    if not file_format and place["grade"] == 1:
        shut.add("grade")
    if need["as_of_day"] - place["confirmed_day"] > 180:
        shut.add("fresh")
    if place["suspended"]:
        shut.add("suspended")
    return shut


def ordered_off(need: dict, place: dict) -> bool:
    if need["stay_district"] and not place["remote"] and need["district_id"] != place["district_id"]:
        return True
    if need["barred"] or (place["category"] == 1 and need["barred_skill_mask"] & place["skill_mask"]):
        return True
    if need["allowed_mask"] == 2**21 - 1:
        return False
    has = bin(place["schedule_mask"]).count("1")
    left = shared(place["schedule_mask"], need["allowed_mask"])
    return left < min(need["min_blocks"], has) or bool(place["fixed_mask"] & ~need["allowed_mask"])


def within_reach(need: dict, place: dict) -> bool:
    if place["remote"]:
        return bool(need["accept_remote"]) and need["province_id"] == place["province_id"]
    squared = (need["x_m"] - place["x_m"]) ** 2 + (need["y_m"] - place["y_m"]) ** 2
    return need["prefecture_id"] == place["prefecture_id"] and squared <= need["max_m"] ** 2


def tenths(need: dict, place: dict) -> tuple[int, int, int, int]:
    """Fit, near, quality, continuity in tenths of a point."""
    wanted = bin(need["skill_mask"]).count("1")
    fit = 400 * shared(need["skill_mask"], place["skill_mask"]) // wanted if wanted else 400
    metres = math.isqrt((need["x_m"] - place["x_m"]) ** 2 + (need["y_m"] - place["y_m"]) ** 2)
    near = 125 if place["remote"] else max(0, 250 * (need["max_m"] - metres) // need["max_m"])
    return fit, near, 50 * (place["grade"] - 1), 150 if need["helped"] else 0


def weight(need: dict, place: dict) -> int:
    p = 100 + 40 * need["key_level"] + 20 * need["urgency"] + min(need["wait_days"], 180) // 3 + 40 * need["minor"]
    return p * (1000 + sum(tenths(need, place)))
