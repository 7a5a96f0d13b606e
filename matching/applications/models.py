"""A job application: how far a person who was placed at an employer's post has come there."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from matching.applications import states


class JobApplication(Staged):
    """One round of a request at one post. The seat is reserved while it runs, and gone for good with the hire."""

    REASONS = [
        ("skill", _("技能不符")),
        ("filled", _("岗位已招满")),
        ("terms", _("时间、待遇谈不拢")),
        ("no_show", _("没有来面试")),
        ("barred", _("法律规定不得从事（写明条款）")),
        ("other", _("其他")),
    ]
    WITHDRAWALS = [
        ("found_other", _("另有工作")),
        ("too_far", _("太远或不方便")),
        ("health", _("身体原因")),
        ("unwilling", _("不愿意去")),
        ("request_ended", _("需求已结束或改派")),
    ]
    machine = states.JOB_APPLICATION

    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="applications")
    place = models.ForeignKey("matching.Place", on_delete=models.PROTECT, related_name="applications")
    county_code = models.CharField(_("县区"), max_length=6)
    round_no = models.PositiveSmallIntegerField(_("轮次"), default=1)
    referred_on = models.DateField(_("推荐日期"))
    interview_at = models.DateTimeField(_("面试时间"), null=True, blank=True)
    interview_where = models.CharField(_("面试地点"), max_length=80, blank=True)
    starts_on = models.DateField(_("约定上岗日期"), null=True, blank=True)
    hired_on = models.DateField(_("上岗日期"), null=True, blank=True, db_index=True)
    reason = models.CharField(_("原因"), max_length=16, blank=True)

    class Meta:
        verbose_name = _("岗位申请")
        indexes = [
            models.Index(fields=["place", "status", "-id"], name="job_application_of_place"),
            models.Index(fields=["county_code", "status", "-id"], name="job_application_of_county"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "round_no"], name="one_application_a_round"),
            models.CheckConstraint(
                condition=~models.Q(status="hired") | models.Q(hired_on__isnull=False), name="hired_on_a_day"
            ),
        ]

    @property
    def client(self) -> Any:
        return self.request.client

    @property
    def office_id(self) -> int:
        return self.request.office_id
