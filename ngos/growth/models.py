"""How an organisation grows: the plan by which a young one is helped, and what each says of its own year."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class IncubationPlan(models.Model):
    """What the office and a young organisation agreed to do until a day; one runs at a time."""

    provider = models.ForeignKey("ngos.Provider", on_delete=models.CASCADE, related_name="incubations")
    aim = models.CharField(_("培育目标"), max_length=300)
    from_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    result = models.CharField(_("培育结果"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("培育计划")
        ordering = ["-id"]
        indexes = [models.Index(fields=["provider", "-id"], name="incubation_of_provider")]
        constraints = [
            models.UniqueConstraint(
                fields=["provider"], condition=Q(ended_on__isnull=True), name="one_incubation_runs_for_each"
            ),
            models.CheckConstraint(condition=Q(from_on__lte=models.F("until_on")), name="incubation_days_in_order"),
        ]


class IncubationStep(models.Model):
    """One thing that is done on the way, by a day."""

    plan = models.ForeignKey(IncubationPlan, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(_("事项"), max_length=200)
    due_on = models.DateField(_("完成期限"))
    done_on = models.DateField(_("完成日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("培育事项")
        ordering = ["due_on", "id"]


class SelfAssessment(models.Model):
    """What an organisation says of its own year, and what it will do better. It gives no grade."""

    MARKS = ("delivery", "outcome", "safety", "records", "compliance")

    provider = models.ForeignKey("ngos.Provider", on_delete=models.CASCADE, related_name="assessments")
    year = models.PositiveSmallIntegerField(_("年度"))
    delivery = models.PositiveSmallIntegerField(_("履约"))
    outcome = models.PositiveSmallIntegerField(_("成效"))
    safety = models.PositiveSmallIntegerField(_("安全和保密"))
    records = models.PositiveSmallIntegerField(_("记录和档案"))
    compliance = models.PositiveSmallIntegerField(_("合规和财务"))
    account = models.CharField(_("本年小结"), max_length=1000)
    improvements = models.CharField(_("改进计划"), max_length=1000, blank=True)
    improve_by_on = models.DateField(_("改进期限"), null=True, blank=True)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(_("提交时间"))
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(_("阅后时间"), null=True, blank=True)
    answer = models.CharField(_("司法局的意见"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("年度自评")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "year"], name="one_self_assessment_a_year"),
            *(
                models.CheckConstraint(condition=Q(**{f"{mark}__range": (1, 5)}), name=f"self_mark_{mark}")
                for mark in ("delivery", "outcome", "safety", "records", "compliance")
            ),
        ]
