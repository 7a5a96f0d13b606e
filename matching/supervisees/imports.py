"""The register of people in correction, taken in from the provincial system's file (R-CC-12: no positions)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access, roles
from desk.hooks import import_kinds
from desk.imports.kinds import (
    Column,
    Done,
    Fault,
    ImportKind,
    Row,
    Verdict,
    changed,
    error,
    gone,
    held,
    new,
    outside,
    same,
)

from desk.imports.models import ImportBatch, ImportRow
from kit import clock
from matching.models import AssistanceRequest, Client, Consent
from matching.outcomes.services import end_client, end_clients_due
from matching.policies import policies
from matching.supervisees import services
from matching.supervisees.register import Offices, Reading, read

# What a later import may change in a file; names of columns of Client. What the office itself keeps is not here.
FROM_PAPER = (
    *("full_name", "phone", "address", "guardian", "education", "employment", "offence", "remark"),
    *("category", "start_on", "end_on", "town_id", "county_code", "office_id"),
)
DAYS = ("start_on", "end_on")
IN_REGISTER = ("registered", "active")


class Register(ImportKind):
    code = "matching.register"
    label = gettext_lazy("在册名单")
    hint = gettext_lazy("从社区矫正信息系统导出的名单。婚姻状况不读取；罪名只归入类别，放在受保护的栏目里。")
    policies = policies
    verb = "import_register"
    decide_verb = "decide_register_row"
    columns = (
        Column("序号"),
        Column("姓名", required=True, example="王某"),
        Column("性别", required=True, example="女"),
        Column("身份证号", required=True, aliases=("证件号码",), hint=gettext_lazy("设为文本格式")),
        Column("联系电话", aliases=("手机", "电话")),
        Column("居住地编码", required=True, aliases=("区划代码",), example="990103002"),
        Column("居住地"),
        Column("司法所"),
        Column("矫正类别", required=True, example="缓刑"),
        Column("入矫日期", required=True, example="2026-03-01"),
        Column("解矫日期", required=True, example="2027-03-01"),
        Column("罪名"),
        Column("文化程度"),
        Column("就业状况"),
        Column("技能特长", example="缝纫、包装"),
        Column("语言", example="普通话"),
        Column("困难与需求", example="找工作"),
        Column("监护人"),
        Column("备注"),
    )

    # --- what it does with rows -------------------------------------------------------------------------------
    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        offices, on, own = Offices(), clock.today(), _own_county(by)
        first: dict[str, tuple[int, str]] = {}
        for row in rows:
            reading = read(row, offices, on)
            if own and reading.county != own:
                yield outside(county=reading.county)
                continue
            yield self._judge(row, reading, first)
        yield from self._gone(set(first), own)

    def _judge(self, row: Row, reading: Reading, first: dict[str, tuple[int, str]]) -> Verdict:
        about = {
            "county": reading.county,
            "office_id": reading.office_id,
            "hidden": reading.is_minor,
            "warnings": tuple(reading.warnings),
        }
        if reading.faults:
            return error(*reading.faults, **about)
        index = reading.columns["id_index"]
        if index in first:
            return held(*_double(first[index], reading.county), wide=(_double_wide(first[index]),), **about)
        first[index] = (row.no, reading.county)
        if reading.hold:
            return held(*reading.hold, **about)
        client = Client.objects.filter(id_index=index).first()
        if client is None:
            return new(**about)
        if client.status not in IN_REGISTER:
            return held(Fault("ended", _("这个人的档案已结束。重新入矫的，由司法所重新登记。")), **about)
        return (changed if _differences(client, reading.columns) else same)(client, **about)

    def _gone(self, seen: set[str], own: str) -> Iterator[Verdict]:
        rows = Client.objects.filter(status__in=IN_REGISTER, kind="supervisee")
        if own:
            rows = rows.filter(county_code=own)
        for client in rows.order_by("pk").iterator():
            if client.id_index not in seen:
                yield gone(client, county=client.county_code, office_id=client.office_id, hidden=client.is_minor_track)

    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        reading = read(Row(row.row_no, row.cells), Offices(), clock.today())
        client = Client.objects.filter(id_index=reading.columns["id_index"]).first()
        if client is None:
            client = services.register_client(by=by, **reading.columns)
            services.assess_from_paper(client, by=by, needs=reading.needs)
            return Done(client)
        before = {name: _plain(getattr(client, name)) for name in _differences(client, reading.columns)}
        changes = {name: reading.columns[name] for name in before}
        if "office_id" in changes:
            _transfer(client, reading, changes)
        services.update_client(client, by=by, **changes)
        return Done(client, before=before)

    def finished(self, batch: ImportBatch, *, by: Any) -> None:
        """A last day already passed is no fault: taken, then ended (R-CC-11)."""
        while end_clients_due():
            pass

    def used_since(self, row: ImportRow) -> str:
        client = Client.objects.filter(pk=row.thing_id).first()
        if client is None:
            return ""
        if AssistanceRequest.objects.filter(client=client).exists():
            return _("这份档案已有帮扶需求。")
        if Consent.objects.filter(client=client).exists() or client.officer_id:
            return _("这份档案已在使用。")
        if client.assessments.filter(version__gt=1).exists() or client.status == "ended":
            return _("这份档案已在使用。")
        return ""

    def undo(self, row: ImportRow, *, by: Any) -> None:
        client = Client.objects.get(pk=row.thing_id)
        if row.was is None:
            services.remove_mistaken(client, by=by)
            return
        services.update_client(client, by=by, **{k: _from_plain(k, v) for k, v in row.was.items()})

    def choices(self, row: ImportRow) -> Sequence[tuple[str, Any]]:
        return (("end", _("结束档案")),) if row.verdict == ImportRow.Verdict.GONE else ()

    def decide(self, row: ImportRow, choice: str, *, by: Any) -> Done:
        client = Client.objects.get(pk=row.thing_id)
        return Done(end_client(client, by=by, reason="released"))

    # --- who ---------------------------------------------------------------------------------------------------
    def may_upload(self, user: Any) -> bool:
        return any(s.role == roles.CBM or (s.role == roles.MUN and s.is_data_clerk) for s in access.seats(user))

    def scope(self, user: Any) -> Q | None:
        found: Q | None = None
        for seat in access.seats(user):
            if seat.role == roles.MUN and seat.is_data_clerk:
                return Q()
            if seat.role == roles.CBM:
                found = (found or Q(pk__in=())) | Q(county_code=seat.county_code)
            if seat.role == roles.OFF:
                found = (found or Q(pk__in=())) | Q(office_id=seat.unit_id)
        return found

    def shows(self, user: Any, row: ImportRow) -> Sequence[str]:
        return () if row.is_hidden or not access.has_role(user, roles.CBM, roles.OFF) else ("姓名", "司法所")

    def sheet_columns(self, user: Any) -> Sequence[str]:
        return self.labels if access.has_role(user, roles.CBM, roles.OFF) else ()


def _own_county(user: Any) -> str:
    """The county to which a county manager's import is limited; "" for the municipal data clerk."""
    if any(s.role == roles.MUN and s.is_data_clerk for s in access.seats(user)):
        return ""
    return next((s.county_code for s in access.seats_as(user, roles.CBM)), "-")


def _double(first: tuple[int, str], county: str) -> tuple[Fault, ...]:
    number, other = first
    if other != county:
        return (Fault("double", _("同一证件号码在另一个县区也有一行，先采用了那一行。"), "身份证号"),)
    return (Fault("double", _("与第 %(n)d 行证件号码相同，先采用了那一行。") % {"n": number}, "身份证号"),)


def _double_wide(first: tuple[int, str]) -> Fault:
    return Fault("double", _("与第 %(n)d 行证件号码相同，先采用了那一行。") % {"n": first[0]}, "身份证号")


def _differences(client: Client, columns: dict[str, Any]) -> list[str]:
    return [n for n in FROM_PAPER if (getattr(client, n) or "") != (columns.get(n) or "")]


def _transfer(client: Client, reading: Reading, changes: dict[str, Any]) -> None:
    """A file that moves to another office takes its point with it and waits for a new officer."""
    changes |= {"x_m": reading.columns["x_m"], "y_m": reading.columns["y_m"], "officer": None, "deputy": None}
    AssistanceRequest.objects.filter(client=client).exclude(status__in=("closed", "cancelled")).update(
        office_id=changes["office_id"], county_code=changes.get("county_code", client.county_code)
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_plain(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in DAYS and value else value


import_kinds.add(Register())
