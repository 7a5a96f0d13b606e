"""Papers that people handed in: the row says what each is, the sealed bytes stand in a file of our own making."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_name() -> str:
    return secrets.token_hex(16)


class KeptFile(models.Model):
    """One paper, made anew from what was sent. Who may read it is for whoever points at it to say."""

    class Kind(models.TextChoices):
        PICTURE = "image/jpeg", _("图片")
        PDF = "application/pdf", "PDF"

    name = models.CharField(max_length=32, unique=True, default=new_name, editable=False)
    kind = models.CharField(_("格式"), max_length=20, choices=Kind)
    size = models.PositiveIntegerField(_("字节数"))
    mark = models.CharField(max_length=64, editable=False, help_text=_("内容的标记，读取时核对"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("上传时间"), db_index=True)

    class Meta:
        verbose_name = _("上传的材料")

    def __str__(self) -> str:
        return f"file {self.pk}"
