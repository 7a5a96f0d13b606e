"""What came of surveys: means and counts, of closed ones with at least five answers, and never whose they are.

While a survey is open nothing is shown: whoever looked before and after an answer would know what it said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
    """Over `n` answers; each mean has one decimal, half up."""

    n: int
    of: Mapping[str, Decimal]


def mean(total: int, n: int) -> Decimal | None:
    """21 points of 5 answers are 4.2; None of nothing."""
    return (Decimal(total) / n).quantize(Decimal("0.1"), ROUND_HALF_UP) if n else None


def turnouts(session_ids: Collection[int]) -> dict[int, Turnout]:
    """Session id → who was asked and answered; one query however many. Sessions that asked nobody are left out."""
    rows = SurveyInvitation.objects.filter(session_id__in=list(session_ids)).order_by().values("session_id")
    rows = rows.annotate(asked=Count("pk"), n=Count("pk", filter=Q(has_answered=True)), until=Max("closes_on"))
    return {row["session_id"]: Turnout(row["asked"], row["n"], row["until"]) for row in rows}


def means_of(session_ids: Iterable[int]) -> dict[int, Means]:
    """Session id → its means, of those that may be seen; two queries however many."""
    shown = [pk for pk, found in turnouts(list(session_ids)).items() if found.is_shown]
    return {pk: _means(n, sums) for pk, (n, sums) in _sums(shown).items()}


def mean_over(session_ids: Iterable[int]) -> Means | None:
    """The means over all answers of these sessions. A session with fewer than five answers is left out, since what
    it adds to the total would give it away."""
    shown = [pk for pk, found in turnouts(list(session_ids)).items() if found.is_shown]
    rows = list(_sums(shown).values())
    n = sum(one for one, _sum in rows)
    return _means(n, {name: sum(sums[name] for _n, sums in rows) for name in SCORES}) if n else None


def _sums(session_ids: Collection[int]) -> dict[int, tuple[int, dict[str, int]]]:
    rows = SurveyAnswer.objects.filter(session_id__in=list(session_ids)).order_by().values("session_id")
    sums: dict[str, Any] = {f"sum_{name}": Sum(name) for name in SCORES}
    found = rows.annotate(n=Count("pk"), **sums)
    return {row["session_id"]: (row["n"], {name: row[f"sum_{name}"] for name in SCORES}) for row in found}


def _means(n: int, sums: Mapping[str, int]) -> Means:
    return Means(n, {name: found for name in SCORES if (found := mean(sums[name], n)) is not None})


def spread(answers: Collection[SurveyAnswer]) -> list[dict[str, Any]]:
    """Each question with its mean and how many gave how many points, five first."""
    found = []
    for name in SCORES:
        given = [getattr(answer, name) for answer in answers]
        label = SurveyAnswer._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        counts = [given.count(points) for points in range(MOST, 0, -1)]
        found.append({"label": label, "mean": mean(sum(given), len(given)), "counts": counts})
    return found
