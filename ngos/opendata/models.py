"""What was published of purchases as open data: one release an event, never changed afterwards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit import triggers


class Release(models.Model):
    """One release of the Open Contracting Data Standard 1.1, as it stood at its event."""

    project = models.ForeignKey("ngos.Project", on_delete=models.PROTECT, related_name="releases")
    notice = models.OneToOneField("ngos.Notice", on_delete=models.PROTECT, related_name="release")
    ocid = models.CharField(max_length=40)
    release_id = models.CharField(max_length=60, unique=True)
    published_at = models.DateTimeField(_("发布时间"))
    body = models.JSONField(_("内容"))

    class Meta:
        verbose_name = _("开放数据")
        ordering = ["published_at", "id"]
        indexes = [models.Index(fields=["published_at", "id"], name="release_by_day")]


triggers.protect("ngos_release")
