"""Working days of the city: Monday to Friday, with the exceptions the State Council publishes for each year.

A year nobody has entered yet is counted Monday to Friday; `known(year)` is then false and screens say so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kit.clock import SHANGHAI
from kit.remembered import Remembered

DAY = timedelta(days=1)
DATA = Path(__file__).parent / "data" / "workdays.csv"


class CalendarYear(models.Model):
    """A year whose exceptions have been entered in full."""

    year = models.PositiveSmallIntegerField(_("年份"), unique=True)
    source = models.CharField(_("依据"), max_length=200, help_text=_("公布节假日安排的通知"))

    class Meta:
        verbose_name = verbose_name_plural = _("工作日历年份")
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class WorkDay(models.Model):
    """A day that is not what its weekday says: a holiday, or a weekend day on which offices work."""

    date = models.DateField(_("日期"), unique=True)
    is_workday = models.BooleanField(_("上班"), help_text=_("选中为调休上班，不选为放假"))
    name = models.CharField(_("名称"), max_length=40, help_text=_("节日名称，例如 春节"))

    class Meta:
        verbose_name = verbose_name_plural = _("工作日历")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


@dataclass(frozen=True)
class _Table:
    days: dict[date, bool]
    years: frozenset[int]

    def is_workday(self, day: date) -> bool:
        return self.days.get(day, day.weekday() < 5)


def _load() -> _Table:
    days = dict(WorkDay.objects.values_list("date", "is_workday"))
    return _Table(days, frozenset(CalendarYear.objects.values_list("year", flat=True)))


_table = Remembered(_load, WorkDay, CalendarYear)


# --- questions ---------------------------------------------------------------------------------------------
def known(year: int) -> bool:
    """Whether the holidays of the year are entered; if not, a screen that shows a deadline warns."""
    return year in _table.get().years


def is_workday(day: date) -> bool:
    return _table.get().is_workday(day)


def add_workdays(day: date, n: int) -> date:
    """The nth working day after `day`, which itself does not count; before it for a negative n, `day` for 0."""
    table, step = _table.get(), DAY if n > 0 else -DAY
    left = abs(n)
    while left:
        day += step
        left -= table.is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`, so add_workdays(start, n) is n away; negative backwards."""
    if end < start:
        return -workdays_between(end - DAY, start - DAY)
    table = _table.get()
    return sum(table.is_workday(day) for day in _days(start + DAY, end))


def roll_forward(day: date) -> date:
    """The day itself, or the next working day when the last day of a term is none (民法典 203)."""
    table = _table.get()
    while not table.is_workday(day):
        day += DAY
    return day


def add_days(day: date, n: int) -> date:
    """The end of a term of `n` calendar days: the first day does not count, the last rolls forward (民法典 201)."""
    return roll_forward(day + n * DAY)


def end_of(day: date) -> datetime:
    """The last instant of the day in the city."""
    return datetime.combine(day, time.max, tzinfo=SHANGHAI)


# --- the published years -----------------------------------------------------------------------------------
def seed(using: str = "default") -> list[int]:
    """Enter the published years that are missing, and only those: what the office changed stays changed.

    Returns the years entered. The file holds the days of the yearly notices of the State Council's office.
    """
    published: dict[int, list[WorkDay]] = {}
    for day in _published():
        published.setdefault(day.date.year, []).append(day)
    there = set(CalendarYear.objects.using(using).values_list("year", flat=True))
    missing = sorted(set(published) - there)
    for year in missing:
        with transaction.atomic(using=using):
            WorkDay.objects.using(using).bulk_create(published[year], ignore_conflicts=True)
            source = f"国务院办公厅关于{year}年部分节假日安排的通知"
            CalendarYear.objects.using(using).get_or_create(year=year, defaults={"source": source})
    _table.clear()
    return missing


def _published() -> Iterator[WorkDay]:
    with DATA.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield WorkDay(date=date.fromisoformat(row["date"]), is_workday=row["is_workday"] == "1", name=row["name"])


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
