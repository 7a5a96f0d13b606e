"""Certificates of service, of training and of stars, with the records each of them rests on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from volunteers.certificates import states


class Certificate(Staged):
    """Asked for by the volunteer, issued by whoever recorded the hours (R-VOL-08).

    `snapshot` is what was printed, as JSON; nothing that changes later changes the paper. It holds the ID number and
    is sealed whole. `code` is printed beside the number: only who holds the paper knows both.
    """

    machine = states.CERTIFICATE

    class Kind(models.TextChoices):
        SERVICE = "service", _("服务记录证明")
        SUMMARY = "summary", _("全市时长汇总")
        TRAINING = "training", _("培训证明")
        STAR = "star", _("星级证书")

    row_key = RowKey()
    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(_("种类"), max_length=8, choices=Kind)
    issuer = models.ForeignKey(
        "accounts.OrgUnit", on_delete=models.PROTECT, related_name="certificates", verbose_name=_("出具单位")
    )
    county_code = models.CharField(_("出具单位所在县区"), max_length=6)
    star = models.ForeignKey("volunteers.StarApplication", null=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("自"), null=True, blank=True)
    to_on = models.DateField(_("至"), null=True, blank=True)
    purpose = models.CharField(_("用途"), max_length=60, blank=True, help_text=_("印在备注里，例如 升学、求职"))
    number = models.CharField(_("证明编号"), max_length=14, unique=True, null=True, editable=False)
    code = models.CharField(_("核验码"), max_length=6, blank=True, editable=False)
    minutes = models.PositiveIntegerField(_("时长"), null=True, editable=False, help_text=_("分钟"))
    snapshot = EncryptedText(_("印出的内容"), purpose=_("证明内容的留存与核验"), level="own")
    in_charge = models.CharField(_("负责人"), max_length=40, blank=True)
    contact = models.CharField(_("联系方式"), max_length=40, blank=True)
    requested_at = models.DateTimeField(_("申请时间"), null=True, blank=True)
    issued_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("出具时间"), null=True, blank=True)
    reason = models.CharField(_("不出具或作废的原因"), max_length=200, blank=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        verbose_name = _("志愿服务记录证明")
        indexes = [
            models.Index(fields=["issuer", "status", "-id"], name="certificate_of_issuer"),
            models.Index(fields=["county_code", "status", "-id"], name="certificate_of_county"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=("issued", "void")) | Q(number__isnull=False, snapshot__isnull=False),
                name="issued_certificate_is_numbered",
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(from_on__lte=models.F("to_on")),
                name="certificate_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["volunteer", "kind", "issuer"],
                condition=Q(status="requested"),
                name="one_open_request_a_certificate",
            ),
        ]

    def __str__(self) -> str:
        return self.number or "—"

    @property
    def org_id(self) -> int:
        """The issuer, as the rights of organisations name it."""
        return self.issuer_id

    @property
    def is_printed(self) -> bool:
        return self.status in ("issued", "void")


class CertifiedLog(models.Model):
    """One record that a certificate counts, with the minutes and the class it had then."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="logs")
    log = models.ForeignKey("volunteers.ServiceLog", on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField(_("分钟"))
    credit_class = models.CharField(_("时长类别"), max_length=6)

    class Meta:
        verbose_name = _("证明所依据的记录")
        constraints = [models.UniqueConstraint(fields=["certificate", "log"], name="log_certified_once_a_sheet")]
