"""How help ended: the helper's report goal by goal, what the officer confirmed, and what the person says."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.crypto import EncryptedText, RowKey


class EndReport(models.Model):
    """The helper's account at the end of a round: results per goal with evidence, and the tally."""

    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="reports")
    round_no = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveSmallIntegerField(default=1)
    goals = models.JSONField(_("目标与结果"), default=list, help_text=_("每项：目标、结果、依据"))
    outcome = models.CharField(_("成效"), max_length=28)
    held_n = models.PositiveSmallIntegerField(_("开展次数"), default=0)
    minutes = models.PositiveIntegerField(_("合计分钟"), default=0)
    cost_fen = models.BigIntegerField(_("费用(分)"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sent_back_why = models.CharField(_("退回原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("结案报告")
        constraints = [
            models.UniqueConstraint(fields=["request", "round_no", "version"], name="report_version_once"),
        ]


class Outcome(models.Model):
    """The confirmed end: what came of it, by the officer who asked the person."""

    SAYS = [
        ("yes", _("满足了")),
        ("partly", _("部分满足")),
        ("no", _("没有满足")),
        ("not_received", _("没有得到帮助")),
        ("not_contacted", _("没有人联系过我")),
        ("not_reached", _("没有联系上")),
    ]
    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="outcomes")
    round_no = models.PositiveSmallIntegerField(default=1)
    place = models.ForeignKey(
        "matching.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes",
        help_text=_("帮扶的去处；需求重新打开以后仍然记得"),
    )  # fmt: skip
    code = models.CharField(_("成效"), max_length=28)
    corrected = models.BooleanField(_("由工作人员更正"), default=False)
    need_met = models.CharField(_("需求满足"), max_length=8)
    person_says = models.CharField(_("本人的回答"), max_length=13, choices=SAYS)
    satisfaction = models.PositiveSmallIntegerField(_("满意度"), null=True, blank=True, help_text=_("1–5"))
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("帮扶成效")
        constraints = [models.UniqueConstraint(fields=["request", "round_no"], name="outcome_once_a_round")]


class OutcomeCode(models.Model):
    """A slip of one request: whoever holds the code says once whether the need was met. Only a keyed mark is kept."""

    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="outcome_codes")
    round_no = models.PositiveSmallIntegerField(default=1)
    mark = models.CharField(max_length=64, unique=True, editable=False)
    until_on = models.DateField(_("有效期至"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    says = models.CharField(_("本人用码回答"), max_length=13, choices=Outcome.SAYS[:-1], blank=True)
    said_on = models.DateField(_("回答日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("成效回执码")
        constraints = [models.UniqueConstraint(fields=["request", "round_no"], name="one_outcome_code_a_round")]


class VoiceAsked(models.Model):
    """Somebody was drawn to be asked what they think of a service: the person and the day of the draw, and of what
    became of it nothing that a copy of the database could tell. Which service it is about stands nowhere."""

    client = models.ForeignKey("matching.Client", on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("抽取日期"), db_index=True)
    row_key = RowKey()
    # Sealed so that of a round those who got their slip cannot be told from those who did not.
    slip = EncryptedText(_("评价单"), purpose=_("评价单只给一次"), level="own")

    class Meta:
        verbose_name = _("征询名单")
        constraints = [models.UniqueConstraint(fields=["client", "on"], name="asked_once_a_draw")]
