"""An end of help of which helper, officer and person say different things, and what the county found."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from matching.disputes.states import OUTCOME_REVIEW


class OutcomeReview(Staged):
    """Opened by the house itself, once a round. It counts against nobody until the county has settled it."""

    FINDINGS = [
        ("person", _("以本人的说法为准")),
        ("helper", _("以帮扶人的说法为准")),
        ("officer", _("以工作人员的说法为准")),
        ("unclear", _("查不清")),
    ]
    machine = OUTCOME_REVIEW

    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="outcome_reviews")
    round_no = models.PositiveSmallIntegerField(default=1)
    place = models.ForeignKey("matching.Place", null=True, on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(_("县区"), max_length=6)
    said = models.JSONField(_("各方的说法"), default=dict, help_text=_("帮扶人、工作人员、本人各说到哪一步，0–3"))
    finding = models.CharField(_("结论"), max_length=8, choices=FINDINGS, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("成效复核")
        indexes = [models.Index(fields=["county_code", "status", "-id"], name="outcome_review_of_county")]
        constraints = [
            models.UniqueConstraint(fields=["request", "round_no"], name="one_outcome_review_a_round"),
        ]
