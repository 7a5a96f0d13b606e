"""A year of the work calendar, proposed by the city's bureau and taken in by the keeper of the system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from desk import policies, recount
from desk.imports import cells, rows
from desk.imports.kinds import Column, Done, Fault, ImportKind, Row, Verdict, changed, error, fault, gone, new, same
from desk.imports.models import ImportBatch, ImportRow
from kit.calendar import CalendarYear, WorkDay
from kit.errors import Refused
from kit.sentences import gettext as _

FIRST_YEAR, LAST_YEAR = 2020, 2100


class WorkYear(ImportKind):
    code = "desk.calendar"
    label = gettext_lazy("工作日历")
    hint = gettext_lazy("一年的放假和调休上班日，按国务院办公厅的通知")
    columns = (
        Column("date", required=True, aliases=("日期",), example="2027-01-01"),
        Column(
            "is_workday",
            required=True,
            aliases=("上班", "是否上班"),
            example="0",
            hint=gettext_lazy("上班填 1，放假填 0"),
        ),
        Column("name", required=True, aliases=("名称", "节日"), example="元旦"),
    )
    policies, verb = policies.policies, "import_calendar"
    applies = frozenset({ImportRow.Verdict.NEW, ImportRow.Verdict.CHANGED, ImportRow.Verdict.GONE})

    def option_fields(self) -> dict[str, forms.Field]:
        return {
            "source": forms.CharField(
                label=gettext_lazy("依据"),
                help_text=gettext_lazy("公布这一年节假日安排的通知"),
                max_length=200,
                initial="国务院办公厅关于部分节假日安排的通知",
            )
        }

    def verb_for(self, step: str) -> str:
        """The city proposes; the keeper of the system puts it in force."""
        return "apply_calendar" if step in ("apply", "resume", "undo") else self.verb

    def may_act(self, user: Any, batch: ImportBatch, step: str) -> bool:
        return self.policies.may(user, self.verb_for(step))

    def scope(self, user: Any) -> Q | None:
        return Q() if self.may_upload(user) else None

    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        known = {day.date: day for day in WorkDay.objects.all()}
        year: int | None = None
        seen: set[date] = set()
        for row in rows:
            try:
                day, works, name = _read(row)
                year = year or day.year
                _check(day, works, year, seen)
            except Refused as why:
                yield error(fault(why))
                continue
            seen.add(day)
            there = known.get(day)
            if there is None:
                yield new()
            else:
                is_same = (there.is_workday, there.name) == (works, name)
                yield same(there) if is_same else changed(there)
        said = Fault("day_gone", _("文件里没有这一天，导入后按周一至周五计算。"))
        left = [d for day, d in sorted(known.items()) if day.year == year and day not in seen]
        yield from (gone(day, warnings=(said,)) for day in left)

    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        if row.verdict == ImportRow.Verdict.GONE:
            there = rows.thing_of(row, WorkDay)
            before, kept = _as_json(there), WorkDay(pk=there.pk, date=there.date)
            there.delete()
            return Done(kept, before=before)
        day, works, name = _read(rows.as_read(row))
        there = WorkDay.objects.filter(date=day).first()
        before = _as_json(there) if there else None
        made, _made = WorkDay.objects.update_or_create(date=day, defaults={"is_workday": works, "name": name})
        return Done(made, before=before)

    def finished(self, batch: ImportBatch, *, by: Any) -> None:
        """The year is known from now on, and what was counted without it is counted again."""
        touched = [int(pk) for pk in batch.rows.exclude(thing_id="").values_list("thing_id", flat=True)]
        day = WorkDay.objects.filter(pk__in=touched).order_by("date").last()
        if day is None:
            return
        batch.options |= {"year": day.date.year}
        batch.save(update_fields=["options"])
        source = str(batch.options.get("source", ""))[:200]
        CalendarYear.objects.update_or_create(year=day.date.year, defaults={"source": source})
        recount.ask(day.date.year, key=f"import:{batch.pk}")

    def undo(self, row: ImportRow, *, by: Any) -> None:
        if row.was:
            day = date.fromisoformat(row.was["date"])
            WorkDay.objects.update_or_create(
                date=day, defaults={"is_workday": row.was["is_workday"], "name": row.was["name"]}
            )
            return
        rows.thing_of(row, WorkDay).delete()

    def undone(self, batch: ImportBatch, *, by: Any) -> None:
        year = batch.options.get("year")
        if year is None:
            return
        if not WorkDay.objects.filter(date__year=year).exists():
            for known in CalendarYear.objects.filter(year=year):
                known.delete()  # one by one: the kept copy of the calendar hears of it
        recount.ask(year, key=f"undo:{batch.pk}")


def _as_json(day: WorkDay) -> dict[str, Any]:
    return {"date": day.date.isoformat(), "is_workday": day.is_workday, "name": day.name}


def _read(row: Row) -> tuple[date, bool, str]:
    day = cells.day(row.cells["date"], "date")
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(_("填写日期，例如 2027-01-01。"), code="day")
    name = row.cells["name"].strip()
    if not name or len(name) > 40:
        raise Refused(_("填写名称，不超过 40 个字，例如 春节。"), code="day_name")
    return day, cells.yes_no(row.cells["is_workday"], "is_workday"), name


def _check(day: date, works: bool, year: int, seen: set[date]) -> None:
    if day.year != year:
        raise Refused(_("一份文件只放一年。"), code="day_year")
    if day in seen:
        raise Refused(_("这一天出现了两次。"), code="day_twice")
    if works and day.weekday() < 5:
        raise Refused(_("周一至周五本来就上班，不用写。"), code="day_usual")
