"""A request for help: one person, one need, from the officer's draft to the confirmed outcome."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.lifecycle import Staged
from matching import states


class AssistanceRequest(Staged):
    """What is asked for whom, and what has become of it. The clock of the first response runs beside the status."""

    URGENCIES = [(3, _("U1 · 24 小时")), (2, _("U2 · 3 个工作日")), (1, _("U3 · 7 个工作日"))]
    MET = [("yes", _("已满足")), ("partly", _("部分满足")), ("no", _("未满足"))]
    machine = states.REQUEST

    number = models.CharField(_("需求编号"), max_length=15, unique=True, editable=False)
    client = models.ForeignKey("matching.Client", on_delete=models.PROTECT, related_name="requests")
    office = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(_("县区"), max_length=6)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="requests_made")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="requests_owned")

    need = models.CharField(_("需求类别"), max_length=28)
    category = models.PositiveSmallIntegerField(_("大类"))
    urgency = models.PositiveSmallIntegerField(_("紧急程度"), choices=URGENCIES, default=1)
    wish = models.CharField(_("希望得到的帮助"), max_length=300, blank=True)
    goal = models.CharField(_("希望达到的结果"), max_length=200, blank=True)
    skill_mask = models.PositiveIntegerField(_("要求"), default=0)
    schedule_mask = models.PositiveIntegerField(_("可以的时段"), default=0)
    min_blocks = models.PositiveSmallIntegerField(_("至少共同时段"), default=1)
    max_m = models.PositiveIntegerField(_("最远距离(米)"), default=15_000)
    accepts_remote = models.BooleanField(_("接受远程"), default=False)
    gender_pref = models.PositiveSmallIntegerField(
        _("帮扶人性别"), default=0, choices=[(0, _("不限")), (1, _("男")), (2, _("女"))]
    )
    min_cert = models.PositiveSmallIntegerField(_("最低资格等级"), default=0)
    min_grade = models.CharField(_("最低质量等级"), max_length=1, default="C")
    end_on = models.DateField(_("帮扶至"), null=True, blank=True)
    cost_fen = models.BigIntegerField(_("预计费用(分)"), default=0)
    consent = models.ForeignKey("matching.Consent", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    first_due_at = models.DateTimeField(_("首次回应时限"), null=True, blank=True, db_index=True)
    first_response_at = models.DateTimeField(_("首次回应"), null=True, blank=True)
    round_no = models.PositiveSmallIntegerField(_("轮次"), default=1)
    place = models.ForeignKey(
        "matching.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="requests_helped"
    )
    blocking = models.JSONField(_("挡住的条件"), default=dict, blank=True)
    tried_on = models.DateField(_("上次重算候补"), null=True, blank=True)
    need_met = models.CharField(_("需求满足"), max_length=8, choices=MET, blank=True)
    end_reason = models.CharField(_("结束原因"), max_length=24, blank=True)

    class Meta:
        verbose_name = _("帮扶需求")
        indexes = [
            models.Index(fields=["office", "status", "-id"], name="request_of_office"),
            models.Index(fields=["county_code", "status", "-id"], name="request_of_county"),
            models.Index(fields=["helper", "status"], name="request_of_helper"),
            models.Index(fields=["client", "need"], name="request_of_client"),
            models.Index(fields=["status", "tried_on"], name="request_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "need"],
                condition=~models.Q(status__in=["closed", "cancelled"]),
                name="one_open_request_for_a_need",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def starts_on(self) -> date:
        """The first day of help: today, or the day of release of somebody who is still in prison."""
        return max(clock.today(), self.client.start_on)
