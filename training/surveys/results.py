"""What came of surveys: means and counts, of closed ones with at least five answers, and never whose they are.

While a survey is open nothing is shown: whoever looked before and after an answer would know what it said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum

from kit import clock
from kit.suppression import LEAST
from training.models import SurveyAnswer, SurveyInvitation
from training.surveys.models import MOST, SCORES


@dataclass(frozen=True)
class Turnout:
    """How many were asked and how many answered; `closes_on` is the last day."""

    asked: int
    answered: int
    closes_on: date

    @property
    def is_open(self) -> bool:
        return clock.today() <= self.closes_on

    @property
    def is_shown(self) -> bool:
        """Whether what was said may be seen: nothing more can come, and nobody stands alone."""
        return not self.is_open and self.answered >= LEAST


@dataclass(frozen=True)
class Means:
    """Over `n` answers; `points` are the sums of what was given."""

    n: int
    points: Mapping[str, int]

    @property
    def of(self) -> dict[str, Decimal | None]:
        """Question → its mean, one decimal, half up."""
        return {name: mean(self.points[name], self.n) for name in SCORES}


def mean(total: int, n: int) -> Decimal | None:
    """21 points of 5 answers are 4.2; None of nothing."""
    return (Decimal(total) / n).quantize(Decimal("0.1"), ROUND_HALF_UP) if n else None


def turnouts(session_ids: Any) -> dict[int, Turnout]:
    """Session id → who was asked and answered; one query however many. Sessions that asked nobody are left out."""
    rows = SurveyInvitation.objects.filter(session_id__in=session_ids).order_by().values("session_id")
    rows = rows.annotate(asked=Count("pk"), n=Count("pk", filter=Q(has_answered=True)), until=Max("closes_on"))
    return {row["session_id"]: Turnout(row["asked"], row["n"], row["until"]) for row in rows}


def means_of(session_ids: Any) -> dict[int, Means]:
    """Session id → its means, of those that may be seen; two queries however many."""
    shown = [pk for pk, found in turnouts(session_ids).items() if found.is_shown]
    sums: dict[str, Any] = {f"sum_{name}": Sum(name) for name in SCORES}
    answers = SurveyAnswer.objects.filter(session_id__in=shown).order_by().values("session_id")
    rows: Any = answers.annotate(n=Count("pk"), **sums)
    return {row["session_id"]: Means(row["n"], {name: row[f"sum_{name}"] for name in SCORES}) for row in rows}


def together(found: Collection[Means]) -> Means | None:
    """The means over all answers of sessions that may be seen. Whoever has fewer than five answers is not among them:
    what such a session adds to a total would give it away."""
    n = sum(one.n for one in found)
    return Means(n, {name: sum(one.points[name] for one in found) for name in SCORES}) if n else None


def spread(answers: Collection[SurveyAnswer]) -> list[dict[str, Any]]:
    """Each question with its mean and how many gave how many points, five first."""
    found = []
    for name in SCORES:
        given = [getattr(answer, name) for answer in answers]
        label = SurveyAnswer._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        counts = [given.count(points) for points in range(MOST, 0, -1)]
        found.append({"label": label, "mean": mean(sum(given), len(given)), "counts": counts})
    return found
