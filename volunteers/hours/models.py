"""What a volunteer agreed to do, and the minutes that were served."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from volunteers import states


class Engagement(Staged):
    """One-to-one help that a volunteer took on. `ref` names what asked for it, without a key to it."""

    machine = states.ENGAGEMENT

    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="engagements")
    ref = models.CharField(_("来源编号"), max_length=40, unique=True)
    office = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6)
    plan = models.CharField(_("做什么"), max_length=200)
    opened_at = models.DateTimeField(_("开始"))
    ended_at = models.DateTimeField(_("结束"), null=True, blank=True)

    class Meta:
        verbose_name = _("一对一帮扶")


class ServiceLog(Staged):
    """Minutes of service. `minutes` were logged, `verified_minutes` count. The same `ref` is one record."""

    machine = states.SERVICE_LOG

    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="logs")
    engagement = models.ForeignKey(Engagement, null=True, blank=True, on_delete=models.PROTECT, related_name="logs")
    ref = models.CharField(_("来源编号"), max_length=40, unique=True)
    office = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    minutes = models.PositiveSmallIntegerField(_("分钟"))
    verified_minutes = models.PositiveSmallIntegerField(_("核实分钟"), null=True, blank=True)
    returned_why = models.CharField(_("退回原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("服务记录")
        indexes = [
            models.Index(fields=["office", "status", "-id"], name="log_at_office"),
            models.Index(fields=["volunteer", "status", "starts_at"], name="log_of_volunteer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verified_minutes__isnull=True) | models.Q(verified_minutes__lte=models.F("minutes")),
                name="verified_no_more_than_logged",
            ),
        ]
