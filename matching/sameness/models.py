"""Marks of texts that officers wrote: a keyed fingerprint each, never the text."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TextMark(models.Model):
    """One request, assessment or plan: its fingerprint, and for how many other persons nearly the same was written."""

    KINDS = [("request", _("帮扶需求")), ("assessment", _("需求评估")), ("plan", _("个人帮扶计划"))]
    kind = models.CharField(_("种类"), max_length=10, choices=KINDS)
    thing_id = models.BigIntegerField()
    client = models.ForeignKey("matching.Client", on_delete=models.CASCADE, related_name="+")
    county_code = models.CharField(_("县区"), max_length=6)
    signature = models.BinaryField()
    twins_n = models.PositiveSmallIntegerField(_("雷同的人数"), default=0)
    why = models.CharField(_("保留的理由"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("文字指纹")
        indexes = [models.Index(fields=["county_code", "on", "twins_n"], name="text_mark_of_county")]
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id"], name="one_mark_a_text")]


class TextBand(models.Model):
    """A part of a fingerprint: what two alike texts share."""

    mark = models.ForeignKey(TextMark, on_delete=models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("指纹片段")
