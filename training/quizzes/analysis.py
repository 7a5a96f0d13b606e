"""How questions do: how many get them right, and whether those who know more get them right more often."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from training.quizzes.models import FULL, AttemptItem, Question, QuestionVersion, VersionSums
from training.quizzes.sums import MILLION

ENOUGH = 30  # answers below which nothing is said of a question
EASY, HARD, WEAK = 0.95, 0.30, 0.15
SEEN = 5_000  # newest answers whose choices are counted for one question
VERDICTS = {
    "few": _("答的人还少"),
    "fine": _("正常"),
    "easy": _("太容易"),
    "hard": _("太难"),
    "weak": _("区分不开"),
    "wrong_way": _("会的人反而答错，核对答案"),
}


@dataclass(frozen=True)
class Reading:
    """`p` is the mean share of points, 0–1; `r` the correlation of the item with the rest of the attempt, −1–1, or
    None where all scored the same."""

    n: int
    p: float
    r: float | None

    @property
    def share(self) -> str:
        return f"{self.p * 100:.0f}\N{NO-BREAK SPACE}%"

    @property
    def apart(self) -> str:
        return "—" if self.r is None else f"{self.r:.2f}"

    @property
    def verdict(self) -> str:
        if self.n < ENOUGH:
            return "few"
        if self.r is not None and self.r < 0:
            return "wrong_way"
        if self.p > EASY:
            return "easy"
        if self.p < HARD:
            return "hard"
        return "weak" if self.r is None or self.r < WEAK else "fine"


def reading(n: int, x: float, xx: float, y: float, yy: float, xy: float) -> Reading:
    """From the sums over `n` answers: x is the share of points of the item, y that of the rest of its attempt.

    Where whole attempts hold the item alone there is no rest, and r is None.
    """
    if not n:
        return Reading(0, 0.0, None)
    cov, var_x, var_y = xy - x * y / n, xx - x * x / n, yy - y * y / n
    spread = math.sqrt(var_x * var_y) if var_x > 1e-9 and var_y > 1e-9 else 0.0
    return Reading(n, x / n, max(-1.0, min(1.0, cov / spread)) if spread else None)


def of_versions(version_ids: Iterable[int]) -> dict[int, Reading]:
    """Version → how it does, from the sums that are kept; one query however many. Versions nobody sat are left out.

    The rest of an attempt is its points without this item, so that the item is not compared with itself.
    """
    rows = VersionSums.objects.filter(pk__in=list(version_ids), n__gt=0)
    return {row.pk: _of(row) for row in rows}


def _of(row: VersionSums) -> Reading:
    """The same in shares: points are of FULL, the rest is kept in millionths."""
    x, y = float(FULL), float(MILLION)
    return reading(row.n, row.points / x, row.points2 / x**2, row.rest / y, row.rest2 / y**2, row.cross / (x * y))


def choices(version: QuestionVersion) -> list[tuple[dict[str, Any], int]]:
    """Each option as written and how many chose it, among the newest answers; a trap nobody falls into is seen so."""
    rows = AttemptItem.objects.filter(version=version, attempt__status="graded").order_by("-pk")
    found = Counter(key for chosen in rows.values_list("chosen", flat=True)[:SEEN] for key in chosen)
    return [(option, found[option["key"]]) for option in version.options]


def readings(questions: Iterable[Question]) -> dict[int, Reading]:
    """Question → how its present version does."""
    found = {q.current_id: q.pk for q in questions if q.current_id}
    return {found[version]: said for version, said in of_versions(found).items()}


def worst_first(rows: QuerySet[Question]) -> list[tuple[Question, Reading]]:
    """Questions with answers, those to look at first: answered the wrong way, weak, hard, easy, then the rest."""
    questions = list(rows)
    known = readings(questions)
    order = ["wrong_way", "weak", "hard", "easy", "fine", "few"]
    found = [(q, known[q.pk]) for q in questions if q.pk in known]
    return sorted(found, key=lambda pair: (order.index(pair[1].verdict), pair[1].r or 0.0, pair[0].code))
