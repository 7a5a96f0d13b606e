"""The yearly review of a volunteer: facts that were counted, a few words of the officer, the volunteer's answer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from volunteers.reviews import states


class YearlyReview(Staged):
    """`facts` are counted anew until the appraisal is written, and stand still from then on."""

    machine = states.YEARLY_REVIEW

    class Grade(models.TextChoices):
        EXCELLENT = "excellent", _("优秀")
        GOOD = "good", _("良好")
        FAIR = "fair", _("合格")
        POOR = "poor", _("需改进")

    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="reviews")
    county_code = models.CharField(_("县区"), max_length=6)
    year = models.PositiveSmallIntegerField(_("年度"))
    facts = models.JSONField(_("统计"), default=dict)
    grade = models.CharField(_("等次"), max_length=9, choices=Grade, blank=True)
    appraisal = models.CharField(_("评语"), max_length=300, blank=True)
    appraised_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("本人答复"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("年度评价")
        indexes = [models.Index(fields=["county_code", "year", "status", "-id"], name="review_of_county")]
        constraints = [models.UniqueConstraint(fields=["volunteer", "year"], name="one_review_a_year")]
