"""Opening a review: who prepares it, the evidence frozen, a sample of the provider's own figures drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from accounts.access import seats
from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit import clock, numbers, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.models import EvidenceRow, Indicator, Provider, QualityReview, Reviewer
from ngos.reviews import auditing, collecting, evidence, news
from ngos.reviews.numbers_of_law import REVIEWERS_N, WEIGHTS
from ngos.reviews.states import JUDGES, RUNNING
from ngos.reviews.words import REVIEWER


@transaction.atomic
def open_review(
    provider: Provider, *, by: User, kind: str, reviewers: Sequence[User], from_on: date | None = None,
    to_on: date | None = None,
) -> QualityReview:  # fmt: skip
    """Open a review of the last twelve months, or of the days given; at any time, also while a grade stands.

    The evidence is frozen now; what the provider wrote down itself is audited by a sample with a published seed.
    Refused: another review runs; fewer reviewers than the rule; one of the provider's own people; days to come.
    """
    to_on = to_on or clock.today() - timedelta(days=1)
    from_on = from_on or to_on - timedelta(days=364)
    review = QualityReview(
        provider=provider, county_code=provider.county_code, kind=kind, from_on=from_on, to_on=to_on, opened_by=by,
        opened_on=clock.today(),
    )  # fmt: skip
    policies.require(by, "open_review", review)
    Provider.objects.select_for_update(of=("self",)).get(pk=provider.pk)  # two offices open one at once
    if QualityReview.objects.filter(provider=provider, status__in=RUNNING).exists():
        raise Refused(_("这家机构有一次评价正在进行。"), code="runs")
    if not from_on <= to_on <= clock.today():
        raise Refused(_("评价期要在今天以前结束。"), code="period", at={"to_on": [_("评价期要在今天以前结束。")]})
    review.number = numbers.next_number("PJ", period=str(clock.today().year), width=4)
    born(review, "open_review", by=by)
    appoint(review, reviewers, REVIEWER, least=int(rules.value(REVIEWERS_N)), by=by)
    freeze(review)
    auditing.draw(provider, from_on, to_on, by=by, review=review)
    return review


def appoint(review: QualityReview, users: Sequence[User], role: str, *, least: int, by: User) -> None:
    """Give people a part. Refused: too few; one of the provider; somebody who has a part already."""
    known = set(review.people.values_list("user_id", flat=True))
    if len({u.pk for u in users}) < least:
        raise Refused(_("至少需要 %(n)d 人。") % {"n": least}, code="too_few")
    for user in users:
        held = seats(user)
        if not any(s.role in JUDGES for s in held) or any(s.unit_id == review.provider.org_id for s in held):
            raise Refused(_("%(name)s不能参加这次评价。") % {"name": user.display_name}, code="unfit")
        if user.pk in known:
            raise Refused(
                _("%(name)s已经参加这次评价，审定和申诉须由其他人办理。") % {"name": user.display_name}, code="has_part"
            )
        Reviewer.objects.create(review=review, user=user, role=role)
    trail.record("quality_review.appoint", review, by=by, detail={"role": role, "n": len(users)})
    news.tell("review_part", review, *users)


def freeze(review: QualityReview) -> None:
    """Write down the evidence as it stands; nothing that comes later is added."""
    rows = collecting.rows_of(review.provider, review.from_on, review.to_on)
    EvidenceRow.objects.bulk_create(
        [EvidenceRow(review=review, **vars(row)) for row in rows], batch_size=500
    )  # fmt: skip
    weights = rules.value(WEIGHTS, review.to_on)
    Indicator.objects.bulk_create(
        Indicator(
            review=review, name=name, weight=weights[name], num=found.share.numerator, den=found.share.denominator,
            n=found.n,
        )
        for name, found in evidence.figures(rows).items()
    )  # fmt: skip
    found = collecting.breaches(review.provider_id, review.from_on, review.to_on)
    review.has_red_line, review.has_major = collecting.gravest(found)
    review.digest = evidence.digest(rows)
    review.save(update_fields=["has_red_line", "has_major", "digest"])


@transaction.atomic
def cancel_review(review: QualityReview, *, by: User, reason: str) -> QualityReview:
    """Give up a review that was opened by mistake. Refused: no reason; with the provider already."""
    policies.require(by, "cancel_review", review)
    if not reason.strip():
        raise Refused(_("写明原因。"), code="reason")
    move(review, "cancel_review", by=by, note=reason)
    return review


@transaction.atomic
def add_reviewer(review: QualityReview, *, by: User, user: User) -> QualityReview:
    """Send another in place of one with a conflict. Refused: not in preparation; unfit; has a part already."""
    policies.require(by, "open_review", review)
    if review.status != "opened":
        raise Refused(_("初评已经送出，不再增加评价人。"), code="status")
    appoint(review, [user], REVIEWER, least=1, by=by)
    return review


@transaction.atomic
def declare_part(review: QualityReview, *, by: User, has_conflict: bool, conflict: str = "") -> Reviewer:
    """Say before anything else how one stands to the provider; with a conflict the part ends here."""
    policies.require(by, "declare_part", review)
    row = Reviewer.objects.select_for_update().get(review=review, user=by)
    if row.declared_at:
        raise Refused(_("已经申报过。"), code="declared")
    if has_conflict and not conflict.strip():
        told = _("写明是什么关系。")
        raise Refused(told, code="conflict", at={"conflict": [told]})
    row.has_conflict, row.conflict, row.declared_at = has_conflict, conflict.strip()[:200], clock.now()
    row.save(update_fields=["has_conflict", "conflict", "declared_at"])
    trail.record("quality_review.declare", review, by=by, detail={"conflict": has_conflict})
    return row
