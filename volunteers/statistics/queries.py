"""Served time, counted by county, organisation, kind of service or month; and the records behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Division, OrgUnit
from kit import clock
from volunteers import hooks
from volunteers.hours import queries as hours
from volunteers.hours.queries import counting
from volunteers.models import ServiceLog

ONE_TO_ONE = "one_to_one"


@dataclass(frozen=True)
class Line:
    """One line of the table; minutes are confirmed ones, `people` are counted once in the line."""

    name: str
    people: int
    records: int
    minutes: int
    credit_minutes: int


@dataclass(frozen=True)
class Dimension:
    """What is counted by: the expression that groups, and how the groups found are called."""

    label: Any
    group: Any
    names: Callable[[list[Any]], dict[Any, str]]
    by_name: bool = False


def _counties(codes: list[str]) -> dict[str, str]:
    return dict(Division.objects.filter(pk__in=codes).values_list("pk", "name"))


def _units(ids: list[int]) -> dict[int, str]:
    return dict(OrgUnit.objects.filter(pk__in=ids).values_list("pk", "name"))


def _kinds(codes: list[str]) -> dict[str, str]:
    return {ONE_TO_ONE: _("一对一帮扶"), **{str(code): str(name) for code, name in hooks.vocabulary().needs}}


def _months(starts: list[Any]) -> dict[Any, str]:
    return {s: f"{s.astimezone(clock.SHANGHAI):%Y-%m}" for s in starts}


DIMENSIONS = {
    "county": Dimension(gettext_lazy("县(市、区)"), F("county_code"), _counties),
    "office": Dimension(gettext_lazy("记录单位"), F("office_id"), _units),
    "kind": Dimension(gettext_lazy("服务类别"), Coalesce("shift__posting__kind", Value(ONE_TO_ONE)), _kinds),
    "month": Dimension(gettext_lazy("月份"), TruncMonth("starts_at", tzinfo=clock.SHANGHAI), _months, by_name=True),
}


def served(user: Any, first: date, last: date) -> QuerySet[ServiceLog]:
    """The records that count, served on these days, both included, as far as this person sees them.

    Hours carried over from earlier years have no day of service and stand in no period.
    """
    days = Q(starts_at__gte=clock.at(first, 0), starts_at__lt=clock.at(last + timedelta(days=1), 0))
    return hours.visible_to(user).filter(counting(), days).exclude(source=ServiceLog.Source.IMPORT)


def lines(rows: QuerySet[ServiceLog], by: str) -> list[Line]:
    """The table, most minutes first, months in their order. Two queries, however many records."""
    dimension = DIMENSIONS[by]
    grouped: Any = rows.order_by().values(group=dimension.group).annotate(**_MEASURES)
    found = [(g["group"], {name: g[name] for name in _MEASURES}) for g in grouped]
    names = dimension.names([group for group, _measures in found])
    table = [Line(names.get(group, str(group)), **_plain(measures)) for group, measures in found]
    return sorted(table, key=lambda line: line.name if dimension.by_name else (-line.minutes, line.name))


def total(rows: QuerySet[ServiceLog]) -> Line:
    """All lines together; a person who stands in several is counted once."""
    return Line(_("合计"), **_plain(rows.order_by().aggregate(**_MEASURES)))


_MEASURES = {
    "people": Count("volunteer", distinct=True),
    "records": Count("pk"),
    "minutes": Sum("verified_minutes"),
    "credit_minutes": Sum("verified_minutes", filter=Q(credit_class=ServiceLog.CreditClass.CREDIT)),
}


def _plain(measures: dict[str, int | None]) -> dict[str, int]:
    return {name: value or 0 for name, value in measures.items()}
