"""Texts that people agree to, each version as it was shown, and who agreed to which of them when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class ConsentText(models.Model):
    """One version of one text, in both languages; a version that somebody agreed to is never changed."""

    class Kind(models.TextChoices):
        PRIVACY = "privacy", _("个人信息处理告知")
        AGREEMENT = "agreement", _("志愿服务协议")
        SENSITIVE = "sensitive", _("处理敏感个人信息的单独同意")
        SMS = "sms", _("短信通知")
        CROSS_BORDER = "cross_border", _("短信经境外服务商发送的单独同意")
        UNDERTAKING = "undertaking", _("保密承诺书")
        GUARDIAN = "guardian", _("监护人同意书")

    kind = models.CharField(_("种类"), max_length=12, choices=Kind)
    version = models.PositiveSmallIntegerField(_("版本"))
    valid_from = models.DateField(_("生效日期"))
    zh = models.TextField(_("中文"), help_text=_("空行分段，以 # 开头的是小标题"))
    en = models.TextField(_("英文"))
    asks_again = models.BooleanField(_("须重新同意"), default=True, help_text=_("同意过旧版本的人，须再同意一次"))
    reason = models.CharField(_("为什么改"), max_length=200, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("发布时间"), null=True)

    class Meta:
        verbose_name = _("同意书文本")
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="consent_text_of_a_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

    @property
    def body(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh


class Consent(models.Model):
    """That a person agreed to a version, and until when. Of the person, since it comes before any file of theirs."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents_given")
    kind = models.CharField(_("种类"), max_length=12, choices=ConsentText.Kind)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(_("同意时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("本人，或当面登记的工作人员"),
    )
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("同意")
        indexes = [models.Index(fields=["person", "kind", "withdrawn_at"], name="consent_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "text"], condition=Q(withdrawn_at__isnull=True), name="consent_given_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
            ),
        ]
