"""Certificates, checks and undertakings that an officer entered from paper."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Credential(models.Model):
    """Something a person holds from a day to a day: what opens, and closes, the doors of the gates."""

    KINDS = [
        ("undertaking", _("保密承诺书")),
        ("induction", _("岗前培训")),
        ("refresher", _("年度复训")),
        ("interview", _("面谈")),
        ("no_record", _("无犯罪记录查询")),
        ("background_check", _("从业查询")),
        ("lawyer", _("律师执业证")),
        ("psychologist", _("心理咨询师")),
        ("social_worker", _("社会工作者职业资格")),
        ("lecturer", _("授课资格")),
        ("insurance", _("人身意外伤害保险")),
    ]
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(_("种类"), max_length=20, choices=KINDS)
    number = models.CharField(_("编号"), max_length=60, blank=True)
    issuer = models.CharField(_("出具单位"), max_length=80, blank=True)
    level = models.PositiveSmallIntegerField(_("等级"), default=1, help_text=_("1 至 3"))
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"), help_text=_("最后有效的一天"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))
    scan = models.ForeignKey(
        "desk.KeptFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("扫描件"),
    )
    withdrawn_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    text_version = models.PositiveSmallIntegerField(
        _("文本版本"), null=True, blank=True, help_text=_("本人在平台上签署的，是哪一版文本")
    )
    signed_name = models.CharField(_("签名"), max_length=40, blank=True, help_text=_("本人签署时写下的姓名"))

    class Meta:
        verbose_name = _("资格证明")
        indexes = [models.Index(fields=["holder", "kind", "valid_to"], name="credential_of_holder")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__lte=models.F("valid_to")), name="credential_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["holder", "kind", "valid_from"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="credential_entered_once",
            ),
        ]
