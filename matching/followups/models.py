"""Whether somebody who found work is still there after thirty, ninety and a hundred and eighty days."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from matching.followups.states import FOLLOW_UP


class JobFollowUp(Staged):
    """One look: due on its day, recorded by the officer or the employer, whoever comes first."""

    STILL = [("yes", _("还在这个岗位")), ("other", _("换了工作，仍在就业")), ("no", _("没有工作了"))]
    REASONS = [
        ("own_wish", _("本人不想做了")),
        ("conditions", _("工资或条件不合适")),
        ("skills", _("做不下来")),
        ("dismissed", _("被辞退")),
        ("laid_off", _("单位裁员或停业")),
        ("health", _("身体或家庭原因")),
        ("moved", _("搬离")),
        ("unknown", _("不清楚")),
    ]
    machine = FOLLOW_UP

    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="job_followups")
    round_no = models.PositiveSmallIntegerField(default=1)
    place = models.ForeignKey(
        "matching.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("工作的去处；需求重新打开以后仍然记得"),
    )  # fmt: skip
    county_code = models.CharField(_("县区"), max_length=6)
    start_on = models.DateField(_("上岗日期"))
    day = models.PositiveSmallIntegerField(_("第几天"))
    due_on = models.DateField(_("回访日期"))
    still = models.CharField(_("还在工作吗"), max_length=6, choices=STILL, blank=True)
    reason = models.CharField(_("离开的原因"), max_length=12, choices=REASONS, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("就业回访")
        indexes = [
            models.Index(fields=["status", "due_on"], name="job_followup_due"),
            models.Index(fields=["county_code", "status", "due_on"], name="job_followup_of_county"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "round_no", "day"], name="job_followup_once_a_day"),
        ]
