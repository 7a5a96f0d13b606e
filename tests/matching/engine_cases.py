"""One need and one place that fit, in plain columns; tests change what they are about."""

from __future__ import annotations

from datetime import date

from matching.engine import HOUSE, Need, Places, codes
from matching.engine.columns import PLACE_COLUMNS

TODAY = date(2026, 2, 13).toordinal()
WEEK = codes.mask(codes.block(day, codes.MORNING) for day in range(5))
SEWING_PACKING_DAY = codes.mask_of(["缝纫", "包装", "白班"], codes.SKILLS)

# She: 35-44, asks for a job in sewing or packing by day, at most 15 km, not remote.
NEED = {
    "need_id": 37,
    "supervisee_id": 7,
    "category": codes.JOB,
    "wait_days": 0,
    "urgency": 2,
    "gender_pref": 0,
    "max_m": 15_000,
    "accept_remote": 0,
    "schedule_mask": WEEK,
    "min_blocks": 5,
    "skill_mask": SEWING_PACKING_DAY,
    "min_cert": 0,
    "min_grade": 2,
    "end_day": TODAY + 90,
    "province_id": 99,
    "prefecture_id": 9901,
    "district_id": 990103,
    "x_m": 0,
    "y_m": 0,
    "sex": codes.FEMALE,
    "minor": 0,
    "offence_mask": 1 << 1,
    "language_mask": 1,
    "key_level": 0,
    "stay_district": 0,
    "as_of_day": TODAY,
    "basis": 1,
    "conflict": 0,
    "helped": 0,
    "need_mask": 0,
    "start_day": TODAY,
    "barred": 0,
    "barred_skill_mask": 0,
    "allowed_mask": codes.ALL_BLOCKS,
}
PLACE = {
    "resource_id": 1,
    "provider_id": 11,
    "province_id": 99,
    "prefecture_id": 9901,
    "district_id": 990103,
    "x_m": 1_500,
    "y_m": 0,
    "category": codes.JOB,
    "remote": 0,
    "capacity": 2,
    "soft_cap": 2,
    "sex_mask": 3,
    "serves_sex_mask": 3,
    "minor_qualified": 0,
    "excluded_offence_mask": 0,
    "language_mask": 3,
    "schedule_mask": WEEK,
    "skill_mask": SEWING_PACKING_DAY,
    "cert_level": 0,
    "cert_until_day": codes.FOREVER,
    "grade": codes.GRADES["B"],
    "suspended": 0,
    "quality_cases": 36,
}
FULL_PLACE = {**{name: value for name, value in PLACE_COLUMNS.items() if value is not None}, **PLACE}


def need(**changed: object) -> Need:
    rules = changed.pop("rules", HOUSE)
    return Need.from_row({**NEED, **changed}, rules=rules)  # type: ignore[arg-type]


def places(*changed: dict) -> Places:
    rows = [{**FULL_PLACE, "resource_id": at, **change} for at, change in enumerate(changed, start=1)]
    return Places.from_rows(rows)
