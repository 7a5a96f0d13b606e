"""One row of a roster of volunteers as offices keep it, read into the columns of a file; the demo reads by it too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.utils import translation

from accounts.models import Division
from desk.imports import cells
from desk.imports.kinds import Fault, Row, fault, lost_digits
from kit import identity, rules
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import hooks

# Words of rosters for what a person is asked for; the words of the platform itself are read as well.
INTENTS = {
    "一对一帮扶": "mentoring",
    "心理疏导": "counselling",
    "法律咨询": "legal_aid",
    "公益活动": "public_benefit_activity",
    "就业指导": "job_guidance",
}
PARTS_OF_DAY = {"上午": (0,), "下午": (1,), "晚上": (2,), "全天": (0, 1, 2), "": (0, 1, 2)}
WEEK = "一二三四五六日"
TIME = re.compile(r"(工作日|周末|周[一二三四五六日天]|每天)(上午|下午|晚上|全天)?")
ANY_TIME = "时间灵活"
ALL_WEEK = (1 << 21) - 1
MOST_HOURS = 50_000


class Words:
    """What codes and bits the words of the platform stand for; asked of the roof once a file."""

    @cached_property
    def _known(self) -> Any:
        with translation.override("zh-hans"):  # the roster is Chinese, whoever reads it
            words = hooks.vocabulary()
            return {str(w): c for c, w in words.needs}, {str(w): b for b, w in words.skills}

    def need(self, word: str) -> str | None:
        return INTENTS.get(word) or self._known[0].get(word)

    def skill(self, word: str) -> int | None:
        """A word is a skill, or part of the name of exactly one (种植 of 种植养殖)."""
        known = self._known[1]
        if word in known:
            return known[word]
        holding = [bit for name, bit in known.items() if word in name]
        return holding[0] if len(holding) == 1 else None


class Towns:
    """The towns of the city by code, read once a file."""

    @cached_property
    def by_code(self) -> dict[str, Division]:
        return {d.code: d for d in Division.objects.filter(level="town")}


@dataclass
class Reading:
    """One row understood: `faults` leave it out, `warnings` only tell; `profile` are columns of a volunteer's file."""

    name: str = ""
    id_number: str = ""
    id_index: str = ""
    phone: str = ""
    town: Division | None = None
    profile: dict[str, Any] = field(default_factory=dict)
    checked_on: date | None = None
    minutes: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def county(self) -> str:
        return self.town.county_code if self.town else ""


def read(row: Row, towns: Towns, words: Words, on: date) -> Reading:
    """Everything that is wrong with the row is found at once, so that it is mended once."""
    reading = Reading()
    for step in (_name, _number, _phone, _town, _checked, _hours):
        try:
            step(reading, row, towns, on)
        except Refused as why:
            reading.faults.append(fault(why, _COLUMN[step.__name__]))
    _profile(reading, row.cells, words)
    return reading


def _name(reading: Reading, row: Row, towns: Towns, on: date) -> None:
    reading.name = row.cells.get("姓名", "").strip()
    if not reading.name or len(reading.name) > 40:
        raise Refused(_("填写姓名，不超过 40 个字。"), code="name")


def _number(reading: Reading, row: Row, towns: Towns, on: date) -> None:
    if "身份证号" in row.lost:
        reading.faults.append(lost_digits("身份证号"))
        return
    card = identity.resident_id(row.cells.get("身份证号", ""), on=on)
    reading.id_number, reading.id_index = card.number, blind_index("volunteer.id_number", card.number)
    sex = row.cells.get("性别", "").strip()
    if sex and sex != ("男" if card.sex == identity.MALE else "女"):
        raise Refused(_("证件号码与所填性别不一致。"), code="id_sex")
    if identity.age_on(card.born_on, on) < rules.value("volunteers.client_age", on):
        raise Refused(_("未满 18 周岁的，由本人在监护人同意后报名，不从名册导入。"), code="age")


def _phone(reading: Reading, row: Row, towns: Towns, on: date) -> None:
    if "手机" in row.lost:
        reading.faults.append(lost_digits("手机"))
        return
    reading.phone = identity.mobile(row.cells.get("手机", ""))


def _town(reading: Reading, row: Row, towns: Towns, on: date) -> None:
    reading.town = towns.by_code.get(row.cells.get("居住地编码", "").strip())
    if reading.town is None:
        raise Refused(_("区划代码不在本市名录中，核对后重新填写。"), code="division")


def _checked(reading: Reading, row: Row, towns: Towns, on: date) -> None:
    reading.checked_on = cells.day(row.cells.get("从业查询日期", ""), "从业查询日期")
    if reading.checked_on and reading.checked_on > on:
        said = _("从业查询日期晚于今天，没有采用。看过原件后在档案里登记。")
        reading.warnings.append(Fault("checked_on", said, "从业查询日期"))
        reading.checked_on = None


def _hours(reading: Reading, row: Row, towns: Towns, on: date) -> None:
    """Hours with decimals become whole minutes, rounded down."""
    text = row.cells.get("累计时长(小时)", "").strip()
    try:
        hours = Decimal(text or "0")
    except InvalidOperation:
        hours = Decimal("NaN")
    if not hours.is_finite() or not 0 <= hours <= MOST_HOURS:
        raise Refused(_("累计时长应为小时数，例如 12.5。"), code="hours")
    reading.minutes = int(hours * 60)


_COLUMN = {"_name": "姓名", "_number": "身份证号", "_phone": "手机", "_town": "居住地编码",
           "_checked": "从业查询日期", "_hours": "累计时长(小时)"}  # fmt: skip


def _profile(reading: Reading, said: dict[str, str], words: Words) -> None:
    """What the person can and wants to do; a word nobody knows is told and left for the person to say."""
    needs = {word: words.need(word) for word in cells.parts(said.get("服务意向", ""))}
    skills = {word: words.skill(word) for word in cells.parts(said.get("技能", ""))}
    mask, time_known = week_of(said.get("可服务时间", ""))
    for column, unknown in (("服务意向", None in needs.values()), ("技能", None in skills.values())):
        if unknown:
            reading.warnings.append(Fault("word", _("有不认识的词，没有采用，由本人补充。"), column))
    if not time_known:
        reading.warnings.append(Fault("time", _("没有读懂，由本人补充时段。"), "可服务时间"))
    minors = said.get("是否熟悉未成年人工作", "").strip() in cells.YES
    reading.profile = {
        "occupation": said.get("职业", "").strip()[:40],
        "needs": list(dict.fromkeys(code for code in needs.values() if code)),
        "skill_mask": sum(1 << bit for bit in {bit for bit in skills.values() if bit is not None}),
        "schedule_mask": mask,
        "knows_minors": minors,
    }


def week_of(text: str) -> tuple[int, bool]:
    """Words for times of the week as 21 bits, and whether all of them were understood: 工作日晚上、周三下午."""
    mask, known = 0, True
    for word in cells.parts(text):
        found = TIME.fullmatch(word)
        if word == ANY_TIME:
            mask |= ALL_WEEK
        elif found:
            mask |= sum(1 << (3 * day + part) for day in _days(found[1]) for part in PARTS_OF_DAY[found[2] or ""])
        else:
            known = False
    return mask, known


def _days(word: str) -> tuple[int, ...]:
    return {"工作日": (0, 1, 2, 3, 4), "周末": (5, 6), "每天": tuple(range(7))}.get(word) or (
        WEEK.index(word[1].replace("天", "日")),
    )
