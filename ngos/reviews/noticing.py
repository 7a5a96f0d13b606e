"""The rectification notice that goes out with a published review where the rule asks for one; it waits for appeals."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from kit import rules
from ngos.models import Finding, QualityReview
from ngos.rectification import services as rectification
from ngos.reviews import grading, plotting, scoring
from ngos.reviews.numbers_of_law import NOTICE_BELOW
from ngos.reviews.words import INDICATOR_WORDS

WEAK = 70  # per cent: an indicator below it is an item of the notice


def is_due(review: QualityReview) -> bool:
    """Points under seventy that rest on enough cases, a major finding, or a D."""
    below = int(rules.value(NOTICE_BELOW, review.to_on))
    return scoring.must_rectify(grading.score_of(review), review.grade, has_major=review.has_major, below_h=below)


def issue_if_due(review: QualityReview, *, by: User) -> str:
    """The number of the notice that was issued, "" where none is due."""
    if not is_due(review):
        return ""
    notice = rectification.issue_notice(review.provider.org, by=by, source=review.ref, items=items_of(review))
    return str(notice.number)


def pause(review: QualityReview, *, by: User) -> None:
    rectification.pause_for_appeal(review.ref, by=by)


def go_on(review: QualityReview, *, by: User) -> None:
    """The appeal is over: the notice runs on, or is taken back where nothing asks for it any more."""
    rectification.resume_after_appeal(review.ref, upheld=not _still_due(review), by=by)


def _still_due(review: QualityReview) -> bool:
    """The points fall with an annulled review; what was found on the spot, or held to be true, does not."""
    return review.has_major or review.has_red_line or (review.status != "annulled" and is_due(review))


def items_of(review: QualityReview) -> list[dict[str, Any]]:
    """Each major finding not noticed before, and each weak indicator; in Chinese, whoever publishes."""
    with translation.override("zh-hans"):
        items = [_finding(f) for f in _grave(review)]
        items += [_weak(i) for i in review.indicators.all() if i.share * 100 < WEAK]
        return items or [_whole(review)]


def _grave(review: QualityReview) -> Any:
    refs = review.evidence.filter(label="finding").values_list("ref", flat=True)
    pks = [int(ref.partition(":")[2]) for ref in refs]
    return Finding.objects.filter(pk__in=pks, severity__in=("major", "red_line"), notice_ref="")


def _finding(found: Finding) -> dict[str, Any]:
    return {"clause": found.clause, "finding": found.text, "demand": _("改正并提交证据，写明防止再次发生的办法。")}


def _weak(indicator: Any) -> dict[str, Any]:
    name = str(INDICATOR_WORDS[indicator.name])
    return {
        "clause": _("质量评价指标：%(name)s") % {"name": name},
        "finding": _("%(name)s为%(pct)s%%，低于七成。") % {"name": name, "pct": plotting.share_pct(indicator.share)},
        "demand": _("写明原因和提高的办法，到期提交已经改善的证据。"),
    }  # fmt: skip


def _whole(review: QualityReview) -> dict[str, Any]:
    return {
        "clause": _("质量评价 %(number)s") % {"number": review.number},
        "finding": _("评价中有严重问题或得分低于规定。"),
        "demand": _("按评价意见整改并提交证据。"),
    }
