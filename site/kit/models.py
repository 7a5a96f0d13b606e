"""The tables of the ground floor, gathered for Django: dated rules, the work calendar, number series."""

from kit.calendar import CalendarYear, WorkDay
from kit.numbers import NumberSeries
from kit.rules import DatedRule

__all__ = ["CalendarYear", "DatedRule", "NumberSeries", "WorkDay"]
