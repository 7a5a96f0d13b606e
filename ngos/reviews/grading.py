"""From frozen figures to the grade that stands: reckoned, put on the provider's file, outdated after a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from audit.moves import move
from kit import clock, rules
from kit.clock import SHANGHAI
from ngos.contracts.terms import last_day
from ngos.models import Finding, Provider, QualityReview
from ngos.reviews import scoring
from ngos.reviews.numbers_of_law import SHRINK_M, VALID_MONTHS, limits
from ngos.reviews.scoring import Figure, Score
from ngos.reviews.states import STANDING


def reckon(review: QualityReview, *, has_open_notice: bool) -> None:
    """Points, bounds, n and grade from the frozen indicators and the audit; the row is not saved here."""
    found = list(review.indicators.all())
    score = scoring.score(
        {i.name: Figure(i.share, i.n) for i in found}, {i.name: i.weight for i in found},
        scoring.truth(review.false_n, review.checked_n),
    )  # fmt: skip
    review.score_h, review.low_h, review.high_h, review.n = score.score_h, score.low_h, score.high_h, score.n
    review.grade = scoring.grade(
        score, has_open_notice=has_open_notice, has_red_line=review.has_red_line, limits=limits(review.to_on)
    )


def score_of(review: QualityReview) -> Score:
    """The numbers of a review that has them."""
    return Score(int(review.score_h or 0), int(review.low_h or 0), int(review.high_h or 0), int(review.n or 0))


def valid_until(on: date) -> date:
    return last_day(on + timedelta(days=1), int(rules.value(VALID_MONTHS, on)))


def supersede(provider_id: int) -> list[QualityReview]:
    """End the grade that stands; the reviews that gave it."""
    rows = list(QualityReview.objects.filter(provider_id=provider_id, status__in=STANDING))
    for row in rows:
        move(row, "supersede_review", by=None)
    return rows


@transaction.atomic
def settle(provider_id: int) -> None:
    """Put on the provider's file what its standing review says, or a red line confirmed since; without either it is
    U, which neither helps nor harms."""
    review = QualityReview.objects.filter(provider_id=provider_id, status__in=STANDING).first()
    columns = _columns(review)
    if crossed_on := _red_line_since(provider_id, review):
        columns |= {"grade": "D", "grade_until_on": valid_until(crossed_on)}
    Provider.objects.filter(pk=provider_id).update(**columns)
    settle_ranking()


def _columns(review: QualityReview | None) -> dict[str, Any]:
    if review is None:
        return {"grade": "U", "cases_n": 0, "grade_until_on": None, "score_h": None, "quality_low_h": None}
    return {
        "grade": review.grade, "cases_n": review.n, "grade_until_on": review.until_on, "score_h": review.score_h,
        "quality_low_h": review.low_h,
    }  # fmt: skip


def _red_line_since(provider_id: int, review: QualityReview | None) -> date | None:
    """The day on which a red line was confirmed that the standing review does not know of, within its year."""
    rows = Finding.objects.filter(severity="red_line", inspection__provider_id=provider_id)
    if review is not None:
        rows = rows.filter(confirmed_at__gt=review.published_at)
    last = rows.aggregate(at=Max("confirmed_at"))["at"]
    if last is None or valid_until(last.astimezone(SHANGHAI).date()) < clock.today():
        return None
    return last.astimezone(SHANGHAI).date()


def settle_ranking() -> None:
    """The number by which providers are compared, drawn towards the mean of all by how few cases it rests on."""
    graded = list(Provider.objects.filter(score_h__isnull=False))
    mean = sum(p.score_h for p in graded) // len(graded) if graded else 0
    m = int(rules.value(SHRINK_M))
    for p in graded:
        p.shrunk_h = scoring.shrunk_h(Score(p.score_h, 0, 0, p.cases_n), mean, m)
    Provider.objects.bulk_update(graded, ["shrunk_h"], batch_size=200)
    Provider.objects.filter(score_h=None).exclude(shrunk_h=None).update(shrunk_h=None)


@transaction.atomic
def outdate() -> int:
    """Grades whose year is over become U; how many. Run daily."""
    today = clock.today()
    over = QualityReview.objects.filter(status="published", until_on__lt=today).order_by("pk")[:200]
    for review in over:
        move(review, "expire_review", by=None)
    gone = {review.provider_id for review in over}
    gone |= set(Provider.objects.filter(grade_until_on__lt=today).values_list("pk", flat=True))
    for provider_id in gone:
        settle(provider_id)
    return len(gone)


def lower_at_once(finding: Finding) -> None:
    """A confirmed red line is a D from now on, until a review that knows of it says otherwise."""
    if finding.inspection.provider_id is not None:
        settle(finding.inspection.provider_id)
