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
    """Minutes of service. `minutes` were logged, `verified_minutes` count. The same `ref` is one record.

    `office` is who recorded them, and so who certifies them (R-VOL-08): a bureau, an office or an organisation.
    """

    machine = states.SERVICE_LOG

    class Source(models.TextChoices):
        MACHINE = "machine", _("现场签到")
        OFFLINE = "offline", _("离线签到")
        COORDINATOR = "coordinator", _("组织者登记")
        SESSION = "session", _("帮扶见面记录")
        BULK = "bulk", _("组织者批量登记")
        SELF_CLAIM = "self_claim", _("本人申报")
        AUTO = "auto", _("自动签退")
        IMPORT = "import", _("原有时长转入")

    class CreditClass(models.TextChoices):
        CREDIT = "credit", _("认证时长")
        HONOUR = "honour", _("荣誉时长")

    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="logs")
    engagement = models.ForeignKey(Engagement, null=True, blank=True, on_delete=models.PROTECT, related_name="logs")
    shift = models.ForeignKey("volunteers.Shift", null=True, blank=True, on_delete=models.PROTECT, related_name="logs")
    ref = models.CharField(_("来源编号"), max_length=40, unique=True)
    source = models.CharField(_("记录方式"), max_length=12, choices=Source)
    credit_class = models.CharField(_("时长类别"), max_length=6, choices=CreditClass)
    office = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    break_minutes = models.PositiveSmallIntegerField(_("休息分钟"), default=0)
    minutes = models.PositiveIntegerField(_("分钟"), help_text=_("结束减开始减休息；路上不计"))
    verified_minutes = models.PositiveIntegerField(_("核实分钟"), null=True, blank=True)
    content = models.CharField(_("服务内容"), max_length=200, blank=True)
    flags = models.JSONField(_("须先看的原因"), default=list, blank=True)
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
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=models.Q(source="import", status="confirmed"),
                name="one_opening_balance_each",
            ),
        ]

    @property
    def org_id(self) -> int:
        """The unit as the rights of organisations name it."""
        return self.office_id
