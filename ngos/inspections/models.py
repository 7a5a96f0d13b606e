"""Inspections of contracts and of own offices: the plan with its draw, the visit, its checklist, what was found."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from ngos.inspections import states
from ngos.inspections.checklists import KINDS, SEVERITIES


class InspectionPlan(models.Model):
    """Which running contracts are visited in a year. The candidates and the seed stay, so that anybody can repeat
    the draw; an empty county is the whole city."""

    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("方式"), max_length=8, choices=KINDS)
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    until_on = models.DateField(_("完成期限"))
    share_pct = models.PositiveSmallIntegerField(_("抽取比例"), help_text=_("占履行中合同的百分之几"))
    seed = models.CharField(_("抽取种子"), max_length=64, editable=False)
    candidates = models.JSONField(_("候选合同"), default=list, editable=False)
    drawn = models.JSONField(_("抽中的合同"), default=list, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("抽取时间"))

    class Meta:
        verbose_name = _("检查计划")
        indexes = [models.Index(fields=["year", "county_code"], name="inspection_plan_of_year")]
        constraints = [
            models.CheckConstraint(condition=Q(share_pct__range=(1, 100)), name="inspection_share_in_percent")
        ]


class Inspection(Staged):
    """One visit. `addressee` is who was inspected: an organisation under its contract, or an own office."""

    machine = states.INSPECTION

    number = models.CharField(_("检查编号"), max_length=14, unique=True, editable=False)
    plan = models.ForeignKey(
        InspectionPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="inspections"
    )
    kind = models.CharField(_("方式"), max_length=8, choices=KINDS)
    addressee = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="inspections")
    provider = models.ForeignKey(
        "ngos.Provider", null=True, blank=True, on_delete=models.PROTECT, related_name="inspections"
    )
    contract = models.ForeignKey(
        "ngos.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="inspections"
    )
    county_code = models.CharField(_("县区"), max_length=6)
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="inspections",
        verbose_name=_("检查人"),
    )  # fmt: skip
    on = models.DateField(_("检查日期"), null=True, blank=True)
    focus = models.CharField(_("检查重点"), max_length=200, blank=True)
    summary = models.CharField(_("检查小结"), max_length=500, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("检查")
        indexes = [
            models.Index(fields=["county_code", "status", "-id"], name="inspection_of_county"),
            models.Index(fields=["provider", "done_on"], name="inspection_of_provider"),
            models.Index(fields=["inspector", "status"], name="inspection_of_inspector"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "contract"], condition=Q(plan__isnull=False), name="contract_once_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(contract__isnull=True) | Q(provider__isnull=False), name="inspected_contract_has_provider"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def org_id(self) -> int:
        return self.addressee_id


class CheckItem(models.Model):
    """One line of the checklist as it was answered; its words stand in `checklists.py` under `code`."""

    class Answer(models.TextChoices):
        YES = "yes", _("是")
        NO = "no", _("否")
        NA = "na", _("不适用")

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(max_length=24)
    answer = models.CharField(_("结果"), max_length=3, choices=Answer, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("检查项")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "code"], name="check_item_once"),
            models.CheckConstraint(condition=~Q(answer="no") | ~Q(note=""), name="check_no_says_why"),
        ]


class CheckEvidence(models.Model):
    """A photograph or paper that shows what the inspector saw."""

    item = models.ForeignKey(CheckItem, on_delete=models.CASCADE, related_name="evidence")
    file = models.OneToOneField("desk.KeptFile", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = _("检查佐证")
        ordering = ["id"]


class Finding(models.Model):
    """What is not as it should be. A red line counts once somebody else heard the other side and confirmed it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    item = models.OneToOneField(CheckItem, null=True, blank=True, on_delete=models.PROTECT, related_name="finding")
    severity = models.CharField(_("程度"), max_length=8, choices=SEVERITIES)
    clause = models.CharField(_("依据"), max_length=100, help_text=_("合同或服务标准的条款"))
    text = models.CharField(_("发现的问题"), max_length=300)
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("发现时间"))
    hearing = models.CharField(_("听取陈述的情况"), max_length=300, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("认定时间"), null=True, blank=True)
    notice_ref = models.CharField(_("整改通知"), max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name = _("检查发现")
        ordering = ["id"]
        indexes = [models.Index(fields=["severity", "at"], name="finding_by_severity")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("found_by")),
                name="red_line_takes_two_persons",
            )
        ]

    @property
    def ref(self) -> str:
        return f"finding:{self.pk}"

    @property
    def counts(self) -> bool:
        return self.severity != "red_line" or self.confirmed_at is not None
