"""Who came and went, as it was seen: append-only, one row for every coming and every going."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PresenceEvent(models.Model):
    """One coming or going. `nonce` makes the same entry, however often it is sent, one row."""

    class Method(models.TextChoices):
        ROTATING = "rotating", _("现场二维码")
        OWN_CODE = "own_code", _("本人二维码")
        CARD = "card", _("纸质卡，经组织者确认")
        COORDINATOR = "coordinator", _("组织者登记")
        OFFLINE = "offline", _("离线签到")
        AUTO = "auto", _("自动结束")

    shift = models.ForeignKey("volunteers.Shift", on_delete=models.PROTECT, related_name="presence")
    signup = models.ForeignKey("volunteers.Signup", on_delete=models.PROTECT, related_name="presence")
    direction = models.CharField(_("方向"), max_length=3, choices=[("in", _("到")), ("out", _("离"))])
    at = models.DateTimeField(_("时间"))
    device_at = models.DateTimeField(_("设备时间"), null=True, blank=True)
    received_at = models.DateTimeField(_("收到"))
    method = models.CharField(_("方式"), max_length=12, choices=Method)
    nonce = models.CharField(max_length=64, unique=True)
    device = models.CharField(_("设备编号"), max_length=40, blank=True)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    accuracy_m = models.PositiveIntegerField(_("精度(米)"), null=True, blank=True)

    class Meta:
        verbose_name = _("到离记录")
        indexes = [models.Index(fields=["signup", "id"], name="presence_of_signup")]
