"""An offer: one place asked to take one request, with the score and the card frozen as they were sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from matching import states


class Offer(Staged):
    """The other side sees `card` (L1) and nothing else until it has accepted and a grant was given."""

    DECLINES = [
        ("full", _("已满")),
        ("area", _("太远")),
        ("safety", _("安全顾虑")),
        ("skill", _("不擅长")),
        ("conflict", _("有利害关系")),
        ("other", _("其他")),
    ]
    machine = states.OFFER

    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="offers")
    place = models.ForeignKey("matching.Place", on_delete=models.PROTECT, related_name="offers")
    county_code = models.CharField(max_length=6)
    round_no = models.PositiveSmallIntegerField(default=1)
    score = models.JSONField(_("分数"), default=dict)
    card = models.JSONField(_("需求卡"), default=dict)
    weights_version = models.CharField(_("权重版本"), max_length=20)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offers_sent")
    chosen_why = models.CharField(_("改选原因"), max_length=24, blank=True)
    override_gate = models.CharField(_("放宽的条件"), max_length=80, blank=True)
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    override_reason = models.CharField(_("放宽理由"), max_length=200, blank=True)
    grant_fields = models.JSONField(_("接受后披露的字段"), default=list)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="offers_taken"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decline_reason = models.CharField(_("谢绝原因"), max_length=12, choices=DECLINES, blank=True)
    question = models.CharField(_("提问"), max_length=300, blank=True)
    answer = models.CharField(_("回答"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("邀约")
        indexes = [
            models.Index(fields=["place", "status"], name="offer_to_place"),
            models.Index(fields=["status", "due_at"], name="offer_running_out"),
            models.Index(fields=["county_code", "status", "status_at"], name="offer_of_county"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "place"],
                condition=models.Q(status__in=["sent", "question"]),
                name="one_live_offer_for_a_place",
            ),
            models.UniqueConstraint(
                fields=["request", "round_no"],
                condition=models.Q(status="accepted"),
                name="one_accepted_offer_a_round",
            ),
        ]
