"""A report as it was on its day: the readings never change, only the words below them until it is closed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AnalysisReport(models.Model):
    """`data`: {"period": [a, b], "counties": {code: name}, "kpis": [{code, unit, people, now, before, year}]}, each of
    the last three by county ("" is the city) {n, d, exact, parts}."""

    county_code = models.CharField(_("县区"), max_length=6, blank=True, help_text=_("空白为全市"))
    first_on = models.DateField(_("自"))
    last_on = models.DateField(_("至"))
    data = models.JSONField(_("数据"), editable=False)
    sha256 = models.CharField(_("数据指纹"), max_length=64, editable=False)
    made_at = models.DateTimeField(_("生成时间"), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    job_id = models.BigIntegerField(
        null=True, unique=True, editable=False, help_text=_("哪个任务生成的：再做一次还是这一份")
    )
    text = models.TextField(_("研判意见"), max_length=5000, blank=True)
    closed_at = models.DateTimeField(_("定稿时间"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("分析研判报告")
        indexes = [models.Index(fields=["county_code", "-id"], name="report_of_county")]
        constraints = [
            models.CheckConstraint(condition=models.Q(first_on__lte=models.F("last_on")), name="report_days_in_order")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only the words and the closing may be written after the first time."""
        if not self._state.adding and set(kwargs.get("update_fields") or ["data"]) & {"data", "sha256"}:
            raise TypeError("the readings of a report never change; make another one")
        super().save(*args, **kwargs)
