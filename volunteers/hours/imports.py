"""Hours of many people as a spreadsheet of the organiser: looked at row by row, taken in all or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from accounts import roles
from accounts.access import seats_as
from accounts.models import OrgUnit
from desk.imports import cells, rows
from desk.imports.kinds import Column, Done, ImportKind, Row, Verdict, error, fault, new
from desk.imports.models import ImportRow
from kit.clock import SHANGHAI
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.hours import arithmetic, checking, limits, services, states
from volunteers.models import ServiceLog, Volunteer

NUMBER, NAME, DAY, BEGIN, END, BREAK, CONTENT = (
    "志愿者编号", "姓名", "日期", "开始", "结束", "休息分钟", "服务内容",
)  # fmt: skip
UPLOADERS = (roles.OFF, roles.CBM, roles.NGA)


@dataclass(frozen=True)
class Entry:
    """One row, read: everything but the volunteer, who is looked up."""

    starts_at: datetime
    ends_at: datetime
    break_minutes: int
    content: str


class HoursTable(ImportKind):
    code = "volunteers.hours"
    label = gettext_lazy("服务时长")
    hint = gettext_lazy("本单位组织的服务，一人一次一行；导入后照常核实")
    columns = (
        Column(NUMBER, required=True, aliases=("编号",), example="V99010300000001"),
        Column(NAME, required=True, example="王芳"),
        Column(DAY, required=True, aliases=("服务日期",), example="2026-03-14"),
        Column(BEGIN, required=True, aliases=("开始时间",), example="9:00"),
        Column(END, required=True, aliases=("结束时间",), example="11:50", hint=gettext_lazy("早于开始的，算第二天")),
        Column(BREAK, aliases=("休息",), example="0"),
        Column(CONTENT, required=True, aliases=("内容",), example="河道清洁"),
    )
    policies, verb = policies.policies, "import_hours"
    whole = True

    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        """As the rows would be taken in one after the other: each also stands against those above it."""
        office = office_of(by)
        people = _people(rows)
        taken = _taken(people)
        for row in rows:
            try:
                person, entry = _person(row, people, by), _read(row)
                span = _check(entry, taken[person.pk])
            except Refused as why:
                yield error(fault(why), county=office.county_code)
                continue
            taken[person.pk].append(span)
            yield new(county=office.county_code)

    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        read = rows.as_read(row)
        person, entry = _person(read, _people([read]), by), _read(read)
        return Done(services.enter_hours(person, by=by, office=office_of(by), **vars(entry)))

    def used_since(self, row: ImportRow) -> str:
        log = rows.thing_of(row, ServiceLog)
        return "" if log.status == "submitted" else _("这一条已经办理：%(state)s。") % {"state": log.status_label}

    def undo(self, row: ImportRow, *, by: Any) -> None:
        services.withdraw_entry(rows.thing_of(row, ServiceLog), by=by)


def office_of(by: Any) -> OrgUnit:
    """The unit whose record it is: where the uploader sits (R-VOL-08)."""
    unit = next((seat.unit_id for seat in seats_as(by, *UPLOADERS) if seat.unit_id), None)
    if unit is None:
        raise Refused(_("批量登记由组织服务的单位办理。"), code="no_unit")
    return OrgUnit.objects.get(pk=unit)


def _people(found: Sequence[Row]) -> dict[str, Volunteer]:
    numbers = {row.cells[NUMBER].strip().upper() for row in found}
    return {v.number: v for v in Volunteer.objects.filter(number__in=numbers).select_related("user")}


def _person(row: Row, people: dict[str, Volunteer], by: Any) -> Volunteer:
    """Refused in the same words for a number that is nobody's and for a name that is another's: nothing is told."""
    person = people.get(row.cells[NUMBER].strip().upper())
    if person is None or person.user.display_name != row.cells[NAME].strip():
        raise Refused(_("编号和姓名对不上，请志愿者出示编号后重新填写。"), code="volunteer")
    if person.status not in ("active", "suspended"):
        raise Refused(_("这位志愿者没有确认登记，或已退出。"), code="not_active")
    if person.user_id == by.pk:
        raise Refused(_("不能登记自己的服务时长。在“时长”里申报。"), code="own_hours")
    return person


def _taken(people: dict[str, Volunteer]) -> dict[int, list[arithmetic.Span]]:
    """Volunteer id → the time that is taken already, and later by the rows above."""
    found: dict[int, list[arithmetic.Span]] = {person.pk: [] for person in people.values()}
    logs = ServiceLog.objects.filter(volunteer_id__in=found, status__in=states.LIVE)
    for log in logs.exclude(source=ServiceLog.Source.IMPORT):
        found[log.volunteer_id] += checking.spans_of([log])
    return found


def _read(row: Row) -> Entry:
    day = cells.day(row.cells[DAY], DAY)
    content = row.cells[CONTENT].strip()
    if day is None or not content or len(content) > 200:
        raise Refused(_("填写日期和服务内容，内容不超过 200 个字。"), code="empty")
    begin = datetime.combine(day, cells.time_of_day(row.cells[BEGIN], BEGIN), tzinfo=SHANGHAI)
    end = datetime.combine(day, cells.time_of_day(row.cells[END], END), tzinfo=SHANGHAI)
    if end <= begin:
        end += timedelta(days=1)
    return Entry(begin, end, cells.whole(row.cells.get(BREAK, ""), BREAK, high=600) or 0, content)


def _check(entry: Entry, others: list[arithmetic.Span]) -> arithmetic.Span:
    """The span of this row. Refused: what every entry is refused for (checking)."""
    rules = limits.on(checking.day_of(entry.starts_at))
    minutes = checking.check_times(entry.starts_at, entry.ends_at, entry.break_minutes, rules)
    for begin, end, _minutes in others:
        if arithmetic.overlap(entry.starts_at, entry.ends_at, begin, end):
            raise checking.overlapping(begin, end)
    span = (entry.starts_at, entry.ends_at, minutes)
    checking.check_day_among(others, span, rules)
    return span
