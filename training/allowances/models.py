"""What a learner was granted by hand for a quiz: more time for the next sitting, or one sitting more."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.crypto import EncryptedText, RowKey


class Allowance(models.Model):
    """Granted by a trainer or a manager for a reason; used up by the sitting that it was for."""

    class Kind(models.TextChoices):
        TIME = "time", _("延长时间")
        SITTING = "sitting", _("加一次补考")

    class Why(models.TextChoices):
        DISABILITY = "disability", _("残疾或健康原因")
        FAULT = "fault", _("断网、断电等故障")
        LANGUAGE = "language", _("语言或读写困难")
        OTHER = "other", _("其他原因")

    row_key = RowKey()
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="quiz_allowances")
    blueprint = models.ForeignKey("training.Blueprint", on_delete=models.PROTECT, related_name="allowances")
    kind = models.CharField(_("种类"), max_length=8, choices=Kind)
    minutes = models.PositiveSmallIntegerField(_("延长分钟"), default=0)
    why = models.CharField(_("原因"), max_length=12, choices=Why)
    note = EncryptedText(_("情况说明"), purpose=_("测验照顾的依据"), level="own")
    granted_at = models.DateTimeField(_("办理时间"))
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    used_in = models.ForeignKey("training.Attempt", null=True, on_delete=models.PROTECT, related_name="allowances")

    class Meta:
        verbose_name = _("测验照顾")
        indexes = [models.Index(fields=["learner", "blueprint", "-id"], name="allowance_of_learner")]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "blueprint", "kind"], condition=Q(used_in__isnull=True), name="one_open_allowance"
            ),
            models.CheckConstraint(
                condition=Q(kind="time", minutes__gt=0) | Q(kind="sitting", minutes=0), name="allowance_has_its_minutes"
            ),
        ]
