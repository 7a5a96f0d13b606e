"""The table of counties and towns, taken in row by row: the code, the name, what it belongs to and its point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy

from accounts import divisions
from accounts.models import Division
from desk import policies
from desk.imports import cells, rows
from desk.imports.kinds import Column, Done, Fault, ImportKind, Row, Verdict, changed, error, fault, new, same
from desk.imports.models import ImportBatch, ImportRow
from kit.errors import Refused
from kit.sentences import gettext as _

ABOVE = {"city": "", "county": "city", "town": "county"}
FIELDS = ("name", "level", "parent_id", "x_m", "y_m")
LEVELS = {"市": "city", "县": "county", "区": "county", "乡": "town", "镇": "town", "街道": "town"}


class DivisionTable(ImportKind):
    code = "desk.divisions"
    label = gettext_lazy("行政区划")
    hint = gettext_lazy("本市的县区和乡镇街道，附平面坐标（米）")
    columns = (
        Column("code", required=True, aliases=("区划代码", "代码"), example="990101001"),
        Column("name", required=True, aliases=("名称",), example="城关街道"),
        Column("level", aliases=("级别",), example="town", hint=gettext_lazy("city、county 或 town")),
        Column("parent", aliases=("上级", "上级代码"), example="990101"),
        Column("x_m", aliases=("横坐标", "横坐标(米)"), example="-21921"),
        Column("y_m", aliases=("纵坐标", "纵坐标(米)"), example="4646"),
    )
    policies, verb = policies.policies, "import_divisions"

    def option_fields(self) -> dict[str, forms.Field]:
        return {
            "opens_offices": forms.BooleanField(
                label=gettext_lazy("同时开设还没有的司法局和司法所"),
                help_text=gettext_lazy("开设后，这些区划不能再撤销"),
                required=False,
                initial=False,
            )
        }

    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        known = Division.objects.in_bulk()
        levels = {code: d.level for code, d in known.items()}
        seen: dict[str, int] = {}
        for row in rows:
            try:
                wanted = _read(row, levels)
            except Refused as why:
                yield error(fault(why))
                continue
            if first := seen.get(wanted.code):
                said = _("代码与第 %(n)s 行相同。") % {"n": first}
                yield error(Fault("division_twice", said, "code"))
                continue
            seen[wanted.code] = row.no
            levels[wanted.code] = wanted.level
            yield _compared(wanted, known.get(wanted.code))

    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        levels = dict(Division.objects.values_list("code", "level"))
        wanted = _read(rows.as_read(row), levels)
        there = Division.objects.select_for_update().filter(pk=wanted.code).first()
        before = {name: getattr(there, name) for name in FIELDS} if there else None
        divisions.load([wanted], by=by)
        return Done(Division.objects.get(pk=wanted.code), before=before)

    def finished(self, batch: ImportBatch, *, by: Any) -> None:
        if batch.options.get("opens_offices"):
            divisions.open_offices(by=by)

    def used_since(self, row: ImportRow) -> str:
        """Rows are taken back last first: towns of the same file are gone before their county is asked about."""
        if row.outcome != ImportRow.Outcome.MADE:
            return ""
        there = Division.objects.filter(pk=row.thing_id).first()
        if there is None:
            return ""
        if there.units.exists():
            return _("已有单位设在这里。")
        return _("下面还有乡镇街道。") if there.children.exists() else ""

    def undo(self, row: ImportRow, *, by: Any) -> None:
        there = rows.thing_of(row, Division)
        if row.was:
            for name in FIELDS:
                setattr(there, name, row.was[name])
            there.save()
            return
        try:
            there.delete()
        except ProtectedError:
            raise Refused(_("已有资料用到这一区划。"), code="division_used") from None


def _read(row: Row, levels: dict[str, str]) -> divisions.Row:
    """The row as the table of divisions wants it. Refused: what is wrong with it, in the first sentence that fits."""
    code, name = row.cells["code"].strip(), row.cells["name"].strip()
    if not (code.isascii() and code.isdecimal() and len(code) in (6, 9)):
        raise Refused(_("区划代码应为 6 位或 9 位数字。"), code="division_code")
    if not name or len(name) > 40:
        raise Refused(_("名称应为 1 至 40 个字。"), code="division_name")
    said = row.cells.get("level", "")
    level = LEVELS.get(said, said) or ("town" if len(code) == 9 else "city" if code.endswith("00") else "county")
    if divisions.LENGTHS.get(level) != len(code):
        raise Refused(_("级别应为 city、county 或 town，并与代码的位数相符。"), code="division_level")
    parent = row.cells.get("parent", "") or {"city": "", "county": f"{code[:4]}00", "town": code[:6]}[level]
    if level != "city" and levels.get(parent) != ABOVE[level]:
        raise Refused(_("上级不存在，或者排在这一行之后。先写县区，再写乡镇街道。"), code="division_parent")
    far = divisions.FAR_M
    x = cells.whole(row.cells.get("x_m", ""), "x_m", low=-far, high=far) or 0
    y = cells.whole(row.cells.get("y_m", ""), "y_m", low=-far, high=far) or 0
    return divisions.Row(code, name, level, parent if level != "city" else "", x, y)


def _compared(wanted: divisions.Row, there: Division | None) -> Verdict:
    county = wanted.code[:6] if wanted.level != "city" else ""
    if there is None:
        return new(county=county)
    is_same = (wanted.name, wanted.level, wanted.parent, wanted.x_m, wanted.y_m) == (
        there.name,
        there.level,
        there.parent_id or "",
        there.x_m,
        there.y_m,
    )
    return same(there, county=county) if is_same else changed(there, county=county)
