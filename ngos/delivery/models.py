"""What a provider was asked to do under a contract, and what it delivered, session by session."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from ngos import states


class ServiceOrder(Staged):
    """One case under a contract. `ref` names what asked for it, without a key to it."""

    machine = states.ORDER

    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="orders")
    contract = models.ForeignKey(
        "ngos.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    ref = models.CharField(_("来源编号"), max_length=40, unique=True)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="service_orders")
    county_code = models.CharField(max_length=6)
    opened_at = models.DateTimeField(_("开始"))
    ended_at = models.DateTimeField(_("结束"), null=True, blank=True)

    class Meta:
        verbose_name = _("服务单")


class DeliveryRecord(models.Model):
    """One delivered session. The same `ref` is one record, however often it is sent."""

    order = models.ForeignKey(ServiceOrder, on_delete=models.PROTECT, related_name="deliveries")
    ref = models.CharField(_("来源编号"), max_length=40, unique=True)
    on = models.DateField(_("日期"))
    minutes = models.PositiveSmallIntegerField(_("分钟"))
    client_code = models.CharField(_("对象代号"), max_length=10)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("服务交付记录")
