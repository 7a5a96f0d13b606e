"""What a volunteer agreed to do, the minutes that were served, and every change of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit import triggers
from kit.lifecycle import Staged
from volunteers.hours import states


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


class Minutes(models.Model):
    """What a log says now and what each revision said then: the same columns in both."""

    class CreditClass(models.TextChoices):
        CREDIT = "credit", _("认证时长")
        HONOUR = "honour", _("荣誉时长")

    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    break_minutes = models.PositiveSmallIntegerField(_("休息分钟"), default=0)
    minutes = models.PositiveIntegerField(_("分钟"), help_text=_("结束减开始减休息；路上不计"))
    verified_minutes = models.PositiveIntegerField(_("核实分钟"), null=True, blank=True)
    credit_class = models.CharField(_("时长类别"), max_length=6, choices=CreditClass)
    content = models.CharField(_("服务内容"), max_length=200, blank=True)
    evidence = models.CharField(
        _("证明材料"), max_length=200, blank=True, help_text=_("在哪里可以看到，例如签到表第几页")
    )
    flags = models.JSONField(_("须先看的原因"), default=list, blank=True)

    class Meta:
        abstract = True


class ServiceLog(Staged, Minutes):
    """Minutes of service. `minutes` were logged, `verified_minutes` count. The same `ref` is one record.

    `office` is who recorded them, and so who certifies them (R-VOL-08): a bureau, an office or an organisation.
    The row holds how it stands now; it changes only together with a `LogRevision`.
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

    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="logs")
    engagement = models.ForeignKey(Engagement, null=True, blank=True, on_delete=models.PROTECT, related_name="logs")
    shift = models.ForeignKey("volunteers.Shift", null=True, blank=True, on_delete=models.PROTECT, related_name="logs")
    ref = models.CharField(_("来源编号"), max_length=40, unique=True)
    source = models.CharField(_("记录方式"), max_length=12, choices=Source)
    office = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6)
    is_flagged = models.BooleanField(_("须先看"), default=False, editable=False)
    is_contradicted = models.BooleanField(_("与后到的签离不符"), default=False, editable=False)

    class Meta:
        verbose_name = _("服务记录")
        indexes = [
            models.Index(fields=["office", "status", "is_flagged", "id"], name="log_at_office"),
            models.Index(fields=["county_code", "status", "is_flagged", "id"], name="log_of_county"),
            models.Index(fields=["volunteer", "status", "starts_at"], name="log_of_volunteer"),
            models.Index(fields=["county_code", "starts_at"], name="log_of_county_by_day"),
            models.Index(fields=["office"], condition=models.Q(is_contradicted=True), name="log_contradicted"),
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


class LogRevision(Minutes):
    """One change of a log, and who made it, when and why. The database refuses to change or delete it.

    `digest` closes over what is written here, over whose log it is, and over the digest before (hours/chain.py).
    """

    log = models.ForeignKey(ServiceLog, on_delete=models.PROTECT, related_name="revisions")
    n = models.PositiveSmallIntegerField(_("第几次"))
    what = models.CharField(_("办理"), max_length=32, help_text=_("状态表里的一步"))
    status = models.CharField(_("之后的状态"), max_length=24)
    source = models.CharField(_("记录方式"), max_length=12, choices=ServiceLog.Source)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("身份"), max_length=12, blank=True)
    at = models.DateTimeField(_("时间"))
    digest = models.CharField(_("校验值"), max_length=64)

    class Meta:
        verbose_name = _("服务记录的变更")
        ordering = ["log_id", "n"]
        constraints = [models.UniqueConstraint(fields=["log", "n"], name="revision_once_in_its_log")]


triggers.protect("volunteers_logrevision")
