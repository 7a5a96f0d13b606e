"""A referral: one request for legal aid, sent to the agency that decides on it. Legal aid costs nothing: no fee."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from matching.legal_aid import states


class Referral(Staged):
    """What the agency is asked and what it decided. It names the person by code; the named clerk reads the released
    fields through the grant."""

    MATTERS = [  # 法律援助法 31
        ("wages", _("请求支付劳动报酬")),
        ("labour", _("确认劳动关系")),
        ("injury", _("工伤、交通等人身损害赔偿")),
        ("social", _("社会保险待遇或社会救助")),
        ("support", _("赡养费、抚养费、扶养费")),
        ("violence", _("家庭暴力、虐待、遗弃")),
        ("compensation", _("国家赔偿")),
        ("criminal", _("刑事案件")),
        ("other", _("其他")),
    ]
    REFUSALS = [
        ("scope", _("不属于法律援助的范围")),
        ("means", _("经济状况不符合条件")),
        ("other", _("其他")),
    ]
    machine = states.REFERRAL

    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="referrals")
    round_no = models.PositiveSmallIntegerField(_("轮次"), default=1)
    agency = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("机构"))
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"),
        help_text=_("机构里只有这一位能看获准使用的信息"),
    )  # fmt: skip
    county_code = models.CharField(_("县区"), max_length=6)
    matter = models.CharField(_("事项"), max_length=16, choices=MATTERS)
    detained = models.BooleanField(_("本人在押"), default=False, help_text=_("在押的，收到申请后 24 小时内转交"))
    fields = models.JSONField(_("披露的信息"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    received_on = models.DateField(_("申请日期"), null=True, blank=True, help_text=_("机构收到申请的日期"))
    papers = models.CharField(_("要补的材料"), max_length=300, blank=True)
    papers_asked_on = models.DateField(_("告知补材料的日期"), null=True, blank=True)
    papers_due_on = models.DateField(_("补材料的最后一天"), null=True, blank=True)
    stood_days = models.PositiveSmallIntegerField(_("补材料用去的天数"), default=0, help_text=_("不计入审查期限"))
    decision_due_on = models.DateField(_("决定期限"), null=True, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    refusal = models.CharField(_("不予援助的原因"), max_length=16, choices=REFUSALS, blank=True)
    refusal_text = models.CharField(_("书面理由"), max_length=300, blank=True)
    assign_due_on = models.DateField(_("指派期限"), null=True, blank=True)
    assigned_on = models.DateField(_("指派日期"), null=True, blank=True)
    lawyer = models.CharField(_("承办人"), max_length=40, blank=True, help_text=_("律师或法律援助人员的姓名"))
    firm = models.CharField(_("承办单位"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("法律援助转介")
        indexes = [
            models.Index(fields=["agency", "status", "-id"], name="referral_of_agency"),
            models.Index(fields=["county_code", "status", "-id"], name="referral_of_county"),
            models.Index(fields=["received_on"], name="referral_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(status__in=states.LIVE), name="one_live_referral_of_a_request"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="refused") | ~models.Q(refusal_text=""), name="referral_refused_in_writing"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="assigned") | ~models.Q(lawyer=""), name="referral_assigned_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number of the receipt; it says nothing of the person."""
        return f"LA{self.pk:06d}"

    @property
    def client(self) -> Any:
        return self.request.client

    @property
    def office_id(self) -> int:
        return self.request.office_id
