"""What the office saw and decided: steps of looking at an applicant, conflicts, exemptions, suspensions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.crypto import EncryptedText, RowKey


class Check(models.Model):
    """One step of looking at an applicant that leaves no paper: the ID card was seen, a talk was held."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", _("身份核验")
        INTERVIEW = "interview", _("面谈")

    application = models.ForeignKey("volunteers.Application", on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(_("步骤"), max_length=12, choices=Kind)
    done_on = models.DateField(_("日期"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))
    row_key = RowKey()
    note = EncryptedText(_("面谈记录"), purpose=_("审核志愿者申请"), level="own")

    class Meta:
        verbose_name = _("审核步骤")
        indexes = [models.Index(fields=["application", "kind"], name="check_of_application")]


class ConflictCheck(models.Model):
    """What the roof said when it was asked whether somebody has to do with a client: a kind, never who."""

    class Kind(models.TextChoices):
        NONE = "", _("没有")
        RELATIVE = "relative", _("亲属")
        CO_ACCUSED = "co_accused", _("同案人员")
        VICTIM = "victim", _("被害人一方")
        CONTACT = "contact", _("联系方式相同")
        OTHER = "other", _("其他利害关系")
        COUNTY = "county", _("须由县局核对")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflict_checks")
    found = models.CharField(_("答复"), max_length=12, choices=Kind, blank=True, default=Kind.NONE)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("询问时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    is_cleared = models.BooleanField(_("可以参加"), default=False)

    class Meta:
        verbose_name = _("利害关系核对")
        indexes = [models.Index(fields=["person", "-id"], name="conflict_check_of_person")]

    @property
    def stands_in_the_way(self) -> bool:
        return bool(self.found) and not self.is_cleared


class Suspension(models.Model):
    """Why somebody may not serve, until when; proposed by an officer, decided by a manager. A block has no end."""

    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="suspensions")
    is_block = models.BooleanField(_("触及红线，禁止参加"), default=False)
    reason = models.CharField(_("原因"), max_length=200, help_text=_("志愿者会看到"))
    until_on = models.DateField(_("至"), null=True, blank=True, help_text=_("最后一天；空着表示另行决定"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    is_agreed = models.BooleanField(_("同意"), default=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("恢复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("暂停服务")
        indexes = [models.Index(fields=["volunteer", "-id"], name="suspension_of_volunteer")]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"], condition=Q(decided_at__isnull=True), name="one_suspension_waits_for_each"
            ),
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(is_agreed=True, ended_at__isnull=True),
                name="one_suspension_in_force_for_each",
            ),
        ]


class Exemption(models.Model):
    """One requirement that one person need not meet until a day. It counts once a second person agreed."""

    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="exemptions")
    kind = models.CharField(_("免去的证明"), max_length=20)
    reason = models.CharField(_("理由"), max_length=200, help_text=_("不写健康状况和家庭情况"))
    from_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"), help_text=_("最后一天"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    is_agreed = models.BooleanField(_("同意"), default=False)
    ended_at = models.DateTimeField(_("提前结束"), null=True, blank=True)

    class Meta:
        verbose_name = _("要求豁免")
        indexes = [models.Index(fields=["volunteer", "until_on"], name="exemption_of_volunteer")]
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=F("until_on")), name="exemption_days_in_order"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="exemption_takes_two"
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=False) | Q(decided_by__isnull=False), name="exemption_agreed_by_somebody"
            ),
            models.UniqueConstraint(
                fields=["volunteer", "kind"],
                condition=Q(decided_at__isnull=True),
                name="one_exemption_waits_for_each_paper",
            ),
        ]

    @property
    def county_code(self) -> str:
        return self.volunteer.county_code
