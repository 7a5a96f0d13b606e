"""Quality reviews: who judges, on what evidence, what the provider says to it; audits of its own figures, and flags."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.lifecycle import Staged
from ngos.reviews import states
from ngos.reviews.words import FLAGS, GRADES, INDICATOR_WORDS, KINDS, ROLES

USER = settings.AUTH_USER_MODEL


class QualityReview(Staged):
    """One review of a period. Points are hundredths; `n` is the effective number of cases they rest on.

    The evidence is frozen when it opens (`digest`), the points when the draft goes to the provider.
    """

    machine = states.QUALITY_REVIEW

    number = models.CharField(_("评价编号"), max_length=14, unique=True, editable=False)
    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="quality_reviews")
    county_code = models.CharField(_("县区"), max_length=6)
    kind = models.CharField(_("类别"), max_length=9, choices=KINDS)
    from_on = models.DateField(_("评价期自"))
    to_on = models.DateField(_("评价期至"))
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(_("开始日期"))
    digest = models.CharField(_("证据指纹"), max_length=64, editable=False)
    has_red_line = models.BooleanField(_("触及红线"), default=False, editable=False)
    has_major = models.BooleanField(_("有严重问题"), default=False, editable=False)
    false_n = models.PositiveIntegerField(_("核查不实"), default=0, editable=False)
    checked_n = models.PositiveIntegerField(_("核查份数"), default=0, editable=False)
    score_h = models.PositiveIntegerField(_("得分（百分之一分）"), null=True, editable=False)
    low_h = models.PositiveIntegerField(_("区间下限"), null=True, editable=False)
    high_h = models.PositiveIntegerField(_("区间上限"), null=True, editable=False)
    n = models.PositiveIntegerField(_("有效例数"), null=True, editable=False)
    grade = models.CharField(_("等级"), max_length=1, choices=GRADES, blank=True, editable=False)
    text = models.CharField(_("评价意见"), max_length=1000, blank=True)
    reply = models.CharField(_("机构的说明"), max_length=1000, blank=True)
    replied_at = models.DateTimeField(_("说明时间"), null=True, editable=False)
    replied_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("公布时间"), null=True, editable=False)
    until_on = models.DateField(_("有效至"), null=True, editable=False)
    notice_ref = models.CharField(_("整改通知"), max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name = _("质量评价")
        indexes = [
            models.Index(fields=["county_code", "status", "-id"], name="quality_review_of_county"),
            models.Index(fields=["provider", "-id"], name="quality_review_of_provider"),
            models.Index(fields=["status", "until_on"], name="quality_review_by_end"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="quality_review_days_in_order"),
            models.CheckConstraint(
                condition=~Q(status__in=states.DECIDED)
                | Q(score_h__isnull=False, low_h__isnull=False, high_h__isnull=False, n__isnull=False),
                name="decided_review_has_its_numbers",
            ),
            models.UniqueConstraint(
                fields=["provider"], condition=Q(status__in=states.RUNNING), name="one_quality_review_runs"
            ),
            models.UniqueConstraint(
                fields=["provider"], condition=Q(status__in=states.STANDING), name="one_quality_review_stands"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def open_until(self) -> datetime | None:
        """The clock to show: once the days for an appeal are over, nothing of a public review is late."""
        is_quiet = self.status == "published" and self.due_at is not None and self.due_at < clock.now()
        return None if is_quiet else self.due_at

    @property
    def org_id(self) -> int:
        return self.provider.org_id

    @property
    def ref(self) -> str:
        return f"review:{self.pk}"


class Reviewer(models.Model):
    """Somebody with a part in a review: who prepares it, who decides, who hears the appeal. One person, one part."""

    class Vote(models.TextChoices):
        AGREE = "agree", _("同意")
        AGAINST = "against", _("不同意")

    review = models.ForeignKey(QualityReview, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("分工"), max_length=8, choices=ROLES)
    has_conflict = models.BooleanField(_("有利害关系"), null=True)
    conflict = models.CharField(_("利害关系"), max_length=200, blank=True)
    declared_at = models.DateTimeField(_("申报时间"), null=True, editable=False)
    vote = models.CharField(_("表决"), max_length=7, choices=Vote, blank=True, editable=False)
    opinion = models.CharField(_("意见"), max_length=300, blank=True)
    voted_at = models.DateTimeField(_("表决时间"), null=True, editable=False)

    class Meta:
        verbose_name = _("评价人员")
        ordering = ["id"]
        constraints = [
            # A panel never contains whoever prepared the review, nor an appeal whoever decided it.
            models.UniqueConstraint(fields=["review", "user"], name="one_part_in_a_quality_review"),
            models.CheckConstraint(
                condition=Q(vote="") | Q(has_conflict=False, voted_at__isnull=False), name="votes_without_conflict"
            ),
        ]


class Indicator(models.Model):
    """One of the five figures, as its rows have it: `num` ÷ `den`, resting on `n`."""

    review = models.ForeignKey(QualityReview, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("指标"), max_length=12, choices=list(INDICATOR_WORDS.items()))
    weight = models.PositiveSmallIntegerField(_("权重"))
    num = models.BigIntegerField()
    den = models.BigIntegerField()
    n = models.PositiveIntegerField(_("例数"))

    class Meta:
        verbose_name = _("评价指标")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "name"], name="indicator_once_a_review"),
            models.CheckConstraint(condition=Q(den__gt=0, num__gte=0), name="indicator_is_a_share"),
        ]

    @property
    def share(self) -> Fraction:
        return Fraction(self.num, self.den)


class EvidenceRow(models.Model):
    """One row on which an indicator rests: `got` of `of`; the rows of an indicator sum to it. `group` are rows whose
    sums are taken apart before their mean is taken, `n` how many voices or cases the row holds."""

    review = models.ForeignKey(QualityReview, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(_("指标"), max_length=12, choices=list(INDICATOR_WORDS.items()))
    ref = models.CharField(_("来源编号"), max_length=60)
    label = models.CharField(max_length=24)
    about = models.CharField(max_length=60, blank=True)
    group = models.CharField(max_length=12, blank=True)
    got = models.BigIntegerField(_("得"))
    of = models.BigIntegerField(_("共"))
    n = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("评价证据")
        ordering = ["id"]
        indexes = [models.Index(fields=["review", "name", "id"], name="evidence_of_indicator")]
        constraints = [models.UniqueConstraint(fields=["review", "name", "ref"], name="evidence_row_once")]


class Appeal(models.Model):
    """The provider does not accept the grade; another panel hears it."""

    class Result(models.TextChoices):
        STANDS = "stands", _("维持")
        ANNULLED = "annulled", _("撤销，重新评价")

    review = models.OneToOneField(QualityReview, on_delete=models.PROTECT, related_name="appeal")
    text = models.CharField(_("申诉理由"), max_length=1000)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("申诉时间"))
    result = models.CharField(_("结果"), max_length=8, choices=Result, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True)

    class Meta:
        verbose_name = _("评价申诉")


# --- looked into at random, or because something looks odd ----------------------------------------------------
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
