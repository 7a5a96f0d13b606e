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
    # Running sums, each raised by one conditional update: paid ≤ approved ≤ accepted ≤ contract with its supplements.
    added_fen = models.BigIntegerField(_("补充合同合计(分)"), default=0, editable=False)
    accepted_fen = models.BigIntegerField(_("已验收(分)"), default=0, editable=False)
    approved_fen = models.BigIntegerField(_("已批准支付(分)"), default=0, editable=False)
    paid_fen = models.BigIntegerField(_("已支付(分)"), default=0, editable=False)

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
            # law: R-PUR-20 - a tenth is the most that may be added, whatever a local rule says
            models.CheckConstraint(
                condition=Q(added_fen__gte=0, amount_fen__gte=F("added_fen") * 10), name="supplements_within_a_tenth"
            ),
            models.CheckConstraint(
                condition=Q(accepted_fen__lte=F("amount_fen") + F("added_fen")), name="accepted_within_the_contract"
            ),
            models.CheckConstraint(condition=Q(approved_fen__lte=F("accepted_fen")), name="approved_what_is_accepted"),
            models.CheckConstraint(
                condition=Q(paid_fen__gte=0, paid_fen__lte=F("approved_fen")), name="paid_what_is_approved"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def org_id(self) -> int:
        """The organisation, as the rights of organisations name it."""
        return self.provider.org_id

    @property
    def most_fen(self) -> int:
        """What may be accepted in all: the contract and what was added to it."""
        return self.amount_fen + self.added_fen


class ContractItem(Seats):
    """A number of units of one service at one price; of a contract's items the amounts sum to it to the fen.

    `capacity` is the number with what supplements added, `taken` what is delivered: the database refuses more.
    """

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("个别服务")
        GROUP = "group", _("团体活动")
        DOCUMENT = "document", _("成果文件")

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey("ngos.CatalogueItem", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("计量方式"), max_length=10, choices=Kind)
    quantity = models.PositiveIntegerField(_("合同数量"))
    unit_price_fen = models.BigIntegerField(_("单价(分)"))
    rest_fen = models.BigIntegerField(
        _("尾差(分)"), default=0, help_text=_("合同金额除不尽的分，随最后一个单位计入；小于合同数量")
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("合同服务项目")
        ordering = ["order", "id"]
        constraints = [
            seats_check("contract_item_quota"),
            models.UniqueConstraint(fields=["contract", "item"], name="one_contract_item_a_service"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, unit_price_fen__gt=0, capacity__gte=F("quantity")),
                name="contract_item_of_something",
            ),
            models.CheckConstraint(
                condition=Q(rest_fen__gte=0, rest_fen__lt=F("quantity")), name="contract_item_rest_is_small"
            ),
        ]

    def __str__(self) -> str:
        return self.item.name

    @property
    def amount_fen(self) -> int:
        return self.quantity * self.unit_price_fen + self.rest_fen


class ContractMilestone(Staged):
    """A part of the price and when it is due; the parts sum to the contract, the last takes the rounding."""

    machine = states.MILESTONE

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(_("付款节点"), max_length=80)
    condition = models.CharField(_("付款条件"), max_length=300, blank=True)
    amount_fen = models.BigIntegerField(_("金额(分)"))
    is_advance = models.BooleanField(_("预付款"), default=False)
    is_final = models.BooleanField(_("尾款"), default=False)
    accepted_fen = models.BigIntegerField(_("已验收(分)"), default=0, editable=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("合同付款节点")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["contract"], condition=Q(is_final=True), name="one_final_milestone"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="contract_milestone_of_something"),
            # The last one settles what was delivered, so it may come to more than its own share.
            models.CheckConstraint(
                condition=Q(is_final=True) | Q(accepted_fen__lte=F("amount_fen")), name="milestone_within_its_amount"
            ),
        ]

    @property
    def county_code(self) -> str:
        return self.contract.county_code

    @property
    def org_id(self) -> int:
        return self.contract.org_id


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


class SupplementItem(models.Model):
    """How many units of an item a supplement added."""

    supplement = models.ForeignKey(Supplement, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(ContractItem, on_delete=models.PROTECT, related_name="added")
    quantity = models.PositiveIntegerField(_("增加数量"))

    class Meta:
        verbose_name = _("补充的数量")
        constraints = [
            models.UniqueConstraint(fields=["supplement", "item"], name="one_line_an_item_a_supplement"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="supplement_item_of_something"),
        ]


triggers.protect("ngos_supplement")
triggers.protect("ngos_supplementitem")
