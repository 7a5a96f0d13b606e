"""Contracts with social organisations, and what was added to them afterwards."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit import triggers
from kit.claims import Seats, seats_check
from kit.lifecycle import Staged
from ngos.contracts import states


class Contract(Staged, Seats):
    """A purchased number of cases (`capacity`) of one kind of service, from a day to a day.

    One that follows from an award keeps the winner's price to the fen; supplements stand beside it.
    """

    machine = states.CONTRACT

    number = models.CharField(_("合同编号"), max_length=14, unique=True)
    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="contracts")
    category = models.PositiveSmallIntegerField(_("服务大类"))
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    amount_fen = models.BigIntegerField(_("合同金额(分)"))
    grant_fields = models.JSONField(_("合同允许使用的信息"), default=list)
    # Of those that follow from an award:
    project = models.ForeignKey("ngos.Project", null=True, on_delete=models.PROTECT, related_name="contracts")
    bid = models.ForeignKey("ngos.Bid", null=True, on_delete=models.PROTECT, related_name="contracts")
    county_code = models.CharField(max_length=6, blank=True)
    term_reason = models.CharField(_("超过一年的理由"), max_length=300, blank=True)
    agreed_at = models.DateTimeField(_("供应商确认时间"), null=True, editable=False)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("签订时间"), null=True, editable=False)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    late_reason = models.CharField(_("逾期签订的原因"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("公告时间"), null=True, editable=False)
    filed_at = models.DateTimeField(_("备案时间"), null=True, editable=False)
    filing_number = models.CharField(_("备案编号"), max_length=40, blank=True)
    ended_reason = models.CharField(_("终止或不签的原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("合同")
        indexes = [models.Index(fields=["status", "-id"], name="contract_by_state")]
        constraints = [
            seats_check("contract_cases"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="contract_days_in_order"),
            models.UniqueConstraint(
                fields=["project"], condition=~Q(status="cancelled"), name="one_contract_a_project"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("signed", "published", "filed"))
                | Q(signed_at__isnull=False, agreed_at__isnull=False),
                name="signed_contract_has_both_sides",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def org_id(self) -> int:
        """The organisation, as the rights of organisations name it."""
        return self.provider.org_id


class Supplement(models.Model):
    """What was bought on top of a contract; all of them together stay within a tenth of it (law: R-PUR-20)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="supplements")
    amount_fen = models.BigIntegerField(_("补充金额(分)"))
    text = models.CharField(_("补充的内容"), max_length=500)
    at = models.DateTimeField(_("签订时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("补充合同")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(amount_fen__gt=0), name="supplement_of_something")]


triggers.protect("ngos_supplement")
