"""The roster of earlier years, taken in by county or city: a file for each, unconfirmed until the person says yes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts import access, roles
from accounts.models import User
from desk.hooks import import_kinds
from desk.imports import rows as import_rows
from desk.imports.kinds import Column, Done, Fault, ImportKind, Row, Verdict, changed, error, held, new, outside, same
from desk.imports.models import ImportRow
from kit import clock
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers.models import Application, Volunteer
from volunteers.policies import policies
from volunteers.vetting import listing
from volunteers.vetting.roster import Reading, Towns, Words, read

CHUNK = 500


class VolunteerRoster(ImportKind):
    code = "volunteers.roster"
    label = gettext_lazy("志愿者名册")
    hint = gettext_lazy("历年登记的志愿者。导入后待本人确认，确认以前不会收到邀约；原有时长转为荣誉时长。")
    policies = policies
    verb = "import_volunteers"
    columns = (
        Column("姓名", required=True, example="王某"),
        Column("性别", example="女"),
        Column("身份证号", required=True, aliases=("证件号码",), hint=gettext_lazy("设为文本格式")),
        Column("手机", required=True, aliases=("联系电话", "电话", "手机号码")),
        Column("居住地编码", required=True, aliases=("区划代码",), example="990103002"),
        Column("职业", example="教师"),
        Column("服务意向", example="一对一帮扶"),
        Column("技能", example="缝纫、包装"),
        Column("可服务时间", example="工作日晚上"),
        Column("是否熟悉未成年人工作", example="是"),
        Column("从业查询日期", example="2026-03-01"),
        Column("累计时长(小时)", aliases=("累计时长", "服务时长"), example="12.5"),
        Column("备注"),
    )

    # --- judging ----------------------------------------------------------------------------------------------
    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        towns, words, on, own = Towns(), Words(), clock.today(), _own_county(by)
        readings = [read(row, towns, words, on) for row in rows]
        known = _Known(readings)
        numbers: dict[str, int] = {}
        phones: dict[str, int] = {}
        for row, reading in zip(rows, readings, strict=True):
            if own and reading.county != own:
                yield outside(county=reading.county)
            else:
                yield _judge(row, reading, known, numbers, phones)

    # --- taking in --------------------------------------------------------------------------------------------
    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        reading = read(import_rows.as_read(row), Towns(), Words(), clock.today())
        if reading.faults:  # the divisions or the day have changed since the check
            raise Refused(reading.faults[0].sentence, code=reading.faults[0].code)
        known = Volunteer.objects.select_for_update().filter(id_index=reading.id_index).first()
        if known is None:
            return Done(listing.list_volunteer(reading, by=by))
        return Done(known, before=listing.renew_listed(known, reading, by=by))

    def used_since(self, row: ImportRow) -> str:
        volunteer = Volunteer.objects.filter(pk=row.thing_id).first()
        return listing.in_use(volunteer) if volunteer else ""

    def undo(self, row: ImportRow, *, by: Any) -> None:
        volunteer = import_rows.thing_of(row, Volunteer)
        if row.was is None:
            listing.take_off_list(volunteer, by=by)
        else:
            listing.put_back(volunteer, row.was, by=by)

    # --- who --------------------------------------------------------------------------------------------------
    def scope(self, user: Any) -> Q | None:
        """Whoever uploaded a file; other rows than those of the own county were emptied when they were read."""
        return Q(batch__by=user) if self.may_upload(user) else None


class _Known:
    """Whom the platform knows already, by ID number and by phone."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.files: dict[str, Volunteer] = {}
        self.phones: dict[str, int] = {}
        self.applied: set[str] = set()
        for part in range(0, len(readings), CHUNK):
            some = readings[part : part + CHUNK]
            numbers = [r.id_index for r in some if r.id_index]
            self.files |= {v.id_index: v for v in Volunteer.objects.filter(id_index__in=numbers) if v.id_index}
            open_ = Application.objects.filter(id_index__in=numbers, status__in=("applied", "returned"))
            self.applied |= set(open_.values_list("id_index", flat=True))
            phones = [blind_index("user.phone", r.phone) for r in some if r.phone]
            self.phones |= dict(User.objects.filter(phone_index__in=phones).values_list("phone_index", "pk"))


def _judge(row: Row, reading: Reading, known: _Known, numbers: dict[str, int], phones: dict[str, int]) -> Verdict:
    about: dict[str, Any] = {"county": reading.county, "warnings": tuple(reading.warnings)}
    if reading.faults:
        return error(*reading.faults, **about)
    for what, seen, column in ((reading.id_index, numbers, "身份证号"), (reading.phone, phones, "手机")):
        first = seen.setdefault(what, row.no)
        if first != row.no:
            said = _("与第 %(n)d 行相同，先采用了那一行。") % {"n": first}
            return held(Fault("double", said, column), **about)
    there = known.files.get(reading.id_index)
    if there is not None:
        return _again(there, reading, about)
    if reading.id_index in known.applied:
        return held(Fault("applied", _("此人正在自己报名，在审核台办理。"), "身份证号"), **about)
    if blind_index("user.phone", reading.phone) in known.phones:
        said = _("这个手机号码已属于另一个账号，核对后重新填写。")
        return held(Fault("phone_known", said, "手机"), **about)
    return new(**about)


def _again(there: Volunteer, reading: Reading, about: dict[str, Any]) -> Verdict:
    """Who has confirmed the own file speaks for it; the roster changes only what still waits."""
    if there.county_code != reading.county:
        return error(Fault("other_county", _("此人在另一个县区已有档案。"), "身份证号"), **about)
    if there.status != "unconfirmed":
        said = Fault("own_word", _("本人已确认，资料以本人填写的为准。"))
        return same(there, **(about | {"warnings": (*about["warnings"], said)}))
    return (changed if listing.differences(there, reading) else same)(there, **about)


def _own_county(user: Any) -> str:
    """The county to which a county manager's import is limited; "" for the city."""
    if access.has_role(user, roles.MUN):
        return ""
    return next((s.county_code for s in access.seats_as(user, roles.CBM)), "-")


import_kinds.add(VolunteerRoster())
