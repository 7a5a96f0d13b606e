"""Rectification notices: what is wrong, on what ground, what is to be done by when, and the proof that it was done."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from ngos.rectification import states
from ngos.rectification.numbers_of_law import MOST_RETURNS

USER = settings.AUTH_USER_MODEL


class RectificationNotice(Staged):
    """A notice to an organisation, or to a unit of our own. `due_on` is the deadline as it stands now, `due_at` the
    clock of whoever acts next. Late, it bars the organisation (`level`) until it is closed."""

    machine = states.RECTIFICATION

    class Level(models.IntegerChoices):
        NONE = 0, _("未逾期")
        OVERDUE = 1, _("逾期，停止新的承接")
        SUSPENDED = 2, _("暂停承接")
        HELD = 3, _("暂缓付款")
        PROPOSED = 4, _("建议终止合同")

    class Decision(models.TextChoices):
        NONE = "", "—"
        ASKED = "asked", _("待决定")
        GRANTED = "granted", _("同意")
        REFUSED = "refused", _("不同意")

    number = models.CharField(_("编号"), max_length=14, unique=True, null=True, editable=False)
    addressee = models.ForeignKey(
        "accounts.OrgUnit", on_delete=models.PROTECT, related_name="rectifications", verbose_name=_("整改单位")
    )
    provider = models.ForeignKey(
        "ngos.Provider", null=True, blank=True, on_delete=models.PROTECT, related_name="rectifications"
    )
    county_code = models.CharField(max_length=6, blank=True)
    source = models.CharField(_("来源"), max_length=40, blank=True, help_text=_("由哪次评价、检查或投诉产生"))
    about = models.CharField(_("事由"), max_length=120)
    basis = models.CharField(_("依据"), max_length=300, help_text=_("法律、合同或约定的条款"))
    drafted_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("发出时间"), null=True, editable=False)
    due_on = models.DateField(_("整改期限"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("签收时间"), null=True, editable=False)
    acknowledged_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    plan = models.CharField(_("整改方案"), max_length=2000, blank=True)
    plan_agreed_at = models.DateTimeField(_("方案认可时间"), null=True, editable=False)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, editable=False)
    returns_n = models.PositiveSmallIntegerField(_("退回次数"), default=0, editable=False)
    checked_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("销号时间"), null=True, editable=False)
    # --- one extension -------------------------------------------------------------------------------------------
    extension = models.CharField(_("延期申请"), max_length=8, choices=Decision, blank=True, default="")
    extension_reason = models.CharField(_("延期理由"), max_length=300, blank=True)
    extension_until_on = models.DateField(_("申请延至"), null=True, blank=True)
    extension_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    # --- an appeal, against the notice or what it rests on, which alone stops the clock -------------------------------
    appeal = models.CharField(_("申诉"), max_length=8, choices=Decision, blank=True, default="")
    appeal_text = models.CharField(_("申诉理由"), max_length=1000, blank=True)
    appeal_answer = models.CharField(_("申诉决定"), max_length=500, blank=True)
    is_source_appealed = models.BooleanField(_("来源事项的申诉未决"), default=False, editable=False)
    stopped_on = models.DateField(_("计时暂停自"), null=True, editable=False)
    # --- late ----------------------------------------------------------------------------------------------------
    overdue_on = models.DateField(_("逾期自"), null=True, editable=False)
    level = models.PositiveSmallIntegerField(_("逾期处理"), choices=Level, default=Level.NONE, editable=False)
    reminded = models.CharField(max_length=24, blank=True, editable=False, help_text=_("最近一次提醒"))
    has_suspended = models.BooleanField(_("由本通知书暂停承接"), default=False, editable=False)
    has_held = models.BooleanField(_("由本通知书暂缓付款"), default=False, editable=False)

    class Meta:
        verbose_name = _("整改通知书")
        indexes = [
            models.Index(fields=["status", "due_on"], name="rectification_by_day"),
            models.Index(fields=["provider", "-id"], name="rectification_of_provider"),
            models.Index(fields=["addressee", "-id"], name="rectification_of_unit"),
            models.Index(fields=["county_code", "-id"], name="rectification_of_county"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(returns_n__lte=MOST_RETURNS), name="rectification_returned_twice"),
            models.CheckConstraint(
                condition=~Q(checked_by=F("issued_by")) & ~Q(checked_by=F("drafted_by")),
                name="rectification_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "withdrawn"))
                | Q(number__isnull=False, issued_at__isnull=False, due_on__isnull=False),
                name="rectification_issued_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self._meta.verbose_name)

    @property
    def is_open(self) -> bool:
        return self.status in states.OPEN

    @property
    def waits_for_appeal(self) -> bool:
        return self.is_source_appealed or self.appeal == self.Decision.ASKED

    @property
    def ref(self) -> str:
        """What payments know the notice by."""
        return f"rectification:{self.pk}"

    def is_late(self, today: date) -> bool:
        return self.overdue_on is not None and self.is_open and self.overdue_on <= today


class RectificationItem(models.Model):
    """One thing to mend. `weight` tells how much it counts beside the others; `amount_fen` is the sum in question."""

    class Found(models.TextChoices):
        OPEN = "", _("未核验")
        DONE = "done", _("已整改")
        LACKING = "lacking", _("还不到位")

    notice = models.ForeignKey(RectificationNotice, on_delete=models.CASCADE, related_name="items")
    no = models.PositiveSmallIntegerField(_("序号"))
    clause = models.CharField(_("条款"), max_length=120, help_text=_("违反的条款或要求"))
    finding = models.CharField(_("问题"), max_length=500, help_text=_("事实和证据编号，不写服务对象的个人信息"))
    demand = models.CharField(_("整改要求"), max_length=500)
    due_on = models.DateField(_("完成期限"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(_("权重"), default=1)
    amount_fen = models.BigIntegerField(_("涉及金额(分)"), default=0)
    reply = models.CharField(_("整改情况"), max_length=1000, blank=True)
    replied_at = models.DateTimeField(_("填写时间"), null=True, editable=False)
    found = models.CharField(_("核验结果"), max_length=7, choices=Found, blank=True, default="")
    found_note = models.CharField(_("核验意见"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("整改事项")
        ordering = ["no"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "no"], name="rectification_item_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="rectification_item_weighs"),
        ]


class RectificationEvidence(models.Model):
    """A paper or a picture that shows what was done; what was handed in stays, also when it was not enough."""

    item = models.ForeignKey(RectificationItem, on_delete=models.PROTECT, related_name="evidence")
    kept = models.ForeignKey("desk.KeptFile", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("说明"), max_length=80, blank=True)
    added_at = models.DateTimeField(_("上传时间"))
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("整改证据")
        ordering = ["id"]
