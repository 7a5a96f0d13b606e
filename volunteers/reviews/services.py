"""Yearly reviews: begun for many at once, appraised by the officer, answered by the volunteer."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from volunteers import policies
from volunteers.models import Volunteer, YearlyReview
from volunteers.reviews import queries

MOST_AT_ONCE = 200

outbox.template(
    "review_appraised",
    subject=gettext_lazy("%(year)s 年度评价请您看"),
    body=gettext_lazy("评语已写好。有不同意见，可以在 %(until)s 前答复。"),
)


@transaction.atomic
def start_reviews(volunteers: Iterable[Volunteer], *, by: User, year: int) -> int:
    """Begin the review of the year for each of these; who has one already is passed over. How many were begun.

    Refused: none was chosen; a year that is not over nor running; a volunteer of another county.
    """
    chosen = list(volunteers)[:MOST_AT_ONCE]
    if not chosen:
        raise Refused(_("没有选择志愿者。"), code="none")
    if not clock.today().year - 1 <= year <= clock.today().year:
        raise Refused(_("只能开始今年或去年的评价。"), code="year")
    for volunteer in chosen:
        policies.require(by, "start_review", volunteer)
    have = YearlyReview.objects.filter(volunteer__in=chosen, year=year).values_list("volunteer_id", flat=True)
    lacking = [v for v in chosen if v.pk not in set(have)]
    facts = queries.facts_of([v.pk for v in lacking], year)
    for v in lacking:
        born(YearlyReview(volunteer=v, county_code=v.county_code, year=year, facts=facts[v.pk]), "start", by=by)
    return len(lacking)


@transaction.atomic
def appraise(review: YearlyReview, *, by: User, grade: str, appraisal: str) -> YearlyReview:
    """Write the appraisal under the facts as they stand today; from now on they stand still.

    Refused: one's own; no grade or no words.
    """
    policies.require(by, "appraise_review", review)
    if review.volunteer.user_id == by.pk:
        raise Refused(_("不能评价自己。由同事办理。"), code="own_review")
    if grade not in YearlyReview.Grade.values or not appraisal.strip():
        raise Refused(_("选出等次，并写几句评语。"), code="appraisal")
    review.facts = queries.facts_of([review.volunteer_id], review.year)[review.volunteer_id]
    review.grade, review.appraisal, review.appraised_by = grade, appraisal.strip()[:300], by
    review.save(update_fields=["facts", "grade", "appraisal", "appraised_by"])
    move(review, "appraise", by=by)
    url, until = reverse("volunteers:review", args=[review.pk]), review.due_at.date()
    outbox.put("review_appraised", to=review.volunteer.user, about=review, url=url, year=review.year, until=until)
    return review


@transaction.atomic
def reply(review: YearlyReview, *, by: User, answer: str) -> YearlyReview:
    """The volunteer's answer; empty words mean that there is nothing to add."""
    policies.require(by, "reply_review", review)
    review.answer = answer.strip()[:300]
    review.save(update_fields=["answer"])
    move(review, "reply", by=by)
    return review


def close_unanswered() -> int:
    """Close what the volunteer did not answer in time; how many."""
    over = YearlyReview.objects.filter(status="appraised", due_at__lt=clock.now()).order_by("pk")[:500]
    for review in over:
        move(review, "lapse", by=None)
    return len(over)
