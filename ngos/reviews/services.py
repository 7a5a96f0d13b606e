"""A review from the draft to the public grade: drafted, answered, decided by others, published, appealed, outdated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.models import Appeal, QualityReview, Reviewer
from ngos.rectification import queries as rectification
from ngos.reviews import auditing, grading, news, noticing
from ngos.reviews.auditing import judge_figure
from ngos.reviews.numbers_of_law import PANEL_N, REVIEWERS_N
from ngos.reviews.opening import add_reviewer, appoint, cancel_review, declare_part, open_review
from ngos.reviews.words import APPEAL, PANEL, REVIEWER

__all__ = [
    "add_reviewer", "answer_review", "appeal_review", "appoint_panel", "cancel_review", "declare_part",
    "draft_review", "judge_figure", "lapse_answers", "open_review", "publish_review", "vote_on_review",
]  # fmt: skip
AWAITED = {"with_provider": PANEL, "with_panel": PANEL, "appealed": APPEAL}


@transaction.atomic
def draft_review(review: QualityReview, *, by: User, text: str) -> QualityReview:
    """Reckon the points and send the draft to the provider, who has ten working days to answer.

    Refused: fewer than two reviewers without conflict have declared; the audit of own figures is not done; no words.
    """
    policies.require(by, "draft_review", review)
    review = fresh(review, "opened")
    least = int(rules.value(REVIEWERS_N))
    if review.people.filter(role=REVIEWER, has_conflict=False).count() < least:
        raise Refused(_("至少 %(n)d 名评价人申报没有利害关系以后再初评。") % {"n": least}, code="reviewers")
    if review.audits.filter(done_at=None).exists():
        raise Refused(_("先完成数据核查。"), code="audit")
    if not text.strip():
        raise Refused(_("写明评价意见。"), code="text", at={"text": [_("写明评价意见。")]})
    review.text = text.strip()[:1000]
    review.false_n, review.checked_n = auditing.found_in(review)
    has_open = rectification.has_open(review.provider_id)
    grading.reckon(review, has_open_notice=has_open)
    review.save(update_fields=["text", "false_n", "checked_n", "score_h", "low_h", "high_h", "n", "grade"])
    move(review, "draft_review", by=by)
    news.tell_org("review_drafted", review, until=review.due_at)
    return review


@transaction.atomic
def answer_review(review: QualityReview, *, by: User, reply: str) -> QualityReview:
    """What the provider says to the draft; published beside the grade. Refused: after the term; nothing said."""
    policies.require(by, "answer_review", review)
    review = fresh(review, "with_provider")
    if clock.now() > review.due_at:
        raise Refused(_("提交说明的期限已过。公布以后可以申诉。"), code="late")
    if not reply.strip():
        raise Refused(_("写明对事实和等级的说明。"), code="reply", at={"reply": [_("写明对事实和等级的说明。")]})
    review.reply, review.replied_at, review.replied_by = reply.strip()[:1000], clock.now(), by
    review.save(update_fields=["reply", "replied_at", "replied_by"])
    move(review, "answer_review", by=by)
    _tell_panel(review, PANEL)
    return review


@transaction.atomic
def lapse_answers() -> int:
    """Drafts whose term ended without an answer go on to the panel; how many. Run daily."""
    rows = QualityReview.objects.filter(status="with_provider", due_at__lt=clock.now()).order_by("pk")[:200]
    for review in rows:
        move(review, "lapse_answer", by=None)
        _tell_panel(review, PANEL)
    return len(rows)


@transaction.atomic
def appoint_panel(review: QualityReview, *, by: User, users: Sequence[User]) -> QualityReview:
    """Name who decides the draft, or who hears the appeal: an odd number, none of whom had a part before."""
    policies.require(by, "appoint_panel", review)
    review = fresh(review, *AWAITED)
    role = AWAITED[review.status]
    there = review.people.filter(role=role).exclude(has_conflict=True).count()
    if (there + len(users)) % 2 == 0:
        raise Refused(_("小组人数须为单数。"), code="even")
    appoint(review, users, role, least=max(1, int(rules.value(PANEL_N)) - there), by=by)
    return review


@transaction.atomic
def vote_on_review(review: QualityReview, *, by: User, agrees: bool, opinion: str = "") -> QualityReview:
    """Vote on the draft, or on whether the grade stands; with the last vote the majority decides.

    Refused: no part in it; a conflict, or none declared; voted already; against it without saying why.
    """
    policies.require(by, "vote_on_review", review)
    review = fresh(review, "with_panel", "appealed")
    mine = review.people.select_for_update().get(user=by)
    if mine.role != AWAITED[review.status] or mine.vote:
        raise Refused(_("这一步您已经表决，或者不由您表决。"), code="voted")
    if mine.has_conflict is not False:
        raise Refused(_("先申报没有利害关系，再表决。"), code="declare")
    if not agrees and not opinion.strip():
        raise Refused(_("不同意的写明理由。"), code="opinion", at={"opinion": [_("不同意的写明理由。")]})
    mine.vote = Reviewer.Vote.AGREE if agrees else Reviewer.Vote.AGAINST
    mine.opinion, mine.voted_at = opinion.strip()[:300], clock.now()
    mine.save(update_fields=["vote", "opinion", "voted_at"])
    trail.record("quality_review.vote", review, by=by, detail={"role": mine.role, "agrees": agrees})
    votes = _votes(review, mine.role)
    if all(votes) and len(votes) >= int(rules.value(PANEL_N)):
        _decide(review, votes.count("agree") * 2 > len(votes), by=by)
    return review


def _votes(review: QualityReview, role: str) -> list[str]:
    return list(review.people.filter(role=role).exclude(has_conflict=True).values_list("vote", flat=True))


def _decide(review: QualityReview, agreed: bool, *, by: User) -> None:
    if review.status == "appealed":
        _end_appeal(review, agreed, by=by)
    elif agreed:
        move(review, "decide_review", by=by)
    else:
        move(review, "send_back_review", by=by)
        # Another draft is another decision: the votes are taken anew, by the same people.
        review.people.filter(role=PANEL).update(vote="", voted_at=None)
        news.tell("review_sent_back", review, *[r.user for r in review.people.filter(role=REVIEWER)])


@transaction.atomic
def publish_review(review: QualityReview, *, by: User) -> QualityReview:
    """Make the decided grade public with the provider's reply; ten working days for an appeal begin.

    Under seventy points, after a major finding or a D a rectification notice goes out with it.
    """
    policies.require(by, "publish_review", review)
    review = fresh(review, "decided")
    _supersede(review.provider_id, by=by)
    review.published_at, review.until_on = clock.now(), grading.valid_until(clock.today())
    review.notice_ref = noticing.issue_if_due(review, by=by)
    review.save(update_fields=["published_at", "until_on", "notice_ref"])
    move(review, "publish_review", by=by)
    grading.settle(review.provider_id)
    news.tell_org("review_published", review, grade=review.get_grade_display(), until=review.due_at)
    return review


def _supersede(provider_id: int, *, by: User) -> None:
    for row in grading.supersede(provider_id):
        noticing.go_on(row, by=by)  # nobody decides the appeal of a grade that is over


# --- appeal -----------------------------------------------------------------------------------------------------
@transaction.atomic
def appeal_review(review: QualityReview, *, by: User, text: str) -> Appeal:
    """Appeal within ten working days; until it is decided the grade stands. Refused: late; twice; nothing said."""
    policies.require(by, "appeal_review", review)
    review = fresh(review, "published")
    if review.due_at is None or clock.now() > review.due_at or Appeal.objects.filter(review=review).exists():
        raise Refused(_("申诉的期限已过，或者已经申诉过。可以申请复评。"), code="late")
    if not text.strip():
        raise Refused(_("写明申诉的理由。"), code="text", at={"text": [_("写明申诉的理由。")]})
    made = Appeal.objects.create(review=review, text=text.strip()[:1000], by=by, at=clock.now())
    move(review, "appeal_review", by=by)
    noticing.pause(review, by=by)
    news.tell("review_appealed", review, review.opened_by)
    return made


def _end_appeal(review: QualityReview, stands: bool, *, by: User) -> None:
    result = Appeal.Result.STANDS if stands else Appeal.Result.ANNULLED
    Appeal.objects.filter(review=review).update(result=result, decided_at=clock.now())
    move(review, "stand_review" if stands else "annul_review", by=by)
    noticing.go_on(review, by=by)
    grading.settle(review.provider_id)
    news.tell_org("review_appeal_decided", review, result=result.label)


def fresh(review: QualityReview, *states: str) -> QualityReview:
    """The row as it is now, locked. Refused: it is not in one of these states."""
    rows: Any = QualityReview.objects.select_for_update(of=("self",)).select_related("provider__org", "opened_by")
    found: QualityReview = rows.get(pk=review.pk)
    if found.status not in states:
        raise Refused(_("现在是“%(state)s”，不能办理这一步。") % {"state": found.status_label}, code="status")
    return found


def _tell_panel(review: QualityReview, role: str) -> None:
    news.tell("review_to_decide", review, *[r.user for r in review.people.filter(role=role).select_related("user")])
