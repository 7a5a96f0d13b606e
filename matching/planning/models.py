"""The plan over all open needs: a run, its parts (one a region), and what it proposes, one place for one request."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from matching.planning.states import MATCH_RUN


class MatchRun(Staged):
    """One plan of the whole installation, or of one county. It proposes; an officer decides (R-PI-04)."""

    machine = MATCH_RUN

    county_code = models.CharField(_("县区"), max_length=6, blank=True, help_text=_("空着的是全部县区"))
    as_of = models.DateField(_("按哪一天"))
    key = models.CharField(max_length=40, unique=True, null=True, editable=False)
    weights_version = models.CharField(_("权重版本"), max_length=20)
    rules_version = models.CharField(_("条件版本"), max_length=20)
    needs_n = models.PositiveIntegerField(_("待匹配的需求"), default=0)
    places_n = models.PositiveIntegerField(_("去处"), default=0)
    locked_n = models.PositiveIntegerField(_("已接受"), default=0)
    base_value = models.BigIntegerField(default=0, help_text=_("已接受的各件在目标函数里的值"))
    counties = models.JSONField(default=dict, help_text=_("县区 → 需求、提出、新增、保留、取消的件数"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField(_("开始"))
    ended_at = models.DateTimeField(_("结束"), null=True, blank=True)

    class Meta:
        verbose_name = _("匹配计划")
        indexes = [models.Index(fields=["county_code", "-id"], name="run_of_county")]


class RunPart(models.Model):
    """One region of a run: no cap ties it to another. Its job may run twice; `stage` says what is done already."""

    class Stage(models.TextChoices):
        WAITS = "waits", _("等待计算")
        STAGED = "staged", _("已算出")
        PUBLISHED = "published", _("已提出")
        SAME = "same", _("没有变化")
        DROPPED = "dropped", _("已取消")

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    areas = models.JSONField(default=list, help_text=_("区划代码的前四位"))
    stage = models.CharField(_("进度"), max_length=9, choices=Stage, default=Stage.WAITS)
    asked_mark = models.CharField(max_length=64, blank=True, help_text=_("条件与资源的摘要"))
    stands_mark = models.CharField(max_length=64, blank=True, help_text=_("提出以后的摘要"))
    needs_n = models.PositiveIntegerField(default=0)
    pairs_n = models.PositiveIntegerField(default=0)
    assigned_n = models.PositiveIntegerField(default=0)
    new_n = models.PositiveIntegerField(default=0)
    kept_n = models.PositiveIntegerField(default=0)
    ended_n = models.PositiveIntegerField(default=0)
    refused_n = models.PositiveIntegerField(default=0, help_text=_("计算期间情况有变、没有提出的"))
    value = models.BigIntegerField(default=0, help_text=_("提出的各件在目标函数里的值"))
    seconds_h = models.PositiveIntegerField(default=0, help_text=_("百分之一秒"))

    class Meta:
        verbose_name = _("计划的一个区域")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="part_of_run_once")]


class StagedPart(models.Model):
    """What the plan of a part changes, worked out and not yet let out; it goes when all is let out.

    Packed, as tens of thousands of rows a night would otherwise be written twice.
    """

    part = models.OneToOneField(RunPart, primary_key=True, on_delete=models.CASCADE, related_name="staged")
    proposals = models.BinaryField(help_text=_("拟提出的建议，每条为 staging.COLUMNS 各列的整数"))
    ends = models.BinaryField(help_text=_("拟结束的建议的编号"))
    let_out_n = models.PositiveIntegerField(default=0, help_text=_("前面已处理的条数"))

    class Meta:
        verbose_name = _("待提出的计划建议")


class Proposal(models.Model):
    """A place that the plan proposes for a request; live until it ends."""

    class End(models.TextChoices):
        REPLACED = "replaced", _("计划另有安排")
        FOLLOWED = "followed", _("已按建议邀约")
        OTHERWISE = "otherwise", _("工作人员另选一处")
        FULL = "full", _("名额已被占用")
        STALE = "stale", _("情况已变")

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="proposals")
    # Tens of thousands of rows are written each night: an index that another one covers is not kept twice.
    part = models.ForeignKey(RunPart, null=True, on_delete=models.CASCADE, related_name="proposals", db_index=False)
    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.CASCADE, related_name="proposals")
    place = models.ForeignKey("matching.Place", on_delete=models.PROTECT, related_name="proposals", db_index=False)
    county_code = models.CharField(max_length=6)
    weight = models.BigIntegerField(default=0)
    fit = models.PositiveSmallIntegerField(default=0)
    near = models.PositiveSmallIntegerField(default=0)
    quality = models.PositiveSmallIntegerField(default=0)
    continuity = models.PositiveSmallIntegerField(default=0)
    choices_n = models.PositiveIntegerField(default=0, help_text=_("通过全部条件的去处"))
    others_n = models.PositiveIntegerField(default=0, help_text=_("另外几件只有这一处可去"))
    published_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_why = models.CharField(max_length=9, choices=End, blank=True)
    ended_by = models.ForeignKey(RunPart, null=True, on_delete=models.SET_NULL, related_name="ends", db_index=False)

    class Meta:
        verbose_name = _("计划建议")
        indexes = [
            models.Index(fields=["ended_by"], condition=Q(ended_by__isnull=False), name="ended_by_part"),
            models.Index(fields=["place"], condition=Q(ended_at=None), name="live_at_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(ended_at=None), name="one_live_proposal"),
            models.UniqueConstraint(fields=["part", "request"], name="proposed_once_in_a_part"),
        ]
