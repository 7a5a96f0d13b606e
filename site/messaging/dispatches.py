"""What left the house and what became of it; addresses that are not written to any more; and what a day has used."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock

BACKED_BY = {"taken": ("begun",), "sent": ("begun", "taken"), "delivered": ("begun", "taken", "sent"),
             "failed": ("begun", "taken", "sent")}  # fmt: skip


class Dispatch(models.Model):
    """One message on its way out by one channel. Written before the provider is asked: a worker that dies between
    asking and noting leaves it `begun`, and whoever takes the job up first asks the provider whether it went."""

    class State(models.TextChoices):
        BEGUN = "begun", _("正在发送")
        TAKEN = "taken", _("已提交")
        SENT = "sent", _("已发出")
        DELIVERED = "delivered", _("已送达")
        FAILED = "failed", _("未送达")

    message = models.ForeignKey("messaging.Message", on_delete=models.CASCADE, related_name="dispatches")
    channel = models.CharField(max_length=12)
    gateway = models.CharField(max_length=12, blank=True)
    provider_id = models.CharField(max_length=64, blank=True, help_text=_("服务商的编号"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.BEGUN)
    code = models.CharField(_("原因代码"), max_length=60, blank=True)
    parts = models.PositiveSmallIntegerField(_("条数"), default=1)
    begun_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("发送记录")
        indexes = [
            models.Index(fields=["begun_at", "channel"], name="dispatch_of_day"),
            models.Index(fields=["gateway", "state", "begun_at"], name="dispatch_awaited"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="dispatched_once_by_each_way"),
            models.UniqueConstraint(
                fields=["gateway", "provider_id"], condition=~models.Q(provider_id=""), name="provider_id_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"

    def advance(self, state: str, *, code: str = "", provider_id: str = "") -> bool:
        """Note what the provider says, if that is later than what is known; whether it was. Said twice, or in the
        wrong order, it changes nothing."""
        fields = {"state": state, "code": code, "changed_at": clock.now()}
        if provider_id:
            fields["provider_id"] = provider_id
        return Dispatch.objects.filter(pk=self.pk, state__in=BACKED_BY[state]).update(**fields) == 1


class Stop(models.Model):
    """A number or a mailbox that nothing is sent to any more, by its blind index: the address itself is not kept.

    It belongs to the address, not to the person: a new number or mailbox is not stopped, and a number that changes
    hands stays so.
    """

    class Way(models.TextChoices):
        SMS = "sms", _("短信")
        EMAIL = "email", _("邮件")

    class Why(models.TextChoices):
        ASKED = "asked", _("本人回复退订")
        INVALID = "invalid", _("地址无法送达")

    way = models.CharField(max_length=5, choices=Way)
    index = models.CharField(max_length=64)
    why = models.CharField(_("原因"), max_length=8, choices=Why)
    code = models.CharField(_("原因代码"), max_length=60, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    since_at = models.DateTimeField(_("时间"), default=clock.now)

    class Meta:
        verbose_name = _("停发的地址")
        constraints = [models.UniqueConstraint(fields=["way", "index"], name="address_stopped_once")]

    def __str__(self) -> str:
        return f"{self.way} {self.pk}"


class Use(models.Model):
    """How much of a limit is used, counted by one conditional update: two workers cannot both take the last of it."""

    key = models.CharField(max_length=60, primary_key=True)
    used = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("用量")

    def __str__(self) -> str:
        return self.key


class Heard(models.Model):
    """A message that came in, so that the same one played again later does nothing."""

    provider_id = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("收到的短信")

    def __str__(self) -> str:
        return self.provider_id
