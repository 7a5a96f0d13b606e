"""The divisions of a city as a table of text: reading it, checking it, and taking it over with its offices."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Division, OrgUnit
from audit import trail
from kit.errors import Refused
from kit.sentences import gettext as _

LENGTHS = {"city": 6, "county": 6, "town": 9}
COLUMNS = ("code", "name", "level", "parent", "x_m", "y_m")
MOST_ROWS = 5_000
FAR_M = 2_000_000  # no point of a city lies two thousand kilometres from its middle


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    level: str
    parent: str
    x_m: int = 0
    y_m: int = 0


def parse(content: str | bytes, *, city: str = "") -> list[Row]:
    """The rows of a table `code,name[,level,parent,x_m,y_m]`, cities first; headings and empty lines are passed over.

    Pasted lines may part code and name by comma, tab or space. Level and parent follow from the code where left
    out; a county without parent belongs to `city`. Refused: with one sentence for each line that is wrong.
    """
    lines = [line for line in _text(content).splitlines() if line.strip()]
    if len(lines) > MOST_ROWS:
        raise Refused(_("最多 %(n)s 行。") % {"n": MOST_ROWS}, code="too_many_rows")
    rows, faults = [], []
    for n, cells in enumerate(map(_cells, lines), start=1):
        if n == 1 and not cells[0].isdecimal():
            continue
        try:
            rows.append(_row(cells, city))
        except Refused as why:
            faults.append(_("第 %(n)s 行：%(why)s") % {"n": n, "why": why})
    faults += _between(rows, city)
    if faults:
        raise Refused(_("有 %(n)s 处要更正。") % {"n": len(faults)}, code="division_rows", reasons=faults)
    return sorted(rows, key=lambda r: (list(LENGTHS).index(r.level), r.code))


@transaction.atomic
def load(rows: list[Row], *, by: Any) -> int:
    """Take the rows over, parents first; known codes get the new name and point. How many are new."""
    known = set(Division.objects.values_list("code", flat=True))
    for row in rows:
        Division.objects.update_or_create(
            code=row.code,
            defaults={
                "name": row.name,
                "level": row.level,
                "parent_id": row.parent or None,
                "x_m": row.x_m,
                "y_m": row.y_m,
            },
        )
    fresh = [r.code for r in rows if r.code not in known]
    trail.record("accounts.load_divisions", by=by, detail={"rows": len(rows), "new": len(fresh)})
    return len(fresh)


@transaction.atomic
def open_offices(*, by: Any) -> int:
    """A bureau of justice for the city and each county, and a judicial office for each town; how many are new."""
    bureaus: dict[str, OrgUnit] = {}
    fresh = 0
    # Cities, then counties, then towns: each office under the one above it.
    for level, kind, name in (
        ("city", "municipal_bureau", "%s司法局"),
        ("county", "county_bureau", "%s司法局"),
        ("town", "judicial_office", "%s司法所"),
    ):
        for division in Division.objects.filter(level=level):
            unit = OrgUnit.objects.filter(kind=kind, division=division).first()
            if unit is None:
                unit = OrgUnit.objects.create(
                    kind=kind, division=division, name=name % division.name, parent=bureaus.get(division.parent_id)
                )
                fresh += 1
            bureaus[division.code] = unit
    trail.record("accounts.open_offices", by=by, detail={"new": fresh})
    return fresh


# --- reading -----------------------------------------------------------------------------------------------
def _text(content: str | bytes) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("文件的编码认不出来，另存为 UTF-8 的 CSV 再试。"), code="encoding")


def _cells(line: str) -> list[str]:
    line = line.replace("，", ",").replace("\t", ",").strip()
    cells = next(csv.reader(io.StringIO(line))) if "," in line else line.split(None, 1)
    return [c.strip() for c in cells]


def _row(cells: list[str], city: str) -> Row:
    code, name, level, parent, x, y = (*cells[:6], *[""] * (6 - len(cells)))
    if not (code.isascii() and code.isdecimal()) or len(code) not in (6, 9):
        raise Refused(_("区划代码应为 6 位或 9 位数字"))
    if not name or len(name) > 40:
        raise Refused(_("名称应为 1 至 40 个字"))
    level = level or ("town" if len(code) == 9 else "city" if code == city or code.endswith("00") else "county")
    if LENGTHS.get(level) != len(code):
        raise Refused(_("级别应为 city、county 或 town，并与代码的位数相符"))
    parent = parent or {"city": "", "county": city or f"{code[:4]}00", "town": code[:6]}[level]
    return Row(code, name, level, parent, _metres(x), _metres(y))


def _metres(text: str) -> int:
    try:
        metres = round(float(text or 0))
    except (ValueError, OverflowError):
        raise Refused(_("坐标应为整数，单位是米")) from None
    if abs(metres) > FAR_M:
        raise Refused(_("坐标应为整数，单位是米"))
    return metres


def _between(rows: list[Row], city: str) -> list[str]:
    """What is wrong between the lines: a code twice, a parent that is nowhere or of the wrong level."""
    faults = []
    levels = {city: "city"} if city else {}
    levels |= dict(Division.objects.values_list("code", "level"))
    seen: set[str] = set()
    for row in rows:
        if row.code in seen:
            faults.append(_("代码 %(code)s 出现了两次") % {"code": row.code})
        seen.add(row.code)
        levels[row.code] = row.level
    above = {"county": "city", "town": "county"}
    for row in rows:
        if row.level in above and levels.get(row.parent) != above[row.level]:
            told = {"code": row.code, "parent": row.parent}
            faults.append(_("代码 %(code)s 的上级 %(parent)s 不存在或级别不对") % told)
    return faults
