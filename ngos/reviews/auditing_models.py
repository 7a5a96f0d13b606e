"""What is looked into at random or because something looks odd: samples of a provider's own figures, and flags."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ngos.reviews.words import FLAGS

USER = settings.AUTH_USER_MODEL


class FigureAudit(models.Model):
    """A sample of what the provider wrote down itself, held against what was. Candidates and seed stay."""

    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="figure_audits")
    review = models.ForeignKey(
        "ngos.QualityReview", null=True, on_delete=models.PROTECT, related_name="audits"
    )  # fmt: skip
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"))
    seed = models.CharField(_("抽取种子"), max_length=64)
    candidates = models.JSONField(_("候选记录"), default=list)
    drawn_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(_("抽取时间"))
    done_at = models.DateTimeField(_("完成时间"), null=True)
    false_n = models.PositiveIntegerField(_("不实"), default=0)
    checked_n = models.PositiveIntegerField(_("已核查"), default=0)

    class Meta:
        verbose_name = _("数据核查")
        indexes = [models.Index(fields=["provider", "-id"], name="figure_audit_of_provider")]
        constraints = [models.CheckConstraint(condition=Q(false_n__lte=models.F("checked_n")), name="false_of_checked")]

    @property
    def county_code(self) -> str:
        return self.provider.county_code


class AuditedFigure(models.Model):
    """One drawn record and what was found of it."""

    class Verdict(models.TextChoices):
        TRUE = "true", _("属实")
        FALSE = "false", _("不实")
        UNCLEAR = "unclear", _("无法核实")

    audit = models.ForeignKey(FigureAudit, on_delete=models.CASCADE, related_name="figures")
    ref = models.CharField(_("来源编号"), max_length=60)
    about = models.CharField(max_length=80)
    verdict = models.CharField(_("结果"), max_length=7, choices=Verdict, blank=True)
    note = models.CharField(_("依据"), max_length=200, blank=True)
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("核查的记录")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "ref"], name="figure_once_an_audit"),
            models.CheckConstraint(condition=~Q(verdict="false") | ~Q(note=""), name="false_figure_says_why"),
        ]


class Flag(models.Model):
    """Something that looks odd. It starts an audit and never changes a grade."""

    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(_("异常"), max_length=10, choices=FLAGS)
    key = models.CharField(max_length=60)
    facts = models.JSONField(_("数字"), default=dict)
    at = models.DateTimeField(_("发现时间"))
    audit = models.ForeignKey(FigureAudit, null=True, on_delete=models.PROTECT, related_name="flags")
    closed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    closed_reason = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("异常提示")
        indexes = [models.Index(fields=["provider", "-id"], name="flag_of_provider")]
        constraints = [models.UniqueConstraint(fields=["provider", "kind", "key"], name="flag_once")]

    @property
    def county_code(self) -> str:
        return self.provider.county_code
