"""The messages of quality reviews."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import queries as people
from accounts import roles
from accounts.models import User
from messaging import outbox
from ngos.models import QualityReview

KINDS = {
    "review_part": (_("请您参加一次质量评价"), _("%(number)s %(org)s。先申报有没有利害关系。")),
    "review_drafted": (_("质量评价的初评请您看"), _("%(number)s。可以在 %(until)s 前提交说明，说明和等级一起公布。")),
    "review_to_decide": (_("质量评价等您审定"), _("%(number)s %(org)s。")),
    "review_sent_back": (_("质量评价退回重评"), _("%(number)s %(org)s。审定小组的意见见评价页。")),
    "review_published": (_("质量等级已公布"), _("%(number)s：%(grade)s。有异议的可以在 %(until)s 前申诉。")),
    "review_appealed": (_("质量评价有申诉"), _("%(number)s %(org)s。请组成另外的小组审理。")),
    "review_appeal_decided": (_("质量评价的申诉已有决定"), _("%(number)s：%(result)s。")),
}
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell(kind: str, review: QualityReview, *to: User, **params: Any) -> None:
    """Tell people of the offices, who have many organisations and need to hear which it is."""
    _put(kind, review, to, org=review.provider.org.name, **params)


def tell_org(kind: str, review: QualityReview, **params: Any) -> None:
    _put(kind, review, people.people_with(roles.NGA, unit=review.provider.org), **params)


def _put(kind: str, review: QualityReview, to: Iterable[User], **params: Any) -> None:
    url = reverse("ngos:quality_review", args=[review.number])
    for user in to:
        outbox.put(kind, to=user, about=review, url=url, number=review.number, **params)
