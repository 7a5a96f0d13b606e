"""Who came and went, as it was seen: append-only; and around it devices, cards that wait for a tap, and places."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit import triggers

triggers.protect("volunteers_presenceevent")


class PresenceEvent(models.Model):
    """One coming or going. `nonce` makes the same entry, however often it is sent, one row.

    The database refuses UPDATE and DELETE. A slip is mended by a row that `replaces` it, with who and why; "off" takes
    it back and puts nothing in its place.
    """

    class Method(models.TextChoices):
        ROTATING = "rotating", _("现场签到码")
        OWN_CODE = "own_code", _("本人二维码")
        CARD = "card", _("纸质卡，经组织者确认")
        COORDINATOR = "coordinator", _("组织者登记")
        OFFLINE = "offline", _("离线签到")
        AUTO = "auto", _("自动签离")

    class Direction(models.TextChoices):
        IN = "in", _("到")
        OUT = "out", _("离")
        OFF = "off", _("撤销")

    shift = models.ForeignKey("volunteers.Shift", on_delete=models.PROTECT, related_name="presence")
    signup = models.ForeignKey("volunteers.Signup", on_delete=models.PROTECT, related_name="presence")
    direction = models.CharField(_("方向"), max_length=3, choices=Direction)
    at = models.DateTimeField(_("时间"))
    received_at = models.DateTimeField(_("收到"))
    method = models.CharField(_("方式"), max_length=12, choices=Method)
    nonce = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    device = models.ForeignKey("volunteers.PresenceDevice", null=True, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField(_("设备上的序号"), null=True, blank=True)
    device_at = models.DateTimeField(_("设备时间"), null=True, blank=True)
    skew_seconds = models.IntegerField(_("设备时钟快了(秒)"), null=True, blank=True)

    class Meta:
        verbose_name = _("到离记录")
        indexes = [models.Index(fields=["signup", "id"], name="presence_of_signup")]
        constraints = [
            # Two entries with one number are not of one device: its key was copied.
            models.UniqueConstraint(fields=["device", "sequence"], name="one_entry_for_each_number_of_a_device"),
        ]


class PresencePlace(models.Model):
    """Where somebody was at a coming or going, if they chose to tell. Apart from it, since this goes after 90 days."""

    event = models.OneToOneField(PresenceEvent, on_delete=models.PROTECT, related_name="place")
    lat = models.FloatField(_("纬度"))
    lon = models.FloatField(_("经度"))
    accuracy_m = models.PositiveIntegerField(_("精度(米)"), default=0)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("签到位置")


class MeetingPoint(models.Model):
    """Where a shift meets, as the organiser marked it: a place, not a person. Distances are flags, never proof."""

    shift = models.OneToOneField("volunteers.Shift", on_delete=models.PROTECT, related_name="meeting_point")
    lat = models.FloatField(_("纬度"))
    lon = models.FloatField(_("经度"))

    class Meta:
        verbose_name = _("集合点")


class CardShown(models.Model):
    """A paper card held against the kiosk: it counts once the organiser has tapped it, since anybody can carry it."""

    signup = models.ForeignKey("volunteers.Signup", on_delete=models.PROTECT, related_name="cards_shown")
    direction = models.CharField(max_length=3, choices=[("in", _("到")), ("out", _("离"))])
    shown_at = models.DateTimeField(_("出示时间"))
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("出示的纸质卡")
        constraints = [
            models.UniqueConstraint(
                fields=["signup"], condition=models.Q(settled_at__isnull=True), name="one_card_waits_for_a_tap"
            ),
        ]


class PresenceDevice(models.Model):
    """A phone that may note comings and goings of one shift without a network: its public key, and who enrolled it."""

    handle = models.CharField(_("设备编号"), max_length=16, unique=True)
    shift = models.ForeignKey("volunteers.Shift", on_delete=models.PROTECT, related_name="devices")
    enrolled_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=130, help_text=_("P-256 公钥，十六进制"))
    enrolled_at = models.DateTimeField()
    ends_at = models.DateTimeField(_("不再接收"))
    ended_at = models.DateTimeField(_("已退出"), null=True, blank=True)
    synced_at = models.DateTimeField(_("最近同步"), null=True, blank=True)
    skew_seconds = models.IntegerField(_("时钟快了(秒)"), null=True, blank=True)

    class Meta:
        verbose_name = _("离线签到设备")
