"""Sealed bids: the keys that open them together, what is stored of them, and what they turn out to say."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from ngos.bidding import states


class OfficerKey(models.Model):
    """The key pair of somebody who opens bids: the private half opens with a passphrase that only they know."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="officer_keys")
    public = models.BinaryField(max_length=32, editable=False)
    salt = models.BinaryField(max_length=16, editable=False)
    private = models.BinaryField(max_length=80, editable=False)
    recovery = models.BinaryField(max_length=80, editable=False)
    made_at = models.DateTimeField(_("生成时间"))
    retired_at = models.DateTimeField(_("停用时间"), null=True)

    class Meta:
        verbose_name = _("开标钥匙")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(retired_at=None), name="one_live_key_an_officer")
        ]


class TenderKey(models.Model):
    """The public key to which bids of a project are sealed. Its private half is stored nowhere."""

    project = models.OneToOneField("ngos.Project", on_delete=models.PROTECT, related_name="tender_key")
    suite = models.PositiveSmallIntegerField(default=1)
    public = models.BinaryField(max_length=32, editable=False)
    k = models.PositiveSmallIntegerField(_("开启所需人数"))
    n = models.PositiveSmallIntegerField(_("开标人数"))
    half = models.BinaryField(max_length=80, editable=False, help_text=_("平台保管的一半，由数据库以外的钥匙封存"))
    canary = models.BinaryField(editable=False, help_text=_("演练用的试封件"))
    made_at = models.DateTimeField(_("生成时间"))

    class Meta:
        verbose_name = _("项目钥匙")


class OpeningOfficer(models.Model):
    """Somebody who is to open a project's bids; publication waits until enough of them opened the canary."""

    tender_key = models.ForeignKey(TenderKey, on_delete=models.CASCADE, related_name="officers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    officer_key = models.ForeignKey(OfficerKey, on_delete=models.PROTECT, related_name="+")
    rehearsed_at = models.DateTimeField(_("演练时间"), null=True)
    presented_at = models.DateTimeField(_("开标时到场"), null=True)

    class Meta:
        verbose_name = _("开标人")
        constraints = [models.UniqueConstraint(fields=["tender_key", "user"], name="opening_officer_once")]


class KeyPart(models.Model):
    """An officer's part of the committee's secret within one group of k officers, sealed to that officer.

    `group` are the ids of its officers with dots between. `opened` holds the part while the group gathers in a
    ceremony or rehearsal, sealed by the platform's own key, and is emptied when it ends.
    """

    row_key = RowKey()
    officer = models.ForeignKey(OpeningOfficer, on_delete=models.CASCADE, related_name="parts")
    group = models.CharField(max_length=80)
    sealed = models.BinaryField(editable=False)
    opened = EncryptedText(_("开启中的一份"), purpose=_("开标"), level="own")
    opened_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("钥匙份额")
        constraints = [models.UniqueConstraint(fields=["officer", "group"], name="one_part_an_officer_and_group")]


class Bid(Staged):
    """A bid under seal. Who made it is a mark until the opening; what it says is read from the envelope then.

    The envelope lies in a file named by `row_key`, its erasure key in the store outside database and backups.
    """

    machine = states.BID

    row_key = RowKey()
    project = models.ForeignKey("ngos.Project", on_delete=models.PROTECT, related_name="bids")
    bidder = models.CharField(max_length=64, editable=False)
    version = models.PositiveSmallIntegerField(_("版本"))
    received_at = models.DateTimeField(_("收到时间"))
    size = models.PositiveIntegerField(_("密封后字节数"))
    digest = models.CharField(max_length=64, editable=False)
    commitment = models.CharField(max_length=64, editable=False)
    receipt = models.JSONField(_("回执"), default=dict, editable=False)
    needs_confirming = models.BooleanField(_("采购要求改变后待确认"), default=False)
    # Known from the opening on:
    provider = models.ForeignKey("ngos.Provider", null=True, on_delete=models.PROTECT, related_name="bids")
    price_fen = models.BigIntegerField(_("报价(分)"), null=True)
    deduction = models.PositiveSmallIntegerField(_("价格扣除(千分比)"), default=0)
    salt = models.CharField(max_length=64, blank=True, editable=False)
    content = EncryptedText(_("响应内容"), purpose=_("评审和存档"), level="own")
    reason = models.CharField(_("无效的原因"), max_length=300, blank=True)
    clause = models.CharField(_("依据的条款"), max_length=24, blank=True)

    class Meta:
        verbose_name = _("响应文件")
        ordering = ["id"]
        indexes = [models.Index(fields=["project", "status"], name="bid_of_project")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "bidder"], condition=Q(status__in=states.LIVE), name="one_live_bid_a_bidder"
            ),
            models.UniqueConstraint(fields=["project", "bidder", "version"], name="bid_versions_in_order"),
            models.CheckConstraint(
                condition=~Q(status="sealed") | Q(provider=None, price_fen=None, content__isnull=True),
                name="sealed_bid_tells_nothing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.row_key)


class BidFile(models.Model):
    """A file that lay in an opened envelope; its name is sealed as the content is."""

    row_key = RowKey()
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="files")
    title = EncryptedText(_("文件名"), purpose=_("评审和存档"), level="own")
    kept = models.ForeignKey("desk.KeptFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("响应文件附件")
        ordering = ["id"]
