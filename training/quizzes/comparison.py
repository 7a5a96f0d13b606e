"""A series in figures: round by round, units beside each other in a month, and who has not passed yet."""

from __future__ import annotations

from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from accounts.access import seats
from kit.clock import SHANGHAI
from training.quizzes.models import QuizRound, QuizSeries, RoundMember


def scope(user: Any) -> Q:
    """Whose results this person may see by name and unit: the city's people all, a county its own."""
    held = seats(user)
    if {seat.role for seat in held} & {"MUN", "AUD"}:
        return Q()
    return Q(county_code__in={seat.county_code for seat in held if seat.role == "CBM"})


def rounds(series: QuizSeries, seen: Q, most: int) -> list[dict[str, Any]]:
    """Of each round, newest first: expected, sat, passed at the first go, passed by now, mean of the first go."""
    found = list(series.rounds.order_by("-number")[:most])
    mark = series.blueprint.pass_mark
    rows = RoundMember.objects.filter(seen, round__in=found).order_by().values("round_id").annotate(
        expected=Count("pk"),
        took=Count("pk", filter=Q(took_at__isnull=False)),
        first=Count("pk", filter=Q(first_pct__gte=mark)),
        passed=Count("pk", filter=Q(passed_at__isnull=False)),
        mean=Avg("first_pct"),
    )  # fmt: skip
    known = {row["round_id"]: row for row in rows}
    empty = {"expected": 0, "took": 0, "first": 0, "passed": 0, "mean": None}
    return [{"round": one, **known.get(one.pk, empty)} for one in found]


def months(series: QuizSeries) -> list[str]:
    """The months in which rounds opened, newest first, as 2026-03."""
    found = (
        series.rounds.order_by().annotate(month=TruncMonth("opens_at", tzinfo=SHANGHAI)).values_list("month", flat=True)
    )
    return sorted({f"{month:%Y-%m}" for month in found}, reverse=True)


def units(series: QuizSeries, month: str, seen: Q) -> list[dict[str, Any]]:
    """Units beside each other over the rounds of a month, the best share of passes first; volunteers as one."""
    of_month = [
        pk for pk, at in series.rounds.values_list("pk", "opens_at") if f"{at.astimezone(SHANGHAI):%Y-%m}" == month
    ]
    rows: Any = (
        RoundMember.objects.filter(seen, round_id__in=of_month)
        .order_by()
        .values("unit_id", name=F("unit__name"))
        .annotate(
            expected=Count("pk"),
            took=Count("pk", filter=Q(took_at__isnull=False)),
            passed=Count("pk", filter=Q(passed_at__isnull=False)),
            mean=Avg("first_pct"),
        )
    )
    return sorted(rows, key=lambda row: (-row["passed"] / row["expected"], -(row["mean"] or 0), row["name"] or ""))


def missing(series: QuizSeries, seen: Q) -> QuerySet[RoundMember]:
    """Who has not passed the newest round."""
    last = QuizRound.objects.filter(series=series).order_by("-number").first()
    rows = RoundMember.objects.filter(seen, round=last, passed_at=None) if last else RoundMember.objects.none()
    return rows.select_related("learner", "unit").order_by("took_at", "pk")
