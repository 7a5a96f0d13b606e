"""What happens between helper and person: the plan, and each meeting."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from matching import states


class Plan(Staged):
    """What helper and person set out to do; agreed by the officer, or by silence when the clock ends."""

    machine = states.PLAN

    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    goals = models.JSONField(_("目标"), default=list)
    activities = models.CharField(_("做法"), max_length=500, blank=True)
    sessions_n = models.PositiveSmallIntegerField(_("计划次数"), default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    objection = models.CharField(_("意见"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("帮扶方案")
        constraints = [models.UniqueConstraint(fields=["request", "version"], name="plan_version_once")]


class Session(Staged):
    """One meeting, booked and recorded by the helper. What was said stays encrypted."""

    CAUSES = [("excused", _("事先说明")), ("not_excused", _("无故")), ("unknown", _("原因不明"))]
    CONCERNS = [("", _("没有")), ("watch", _("需要留意")), ("urgent", _("需要马上处理"))]
    machine = states.SESSION

    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="sessions")
    row_key = RowKey()
    key = models.CharField(max_length=64, unique=True, help_text=_("同一条记录发送两次只算一次"))
    round_no = models.PositiveSmallIntegerField(default=1)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    where = models.CharField(_("地点"), max_length=80)
    is_first = models.BooleanField(_("首次见面"), default=False)
    minutes = models.PositiveSmallIntegerField(_("分钟"), default=0)
    absence = models.CharField(_("缺席原因"), max_length=12, choices=CAUSES, blank=True)
    note = EncryptedText(_("情况"), purpose=_("跟进帮扶"), level="L3")
    next_step = models.CharField(_("下一步"), max_length=200, blank=True)
    concern = models.CharField(_("需要关注"), max_length=8, choices=CONCERNS, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    moved_to = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_from")

    class Meta:
        verbose_name = _("帮扶记录")
        indexes = [
            models.Index(fields=["worker", "starts_at"], name="session_of_worker"),
            models.Index(fields=["status", "ends_at"], name="session_to_record"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(starts_at__lt=models.F("ends_at")), name="session_in_order"),
        ]
