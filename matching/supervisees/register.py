"""One row of the corrections system's register, read into the columns of a file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import Division, OrgUnit
from desk.imports import cells
from desk.imports.kinds import Fault, Row, fault, lost_digits
from kit import identity
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from matching.engine import codes
from matching.supervisees.services import ADULT

BORN_IN_ID = re.compile(r"\d{6}((?:18|19|20)\d{2})(\d{2})(\d{2})")
# What a file says of schooling that has gone past compulsory school.
PAST_SCHOOL = re.compile("高中|中专|职高|技校|大专|本科")
SEXES = {"男": identity.MALE, "女": identity.FEMALE}
CATEGORIES = {  # law: R-CC-01, no fifth value
    "管制": "public_surveillance",
    "缓刑": "probation",
    "假释": "parole",
    "暂予监外执行": "temporary_non_prison",
}
OFFENCES = {
    "危险驾驶罪": 0,
    "交通肇事罪": 0,
    "盗窃罪": 1,
    "诈骗罪": 1,
    "故意伤害罪": 2,
    "容留他人吸毒罪": 3,
    "非法经营罪": 4,
    "职务侵占罪": 5,
    "寻衅滋事罪": 6,
    "开设赌场罪": 6,
    "帮助信息网络犯罪活动罪": 7,
    "滥伐林木罪": 8,
}
LANGUAGES = {"普通话": 0, "云栖话": 1, "手语": 2}
NEEDS = {
    "找工作": "job_placement",
    "心理压力大": "counselling",
    "家庭矛盾": "relationship_repair",
    "生活困难": "hardship",
    "想学技术": "vocational_training",
    "办理社保": "social_insurance",
    "孩子上学": "schooling",
    "法律咨询": "legal_aid",
}


@dataclass
class Reading:
    """What one row says: columns of Client, first needs, and what is wrong or worth a warning."""

    columns: dict[str, Any] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    hold: list[Fault] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    county: str = ""
    office_id: int | None = None
    is_sealed: bool = True  # until the row has shown that it is no minor's

    @property
    def index(self) -> str:
        return self.columns.get("id_index", "")

    @property
    def is_minor(self) -> bool:
        return bool(self.columns.get("is_minor_track"))


class Offices:
    """The divisions and judicial offices of the city, read once for a whole file, or of one town for one row."""

    def __init__(self, town: str = "") -> None:
        towns, counties = Division.objects.filter(level="town"), Division.objects.filter(level="county")
        offices = OrgUnit.objects.filter(kind="judicial_office", is_active=True)
        if town:
            towns, counties = towns.filter(pk=town), counties.filter(pk=town[:6])
            offices = offices.filter(division_id=town)
        self.towns = {d.code: d for d in towns}
        self.counties = dict(counties.values_list("code", "name"))
        self.offices = dict(offices.values_list("division_id", "pk"))

    def town_named(self, text: str) -> str:
        """The code of the town that is written out as county and town, "" when there is not exactly one."""
        wanted = "".join(text.split())
        found = [d.code for d in self.towns.values() if wanted == f"{self.counties.get(d.county_code, '')}{d.name}"]
        return found[0] if len(found) == 1 else ""


def read(row: Row, offices: Offices, on: date) -> Reading:
    """Read one row as of the day `on`; the first fault of each column is said, all columns are looked at."""
    reading, text = Reading(), row.cells
    _place(reading, text.get("居住地编码", ""), offices)
    _person(reading, row, on)
    _term(reading, text)
    _protected(reading, text)
    _abilities(reading, text)
    reading.is_sealed = reading.is_minor or _may_be_minor(reading, text, on)
    return reading


def _may_be_minor(reading: Reading, text: dict[str, str], on: date) -> bool:
    """Whether a row might be a minor's, also where it is too faulty to say: then nobody is shown its name.

    An ID whose check character is wrong still says when somebody was born; of a row that says nothing at all, or
    that names a guardian, the worse is assumed. Law: R-MIN-02, R-MIN-03.
    """
    if text.get("监护人", "").strip():
        return True
    found = BORN_IN_ID.match(unicodedata.normalize("NFKC", text.get("身份证号", "")).strip())
    try:
        born = date(*map(int, found.groups())) if found else None
        start = cells.day(text.get("入矫日期", ""))
    except (ValueError, Refused):
        return True
    return born is None or identity.age_on(born, min(start or on, on)) < ADULT


def _place(reading: Reading, code: str, offices: Offices) -> None:
    town = offices.towns.get(code)
    reading.county = code[:6] if code[:6] in offices.counties else ""
    if town is None:
        reading.hold.append(Fault("division", _("区划代码不在本市名录中，由工作人员核对后决定。"), "居住地编码"))
        return
    reading.office_id = offices.offices.get(code)
    if reading.office_id is None:
        reading.hold.append(Fault("office", _("这个乡镇街道还没有司法所，先建立机构。"), "居住地编码"))
    reading.columns |= {"county_code": reading.county, "town_id": code, "office_id": reading.office_id}
    reading.columns |= {"x_m": town.x_m, "y_m": town.y_m}


def _person(reading: Reading, row: Row, on: date) -> None:
    text = row.cells
    if not text.get("姓名", "").strip():
        reading.faults.append(Fault("name", _("姓名是空的。"), "姓名"))
    sex = SEXES.get(text.get("性别", ""))
    if sex is None:
        reading.faults.append(Fault("sex", _("性别填“男”或“女”。"), "性别"))
    if "身份证号" in row.lost:
        reading.faults.append(lost_digits("身份证号"))
        return
    try:
        card = identity.resident_id(text.get("身份证号", ""), on=on, sex=sex)
    except Refused as why:
        reading.faults.append(fault(why, "身份证号"))
        return
    reading.columns |= {
        "full_name": text.get("姓名", "").strip(),
        "sex": 1 if card.sex == identity.MALE else 2,
        "id_number": card.number,
        "id_index": blind_index("client.id_number", card.number),
        "born_on_text": card.born_on.isoformat(),
    }


def _term(reading: Reading, text: dict[str, str]) -> None:
    category = CATEGORIES.get(text.get("矫正类别", ""))
    if category is None:
        reading.faults.append(Fault("category", _("矫正类别只有管制、缓刑、假释、暂予监外执行。"), "矫正类别"))
    days = {}
    for name in ("入矫日期", "解矫日期"):
        try:
            days[name] = cells.day(text.get(name, ""), name)
        except Refused as why:
            reading.faults.append(fault(why, name))
            continue
        if days[name] is None:
            reading.faults.append(Fault("date", _("日期是空的。"), name))
        elif days[name].isoformat() != text[name].strip():
            reading.mended.append(name)
    start, end = days.get("入矫日期"), days.get("解矫日期")
    if not start or not end:
        return
    if end < start:
        reading.faults.append(Fault("term", _("解矫日期早于入矫日期。"), "解矫日期"))
    reading.columns |= {"category": category, "start_on": start, "end_on": end}
    born = reading.columns.get("born_on_text")
    if born:
        reading.columns["is_minor_track"] = identity.age_on(date.fromisoformat(born), start) < ADULT


def _protected(reading: Reading, text: dict[str, str]) -> None:
    offence = text.get("罪名", "").strip()
    group = OFFENCES.get(offence)
    reading.columns |= {
        "offence": offence,
        "offence_groups": str(1 << group) if group is not None else "0",
        "offence_unmapped": group is None,
        "address": text.get("居住地", "").strip(),
        "guardian": text.get("监护人", "").strip(),
        "education": text.get("文化程度", "").strip(),
        "employment": text.get("就业状况", "").strip(),
        "remark": text.get("备注", "").strip(),
    }
    if group is None:
        reading.warnings.append(Fault("offence", _("罪名不在对照表中，由司法所归类。"), "罪名"))
    phone = text.get("联系电话", "").strip()
    try:
        reading.columns["phone"] = identity.mobile(phone) if phone else ""
        if phone and reading.columns["phone"] != f"+86{phone}":
            reading.mended.append("联系电话")
    except Refused as why:
        reading.columns["phone"] = ""
        reading.warnings.append(fault(why, "联系电话"))


def _abilities(reading: Reading, text: dict[str, str]) -> None:
    skills, unknown = 0, []
    for word in cells.parts(text.get("技能特长", "")):
        try:
            skills |= codes.mask_of([word], codes.SKILLS)
        except ValueError:
            unknown.append(word)
    languages = codes.mask(LANGUAGES[w] for w in cells.parts(text.get("语言", "")) if w in LANGUAGES)
    reading.columns |= {"skill_mask": skills, "language_mask": languages or 1}
    reading.needs = [NEEDS[w] for w in cells.parts(text.get("困难与需求", "")) if w in NEEDS]
    if unknown:
        reading.warnings.append(Fault("skill", _("有不在对照表中的技能，没有采用。"), "技能特长"))
