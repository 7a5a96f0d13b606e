"""One row of an employer's sheet of job posts, read into the columns of a place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import Division
from desk.imports import cells
from desk.imports.kinds import Fault, Row, fault
from kit import identity, money
from kit.errors import Refused
from kit.sentences import gettext as _
from matching.engine import codes
from matching.resources import employers
from matching.resources.services import WARNING, asks_for_no_record

WORKDAYS = range(5)
DAY, TWO, NIGHT = "白班", "两班倒", "夜班"
# The times of a shift, as long as nobody changes them in the preview.
SHIFTS = {
    DAY: codes.mask(codes.block(d, p) for d in WORKDAYS for p in (codes.MORNING, codes.AFTERNOON)),
    TWO: codes.mask(codes.block(d, p) for d in WORKDAYS for p in range(3)),
    NIGHT: codes.mask(codes.block(d, codes.EVENING) for d in WORKDAYS),
}
# What an employer writes is one group of the table, never more people than were named: 财产类 is not 网络诈骗帮信.
EXCLUDED = {word: n for n, word in enumerate(codes.OFFENCE_GROUPS)}
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?")
MOST_SEATS = 1_000


@dataclass
class Post:
    """What one row says: the employer, columns of Place, and what is wrong."""

    employer: str = ""
    credit_code: str = ""
    county: str = ""
    columns: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str]:
        """One post: who, what, where."""
        return (self.credit_code, self.columns.get("name", ""), self.columns.get("town_id", ""))

    @property
    def asks_for_no_record(self) -> bool:
        return bool(self.columns.get("warning"))


class Reader:
    """Reads rows as of a day, with the defaults that a person saw in the preview."""

    def __init__(self, on: date, options: dict[str, Any]) -> None:
        self.on, self.options = on, options
        self.towns = set(Division.objects.filter(level="town").values_list("pk", flat=True))
        self.counties = set(Division.objects.filter(level="county").values_list("pk", flat=True))

    def read(self, row: Row) -> Post:
        """All columns are looked at; each that is wrong says so once."""
        post, text = Post(), row.cells

        def take(column: str, put: Callable[[str], None]) -> None:
            if column not in text:
                return
            try:
                put(text[column].strip())
            except Refused as why:
                post.faults.append(fault(why, column))

        code = text.get("工作地编码", "").strip()
        post.county = code[:6] if code[:6] in self.counties else ""
        put = post.columns.__setitem__
        take("用工单位", lambda t: setattr(post, "employer", employers.check_name(t)))
        take("统一社会信用代码", lambda t: setattr(post, "credit_code", identity.credit_code(t)))
        take("岗位", lambda t: put("name", _title(t)))
        take("人数", lambda t: put("capacity", _seats(t)))
        take("月薪下限", lambda t: put("pay_low_fen", money.parse_yuan(t) if t else None))
        take("月薪上限", lambda t: put("pay_high_fen", money.parse_yuan(t) if t else None))
        take("班次", lambda t: put("shift", _shift(t)))
        take("技能要求", lambda t: put("skill_mask", _skills(t)))
        take("工作地编码", lambda t: put("town_id", self._town(t)))
        take("是否包住", lambda t: put("has_dormitory", cells.yes_no(t, "是否包住")))
        take("不接受的罪名类别", lambda t: put("excluded_offence_mask", _excluded(t)))
        take("联系人", lambda t: put("contact_name", t[:40]))
        take("电话", lambda t: put("contact_phone", _phone(t)))
        take("有效期至", lambda t: put("valid_to", self._until(t)))
        take("其他要求", lambda t: post.columns.update(_terms(t)))
        self._finish(post)
        return post

    def _finish(self, post: Post) -> None:
        """What more than one column says together."""
        found = post.columns
        low, high = found.get("pay_low_fen"), found.get("pay_high_fen")
        if low and high and low > high:
            post.faults.append(Fault("pay", _("月薪下限不能高于上限。"), "月薪下限"))
        shift = found.get("shift")
        if shift:
            found["schedule_mask"] = int(self.options.get(OPTION_OF[shift], SHIFTS[shift]))
            if shift == DAY and "skill_mask" in found:  # a shift by day is the sixteenth skill
                found["skill_mask"] |= codes.mask_of([DAY], codes.SKILLS)

    def _town(self, text: str) -> str:
        if text not in self.towns:
            raise Refused(_("工作地编码不在本市名录中，填写乡镇街道的 9 位代码。"), code="division")
        return text

    def _until(self, text: str) -> date:
        day = cells.day(text, "有效期至")
        if day is None:
            raise Refused(_("填写有效期，例如 2027-06-30。"), code="valid_to")
        if day < self.on:
            raise Refused(_("有效期已过，让用工单位给出新的日期。"), code="past")
        return day


OPTION_OF = {DAY: "day_blocks", TWO: "two_blocks", NIGHT: "night_blocks"}


def _title(text: str) -> str:
    if not text or len(text) > 80:
        raise Refused(_("填写岗位名称，不超过 80 个字。"), code="title")
    return text


def _seats(text: str) -> int:
    number = cells.whole(text, "人数", low=1, high=MOST_SEATS)
    if number is None:
        raise Refused(_("填写人数。"), code="seats")
    return number


def _shift(text: str) -> str:
    if text not in SHIFTS:
        raise Refused(_("班次填白班、两班倒或夜班。"), code="shift")
    return text


def _skills(text: str) -> int:
    try:
        return codes.mask_of(cells.parts(text), codes.SKILLS)
    except ValueError:
        raise Refused(_("有不在对照表中的技能，改用表中的说法。"), code="skill") from None


def _excluded(text: str) -> int:
    names = [part.removesuffix("类") for part in cells.parts(text)]
    if any(name not in EXCLUDED for name in names):
        raise Refused(_("有不在对照表中的罪名类别，例如 财产类、暴力类、涉毒类。"), code="offence_group")
    return codes.mask(EXCLUDED[name] for name in names)


def _phone(text: str) -> str:
    if not text or LANDLINE.fullmatch(text):
        return text
    return identity.mobile(text)


def _terms(text: str) -> dict[str, str]:
    if len(text) > 200:
        raise Refused(_("其他要求不超过 200 个字。"), code="terms")
    return {"terms": text, "warning": WARNING if asks_for_no_record(text) else ""}
