"""What providers ask to be paid, and what holds payments back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from ngos.payment import states


class PaymentRequest(Staged):
    """The payment of one accepted claim; a returned one makes room for another."""

    machine = states.PAYMENT

    number = models.CharField(_("支付编号"), max_length=14, unique=True, editable=False)
    contract = models.ForeignKey("ngos.Contract", on_delete=models.PROTECT, related_name="payments")
    claim = models.ForeignKey("ngos.Claim", on_delete=models.PROTECT, related_name="payments")
    amount_fen = models.BigIntegerField(_("金额(分)"))
    at = models.DateTimeField(_("申请时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    returned_reason = models.CharField(_("退回的原因"), max_length=300, blank=True)
    voucher = models.CharField(_("支付凭证号"), max_length=40, blank=True)
    paid_on = models.DateField(_("支付日期"), null=True, editable=False)

    class Meta:
        verbose_name = _("支付申请")
        ordering = ["-id"]
        indexes = [models.Index(fields=["contract", "-id"], name="payment_of_contract")]
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=~Q(status="returned"), name="one_payment_a_claim"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="payment_of_something"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def county_code(self) -> str:
        return self.contract.county_code

    @property
    def org_id(self) -> int:
        return self.contract.org_id


class PaymentHold(models.Model):
    """While it is open, nothing is approved for the provider. `ref` names what it is for."""

    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="payment_holds")
    ref = models.CharField(_("来源编号"), max_length=40)
    reason = models.CharField(_("暂停支付的原因"), max_length=300)
    at = models.DateTimeField(_("开始"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("解除"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("暂停支付")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["ref"], condition=Q(ended_at=None), name="one_open_hold_a_ref")]
