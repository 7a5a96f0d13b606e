"""The part of a person's correction plan that is about help: goals and items, version by version."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpPlan(models.Model):
    """One version; a change makes the next, the earlier ones stay. Law: R-CC-04."""

    client = models.ForeignKey("matching.Client", on_delete=models.PROTECT, related_name="help_plans")
    version = models.PositiveSmallIntegerField(_("版本"))
    is_current = models.BooleanField(_("现行"), default=True)
    made_on = models.DateField(_("制定日期"))
    review_on = models.DateField(_("检查日期"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("个人帮扶计划")
        indexes = [models.Index(fields=["review_on"], condition=models.Q(is_current=True), name="help_plan_to_review")]
        constraints = [
            models.UniqueConstraint(fields=["client", "version"], name="help_plan_version_once"),
            models.UniqueConstraint(
                fields=["client"], condition=models.Q(is_current=True), name="one_current_help_plan"
            ),
        ]


class HelpItem(models.Model):
    """One need and what is to come of it; how it stands is how its request stands."""

    plan = models.ForeignKey(HelpPlan, on_delete=models.CASCADE, related_name="items")
    need = models.CharField(_("需求类别"), max_length=28)
    goal = models.CharField(_("目标"), max_length=200)
    wish = models.CharField(_("希望得到的帮助"), max_length=300, blank=True, help_text=_("提出需求时带过去"))
    until_on = models.DateField(_("完成期限"), null=True, blank=True)
    request = models.ForeignKey(
        "matching.AssistanceRequest", null=True, blank=True, on_delete=models.PROTECT, related_name="plan_items"
    )

    class Meta:
        verbose_name = _("计划项目")
        constraints = [models.UniqueConstraint(fields=["plan", "need"], name="one_item_for_a_need")]
