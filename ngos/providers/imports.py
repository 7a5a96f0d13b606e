"""The city's list of social organisations, taken in as listed; whose certificate has run out comes in restricted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from desk.hooks import import_kinds
from desk.imports import rows as import_rows
from desk.imports.kinds import Column, Done, Fault, ImportKind, Row, Verdict, changed, error, held, new, same
from desk.imports.models import ImportRow
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.models import Provider
from ngos.policies import policies
from ngos.providers import listing
from ngos.providers.roster import Counties, Reading, read


class ProviderRoster(ImportKind):
    code = "ngos.providers"
    label = gettext_lazy("社会组织名录")
    hint = gettext_lazy("全市已入库的社会组织。证书过期的列为受限；代码校验不符的不导入，凭证书单独登记。")
    policies = policies
    verb = "import_providers"
    columns = (
        Column("名称", required=True, aliases=("机构名称",), example="某某社会工作服务中心"),
        Column("统一社会信用代码", required=True, aliases=("信用代码",), hint=gettext_lazy("设为文本格式")),
        Column("类型", required=True, aliases=("机构类型",), example="社会服务机构"),
        Column("登记机关", example="东溪区民政局"),
        Column("法定代表人"),
        Column("成立日期", example="2019-04-01"),
        Column("服务区域", required=True, example="东溪区、栖霞区"),
        Column("服务类别", required=True, example="心理辅导、就业指导"),
        Column("专职人员", example="8"),
        Column("持证社工", example="5"),
        Column("心理咨询师", example="2"),
        Column("证书有效期", aliases=("证书有效期至", "有效期至"), example="2028-03-19"),
        Column("联系人"),
        Column("电话", aliases=("联系电话", "手机")),
    )

    # --- judging ----------------------------------------------------------------------------------------------
    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        counties, on = Counties(), clock.today()
        readings = [read(row, counties, on) for row in rows]
        known = listing.known([r.code for r in readings if r.code])
        seen: dict[str, int] = {}
        for row, reading in zip(rows, readings, strict=True):
            yield _judge(row, reading, known, seen)

    # --- taking in --------------------------------------------------------------------------------------------
    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        reading = read(import_rows.as_read(row), Counties(), clock.today())
        if reading.faults:  # the divisions or the day have changed since the check
            raise Refused(reading.faults[0].sentence, code=reading.faults[0].code)
        there = Provider.objects.filter(credit_code=reading.code).first()
        if there is None:
            return Done(listing.take_in(reading, by=by))
        return Done(there, before=listing.renew(there, reading, by=by))

    def used_since(self, row: ImportRow) -> str:
        provider = Provider.objects.filter(pk=row.thing_id).first()
        return listing.in_use(provider) if provider else ""

    def undo(self, row: ImportRow, *, by: Any) -> None:
        provider = import_rows.thing_of(row, Provider)
        if row.was is None:
            listing.take_out(provider, by=by)
        else:
            listing.put_back(provider, row.was, by=by)


def _judge(row: Row, reading: Reading, known: dict[str, Provider], seen: dict[str, int]) -> Verdict:
    about: dict[str, Any] = {
        "county": reading.county_code, "warnings": tuple(reading.warnings), "mended": tuple(reading.mended),
    }  # fmt: skip
    if reading.faults:
        return error(*reading.faults, **about)
    first = seen.setdefault(reading.code, row.no)
    if first != row.no:
        said = _("与第 %(n)d 行相同，先采用了那一行。") % {"n": first}
        return held(Fault("double", said, "统一社会信用代码"), **about)
    there = known.get(reading.code)
    if there is None:
        if namesake := listing.namesake(reading):
            return error(Fault("namesake", namesake, "名称"), **about)
        return new(**about)
    if there.status not in ("listed", "restricted"):
        said = _("这家机构正在本平台办理入库，以它自己的申请为准。")
        return same(there, **(about | {"warnings": (*about["warnings"], Fault("own_file", said))}))
    return (changed if listing.differences(there, reading) else same)(there, **about)


import_kinds.add(ProviderRoster())
