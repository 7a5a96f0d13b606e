"""What a provider was asked to do under a contract, what it delivered, and what it claimed for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
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

    def __str__(self) -> str:
        return self.ref


class Claim(models.Model):
    """A provider's claim that a part of the price is due, with what it rests on, and what an officer said to it.

    `handler` is the clerk of the purchase: whoever handled it does not accept it (law: R-PUR-23, article 61).
    """

    milestone = models.ForeignKey("ngos.ContractMilestone", on_delete=models.PROTECT, related_name="claims")
    contract = models.ForeignKey("ngos.Contract", on_delete=models.PROTECT, related_name="claims")
    asked_fen = models.BigIntegerField(_("申请金额(分)"))
    note = models.CharField(_("说明"), max_length=500, blank=True)
    at = models.DateTimeField(_("申请时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    escalated_at = models.DateTimeField(_("逾期报告时间"), null=True, editable=False)
    decided_at = models.DateTimeField(_("验收时间"), null=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_fen = models.BigIntegerField(_("验收金额(分)"), default=0, editable=False)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    paid_on = models.DateField(_("支付日期"), null=True, editable=False)

    class Meta:
        verbose_name = _("验收申请")
        ordering = ["-id"]
        indexes = [models.Index(fields=["decided_at", "paid_on"], name="claim_payment_clock")]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone"], condition=Q(decided_at=None), name="one_open_claim_a_milestone"
            ),
            models.CheckConstraint(condition=Q(asked_fen__gt=0), name="claim_of_something"),
            models.CheckConstraint(
                condition=Q(accepted_fen__gte=0, accepted_fen__lte=F("asked_fen")), name="accepted_what_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, accepted_fen=0)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="claim_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("handler")), name="not_accepted_by_the_handler"
            ),
        ]

    @property
    def county_code(self) -> str:
        return self.contract.county_code

    @property
    def org_id(self) -> int:
        return self.contract.org_id


class Delivered(models.Model):
    """Something that fills the number of an item. It stands in one claim at most, and so is paid once at most."""

    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey("ngos.Contract", null=True, on_delete=models.PROTECT, related_name="%(class)ss")
    item = models.ForeignKey("ngos.ContractItem", null=True, on_delete=models.PROTECT, related_name="%(class)ss")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="%(class)ss")
    on = models.DateField(_("日期"))
    struck_at = models.DateTimeField(_("不予认可的时间"), null=True, editable=False)
    struck_reason = models.CharField(_("不予认可的原因"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def county_code(self) -> str:
        return self.contract.county_code if self.contract else ""

    @property
    def org_id(self) -> int:
        return self.provider.org_id


class DeliveryRecord(Delivered):
    """One delivered session. The same `ref` is one record, however often it is sent."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("个别服务")
        GROUP = "group", _("团体活动")

    kind = models.CharField(_("类别"), max_length=10, choices=Kind, default=Kind.INDIVIDUAL)
    order = models.ForeignKey(ServiceOrder, null=True, on_delete=models.PROTECT, related_name="deliveries")
    ref = models.CharField(_("来源编号"), max_length=40, unique=True)
    starts_at = models.DateTimeField(_("开始"), null=True, help_text=_("早先只记了日期的为空"))
    minutes = models.PositiveSmallIntegerField(_("分钟"))
    heads_n = models.PositiveSmallIntegerField(_("到场人数"), default=1)
    where = models.CharField(_("地点"), max_length=80, blank=True)
    client_code = models.CharField(_("对象代号"), max_length=10, blank=True)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("服务交付记录")
        indexes = [
            models.Index(fields=["contract", "-id"], name="delivery_of_contract"),
            models.Index(fields=["provider", "on"], name="delivery_of_provider"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client_code", "starts_at"], condition=Q(kind="individual"), name="one_session_a_client_a_time"
            ),
            models.UniqueConstraint(
                fields=["worker", "starts_at"], condition=Q(kind="group"), name="one_group_session_a_worker_a_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="individual", order__isnull=False, heads_n=1)
                | Q(kind="group", order=None, contract__isnull=False, item__isnull=False, heads_n__gt=0),
                name="delivery_of_its_kind",
            ),
        ]


class GroupAttendance(models.Model):
    """A case of the contract that took part in a group session."""

    record = models.ForeignKey(DeliveryRecord, on_delete=models.PROTECT, related_name="attendances")
    order = models.ForeignKey(ServiceOrder, on_delete=models.PROTECT, related_name="attendances")

    class Meta:
        verbose_name = _("团体活动到场")
        constraints = [models.UniqueConstraint(fields=["record", "order"], name="attended_once")]


class WorkProduct(Delivered):
    """A deliverable that is no session: a paper handed in once, counted once."""

    title = models.CharField(_("名称"), max_length=80)
    file = models.ForeignKey("desk.KeptFile", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("提交时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("成果文件")
        ordering = ["-id"]


class DeliveryEvidence(models.Model):
    """A file that shows what was delivered: of a session, or handed in with a claim (the signed plan of an advance)."""

    record = models.ForeignKey(DeliveryRecord, null=True, on_delete=models.PROTECT, related_name="evidence")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(_("名称"), max_length=80)
    file = models.ForeignKey("desk.KeptFile", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("上传时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("交付佐证")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(record__isnull=False, claim=None) | Q(record=None, claim__isnull=False),
                name="evidence_of_one_thing",
            )
        ]
