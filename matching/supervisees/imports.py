"""The register of people in correction, taken in from the provincial system's file (R-CC-12: no positions)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts import access, roles
from desk.hooks import import_kinds
from desk.imports import rows as import_rows
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
from kit.errors import Refused
from kit.sentences import gettext as _
from matching.models import Client
from matching.needs.services import assess_from_paper
from matching.outcomes.services import end_client, end_clients_due
from matching.policies import DOUBLE_COUNTIES, policies
from matching.supervisees import services
from matching.supervisees.models import IN_REGISTER
from matching.supervisees.register import Offices, Reading, read
from matching.supervisees.renewal import differences, file_is_used, put_back, renew, renewal_is_used

GONE = ImportRow.Verdict.GONE
_ENDED = gettext_lazy("这个人的档案已结束，名单上还是原来的刑期。核对后决定是否重新登记。")
CHUNK = 500
# How a file ends that the register has no more.  law: R-CC-11
ENDS = (
    ("released", gettext_lazy("解除矫正，结束档案")),
    ("terminated", gettext_lazy("终止矫正，结束档案")),
    ("transferred", gettext_lazy("迁出，结束档案")),
)


class Register(ImportKind):
    code = "matching.register"
    label = gettext_lazy("在册名单")
    hint = gettext_lazy("从社区矫正信息系统导出的名单。婚姻状况不读取；罪名只归入类别，放在受保护的栏目里。")
    policies = policies
    verb = "import_register"
    decide_verb = "decide_register_row"
    decides = frozenset({ImportRow.Verdict.HELD, GONE})
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

    # --- judging ----------------------------------------------------------------------------------------------
    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        offices, on, own = Offices(), clock.today(), _own_county(by)
        readings = [read(row, offices, on) for row in rows]
        paper = _Paper(rows, readings)
        for row, reading in zip(rows, readings, strict=True):
            if own and reading.county != own:
                yield outside(county=reading.county)
            else:
                yield _judge(row, reading, paper, own)
        yield from _gone(paper.seen, own)

    # --- taking in --------------------------------------------------------------------------------------------
    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        return self._take(import_rows.as_read(row), by=by)

    def _take(self, row: Row, *, by: Any, decided: bool = False) -> Done:
        """`decided`: somebody has said that the row is a new term, where its days do not tell."""
        reading = read(row, Offices(row.cells.get("居住地编码", "")), clock.today())
        if wrong := [*reading.faults, *reading.hold]:  # the divisions or the day have changed since the check
            raise Refused(wrong[0].sentence, code=wrong[0].code)
        client = services.file_of(reading.index)
        if client is not None and client.status in IN_REGISTER:
            return Done(client, before=renew(client, differences(client, reading), by=by))
        if client is not None and not decided and not _is_new_term(client, reading):
            raise Refused(_ENDED, code="ended")
        client = services.register_client(by=by, **reading.columns)
        assess_from_paper(client, by=by, needs=reading.needs)
        return Done(client)

    def finished(self, batch: ImportBatch, *, by: Any) -> None:
        """A last day already passed is no fault: taken, then ended (R-CC-11)."""
        while end_clients_due():
            pass

    # --- what waits for a person ------------------------------------------------------------------------------
    def choices(self, row: ImportRow) -> Sequence[tuple[str, Any]]:
        if row.verdict == GONE:
            sealed = Client.objects.filter(pk=row.thing_id, is_minor_track=True).first()
            return [(end, f"{label} {sealed.code}") for end, label in ENDS] if sealed else ENDS
        if row.code in ("double", DOUBLE_COUNTIES):
            return (("take", _("改用这一行")),)
        if row.code == "ended":
            return (("take", _("是新的一次矫正，重新登记")),)
        if row.code == "division" and Offices().town_named(row.cells.get("居住地", "")):
            return (("take", _("按居住地的名称登记")),)
        return ()

    def may_decide(self, user: Any, row: ImportRow) -> bool:
        """Over a file that is gone decides who may end it; a sealed one only its officer or deputy (R-MIN-02)."""
        if not super().may_decide(user, row):
            return False
        if row.verdict != GONE:
            return True
        client = Client.objects.filter(pk=row.thing_id).first()
        return client is not None and policies.may(user, "end_client", client)

    def decide(self, row: ImportRow, choice: str, *, by: Any) -> Done:
        if row.verdict == GONE:
            client = import_rows.thing_of(row, Client)
            if client.status not in IN_REGISTER:
                raise Refused(_("这份档案已经结束。"), code="ended")
            was = client.status
            return Done(end_client(client, by=by, reason=choice), before={"status": was})
        found = import_rows.as_read(row)
        if row.code == "division":
            town = Offices().town_named(found.cells.get("居住地", ""))
            found = replace(found, cells=found.cells | {"居住地编码": town})
        done = self._take(found, by=by, decided=row.code == "ended")
        taken: Any = done.thing
        row.county_code, row.office_id = taken.county_code, taken.office_id
        return done

    # --- taking back ------------------------------------------------------------------------------------------
    def used_since(self, row: ImportRow) -> str:
        if row.verdict == GONE:
            return _("档案由工作人员决定结束，不随导入撤销。")
        client = Client.objects.filter(pk=row.thing_id).first()
        if client is None:
            return ""
        return file_is_used(client) if row.was is None else renewal_is_used(client, row.was)

    def undo(self, row: ImportRow, *, by: Any) -> None:
        client = import_rows.thing_of(row, Client)
        if row.was is None:
            services.remove_mistaken(client, by=by)
        else:
            put_back(client, row.was, by=by)

    # --- who --------------------------------------------------------------------------------------------------
    def scope(self, user: Any) -> Q | None:
        """The clerk and the auditor all rows, by number only; a county and an office their own."""
        found: Q | None = None
        for seat in access.seats(user):
            if seat.role == roles.AUD or (seat.role == roles.MUN and seat.is_data_clerk):
                return Q()
            if seat.role == roles.CBM:
                found = (found or Q(pk__in=())) | Q(county_code=seat.county_code)
            if seat.role == roles.OFF:
                found = (found or Q(pk__in=())) | Q(office_id=seat.unit_id)
        return found

    def shows(self, user: Any, row: ImportRow) -> Sequence[str]:
        return ("姓名", "司法所") if _is_own(user, row) else ()

    def sheet_columns(self, user: Any) -> Sequence[str]:
        return self.labels if access.has_role(user, roles.CBM, roles.OFF) and self.scope(user) != Q() else ()


# --- one row -------------------------------------------------------------------------------------------------------
class _Paper:
    """The file as a whole: who stands in it twice, who is in register already, whom it names at all."""

    def __init__(self, rows: Sequence[Row], readings: Sequence[Reading]) -> None:
        self.twice: dict[str, list[tuple[int, str]]] = {}
        for row, reading in zip(rows, readings, strict=True):
            if index := reading.index:
                # A row refused for something else still says that the person is in register.
                places = self.twice.setdefault(index, [])
                if not reading.faults:
                    places.append((row.no, reading.county))
        self.seen = set(self.twice)
        self.known: dict[str, Client] = {}
        wanted = sorted(self.seen)
        for part in range(0, len(wanted), CHUNK):
            some = Client.objects.filter(id_index__in=wanted[part : part + CHUNK]).order_by("pk")  # the newest is last
            self.known |= {client.id_index: client for client in some}


def _judge(row: Row, reading: Reading, paper: _Paper, own: str) -> Verdict:
    client = paper.known.get(reading.index)
    about: dict[str, Any] = {
        "county": reading.county,
        "office_id": reading.office_id,
        "hidden": reading.is_sealed or bool(client and client.is_minor_track),
        "warnings": tuple(reading.warnings),
        "mended": tuple(reading.mended),
    }
    if reading.faults:
        return error(*reading.faults, **about)
    first, *later = paper.twice[reading.index]
    if first[0] != row.no:
        return held(_double(first, reading.county), wide=(_same_as(first[0]),), **about)
    about["warnings"] += tuple(_again(number, other, reading.county) for number, other in later)
    if reading.hold:
        return held(*reading.hold, **about)
    if client is None:
        return new(**about)
    if client.status not in IN_REGISTER:
        return _ended(client, reading, about)
    if own and client.county_code != own:
        said = _("这个证件号码在另一个县区在册。转入由市局数据专员导入全市名单时办理。")
        return error(Fault("other_county", said, "身份证号"), **about)
    return (changed if differences(client, reading) else same)(client, **about)


def _ended(client: Client, reading: Reading, about: dict[str, Any]) -> Verdict:
    """The paper may go on listing somebody whose term is over. A later term is a new file; one that runs on although
    the file was ended is a question."""
    if reading.columns["end_on"] < clock.today():
        return same(client, **about)
    if _is_new_term(client, reading):
        # The row is this term's: of an earlier file, sealed or of another county, it says nothing.
        return new(**{**about, "hidden": reading.is_sealed})
    return held(Fault("ended", _ENDED), **about)


def _is_new_term(client: Client, reading: Reading) -> bool:
    """Whether the paper tells of a term that began when the ended file was over."""
    return reading.columns["start_on"] >= client.over_on


def _gone(seen: set[str], own: str) -> Iterator[Verdict]:
    """Files in register that the paper does not name; the office reads the code, the city only that there is one.

    Of a sealed file the office reads no more than the city; its officer has the code on the buttons (R-MIN-02).
    """
    rows = Client.objects.filter(status__in=IN_REGISTER, kind="supervisee")
    if own:
        rows = rows.filter(county_code=own)
    for client in rows.only("pk", "code", "id_index", "county_code", "office_id", "is_minor_track").order_by("pk"):
        if client.id_index in seen:
            continue
        said = Fault("gone", _("%(code)s 不在这份名单里，由司法所决定是否结束档案。") % {"code": client.code})
        wide = Fault("gone", _("有一份在册档案不在这份名单里，由司法所决定。"))
        yield gone(
            client, county=client.county_code, office_id=client.office_id, hidden=client.is_minor_track,
            faults=(wide if client.is_minor_track else said,), wide=(wide,),
        )  # fmt: skip


def _own_county(user: Any) -> str:
    """The county to which a county manager's import is limited; "" for the municipal data clerk."""
    if any(s.role == roles.MUN and s.is_data_clerk for s in access.seats(user)):
        return ""
    return next((s.county_code for s in access.seats_as(user, roles.CBM)), "-")


def _is_own(user: Any, row: ImportRow) -> bool:
    """Whether the row is of the person's own county or office: only there names are read."""
    return any(
        (seat.role == roles.CBM and row.county_code and row.county_code == seat.county_code)
        or (seat.role == roles.OFF and row.office_id and row.office_id == seat.unit_id)
        for seat in access.seats(user)
    )


def _double(first: tuple[int, str], county: str) -> Fault:
    number, other = first
    if other != county:
        said = _("同一证件号码在另一个县区也有一行，先采用了那一行，由市局数据专员决定。")
        return Fault(DOUBLE_COUNTIES, said, "身份证号")
    return replace(_same_as(number), column="身份证号")


def _again(number: int, other: str, county: str) -> Fault:
    """Said on the row that is taken: both are shown."""
    if other != county:
        return Fault(DOUBLE_COUNTIES, _("同一证件号码在另一个县区还有一行，先采用这一行。"), "身份证号")
    said = _("与第 %(n)d 行证件号码相同，先采用这一行。") % {"n": number}
    return Fault("double", said, "身份证号")


def _same_as(number: int) -> Fault:
    return Fault("double", _("与第 %(n)d 行证件号码相同，先采用了那一行。") % {"n": number}, "身份证号")


import_kinds.add(Register())
