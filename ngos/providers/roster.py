"""One row of the list of social organisations as offices keep it, read into the columns of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from accounts.models import Division
from desk.imports import cells
from desk.imports.kinds import Fault, Row, fault
from kit import identity
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.providers import filing

NAME, CODE, KIND, REGISTRAR, LEGAL, FOUNDED, AREAS, SERVICES, STAFF, WORKERS, COUNSELLORS, UNTIL, CONTACT, PHONE = (
    "名称", "统一社会信用代码", "类型", "登记机关", "法定代表人", "成立日期", "服务区域", "服务类别", "专职人员",
    "持证社工", "心理咨询师", "证书有效期", "联系人", "电话",
)  # fmt: skip
KINDS = {
    "社会服务机构": "social_service",
    "民办非企业单位": "social_service",
    "民非": "social_service",
    "社会团体": "association",
    "基金会": "foundation",
    "企业": "enterprise",
    "事业单位": "institution",
    "高校": "university",
    "高等院校": "university",
    "居(村)民委员会": "village_committee",
    "专业机构": "professional",
}
# Words of lists for the seven categories of the purchase catalogue.
CATEGORIES = {
    "就业指导": 1, "就业帮扶": 1, "心理辅导": 2, "法律援助": 3, "法律援助与调解": 3, "职业培训": 4,
    "职业培训与教育": 4, "困难帮扶": 5, "社会关系修复": 6, "公益活动": 7, "陪伴与公益活动": 7,
}  # fmt: skip
PEOPLE = {STAFF: "staff_n", WORKERS: "social_workers_n", COUNSELLORS: "counsellors_n"}


class Counties:
    """The counties of the city by code and by name, read once a file."""

    @cached_property
    def by_code(self) -> dict[str, Division]:
        return {d.code: d for d in Division.objects.filter(level="county")}

    @cached_property
    def by_name(self) -> dict[str, str]:
        return {d.name: d.code for d in self.by_code.values()}


@dataclass
class Reading:
    """One row understood: `columns` are those of a provider's file; `faults` leave it out, `warnings` only tell."""

    name: str = ""
    code: str = ""
    county: Division | None = None
    columns: dict[str, Any] = field(default_factory=dict)
    areas: list[str] = field(default_factory=list)
    categories: list[int] = field(default_factory=list)
    until: date | None = None
    contact: str = ""
    phone: str = ""
    mended: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def county_code(self) -> str:
        return self.county.code if self.county else ""


def read(row: Row, counties: Counties, on: date) -> Reading:
    """Everything that is wrong with the row is found at once, so that it is mended once."""
    reading = Reading()
    for column, step in STEPS:
        try:
            step(reading, row.cells, counties)
        except Refused as why:
            reading.faults.append(fault(why, column))
    _warn(reading, on)
    return reading


def said(reading: Reading) -> dict[str, Any]:
    """What a row says of the file, by the names of `filing.edit_file`; an empty cell says nothing."""
    values = {**reading.columns, "contact_name": reading.contact, "phone": reading.phone}
    filled = {name: value for name, value in values.items() if value not in ("", None)}
    return {**filled, "areas": reading.areas, "categories": reading.categories}


# --- one column each --------------------------------------------------------------------------------------------
def _name(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    reading.name = row.get(NAME, "").strip()
    if not reading.name or len(reading.name) > 80:
        raise Refused(_("填写机构名称，不超过 80 个字。"), code="name")


def _code(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    """The county in which it is registered stands in characters three to eight."""
    text = row.get(CODE, "")
    try:
        reading.code = filing.checked_code(text)
    except Refused as why:
        if why.code != "uscc_check":
            raise
        told = _("统一社会信用代码的末位校验不符。证书上确实如此的，由管理人员凭证书扫描件单独登记。")
        raise Refused(told, code="uscc_check") from None
    if reading.code != text.strip():
        reading.mended.append(CODE)
    reading.county = counties.by_code.get(reading.code[2:8])
    if reading.county is None:
        raise Refused(_("登记地不在本市，由管理人员单独登记。"), code="county")


def _kind(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    kind = KINDS.get(row.get(KIND, "").strip())
    if kind is None:
        raise Refused(_("没有这种机构类型，对照模板填写。"), code="kind")
    reading.columns["kind"] = kind


def _texts(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    reading.columns["registrar"] = row.get(REGISTRAR, "").strip()[:60]
    reading.columns["legal_representative"] = row.get(LEGAL, "").strip()[:40]
    reading.contact = row.get(CONTACT, "").strip()[:40]


def _founded(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    reading.columns["founded_on"] = cells.day(row.get(FOUNDED, ""), FOUNDED)


def _until(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    reading.until = cells.day(row.get(UNTIL, ""), UNTIL)


def _phone(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    if row.get(PHONE, "").strip():
        reading.phone = identity.mobile(row[PHONE])


def _staff(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    for column, name in PEOPLE.items():
        reading.columns[name] = cells.whole(row.get(column, ""), column, high=10_000) or 0


def _where(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    words = cells.parts(row.get(AREAS, ""))
    reading.areas = sorted({counties.by_name[w] for w in words if w in counties.by_name})
    if any(w not in counties.by_name for w in words):
        reading.warnings.append(Fault("area", _("有本市没有的县区，没有采用。"), AREAS))


def _what(reading: Reading, row: dict[str, str], counties: Counties) -> None:
    words = cells.parts(row.get(SERVICES, ""))
    reading.categories = sorted({CATEGORIES[w] for w in words if w in CATEGORIES})
    if any(w not in CATEGORIES for w in words):
        reading.warnings.append(Fault("category", _("有不认识的服务类别，没有采用。"), SERVICES))


Reader = Callable[[Reading, dict[str, str], Counties], None]
STEPS: tuple[tuple[str, Reader], ...] = (
    (NAME, _name), (CODE, _code), (KIND, _kind), (REGISTRAR, _texts), (FOUNDED, _founded), (UNTIL, _until),
    (PHONE, _phone), (STAFF, _staff), (AREAS, _where), (SERVICES, _what),
)  # fmt: skip


def _warn(reading: Reading, on: date) -> None:
    if reading.code and "kind" in reading.columns and not filing.prefix_fits(reading.code, reading.columns["kind"]):
        told = _("代码开头两位与机构类型不符，核对证书。")
        reading.warnings.append(Fault("prefix", told, CODE))
    if reading.until and reading.until < on:
        told = _("证书已过期：列入名录，但受限，换证并核对后解除。")
        reading.warnings.append(Fault("licence_over", told, UNTIL))
