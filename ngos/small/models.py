"""Small purchases: who stands on the framework roster for which service, and what was ordered from them and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RosterEntry(models.Model):
    """A provider admitted to the framework for one service at one price; small purchases come only from here."""

    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="roster")
    item = models.ForeignKey("ngos.CatalogueItem", on_delete=models.PROTECT, related_name="roster")
    unit_price_fen = models.BigIntegerField(_("单价(分)"))
    basis = models.CharField(_("入围依据"), max_length=200, help_text=_("经哪一次公开征集或采购入围"))
    since_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(_("提前退出"), null=True)
    ended_reason = models.CharField(_("退出的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("框架名录")
        ordering = ["item_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(unit_price_fen__gt=0), name="roster_has_a_price"),
            models.CheckConstraint(condition=Q(until_on__gte=models.F("since_on")), name="roster_days_in_order"),
            models.UniqueConstraint(
                fields=["provider", "item"], condition=Q(ended_on=None), name="once_on_the_roster_for_a_service"
            ),
        ]


class SmallPurchase(models.Model):
    """One order below the limit, from the roster, with how the provider was chosen. Only calling it off is added."""

    class Choice(models.TextChoices):
        NEED = "need", _("按需求选定")
        ROTATION = "rotation", _("按名录轮候")
        QUOTES = "quotes", _("三家询价")

    number = models.CharField(_("编号"), max_length=14, unique=True, editable=False)
    purchaser = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6, blank=True)
    item = models.ForeignKey("ngos.CatalogueItem", on_delete=models.PROTECT, related_name="small_purchases")
    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="small_purchases")
    budget_line = models.ForeignKey("ngos.BudgetLine", on_delete=models.PROTECT, related_name="small_purchases")
    quantity = models.PositiveIntegerField(_("数量"))
    amount_fen = models.BigIntegerField(_("金额(分)"))
    choice = models.CharField(_("选定方式"), max_length=8, choices=Choice)
    reason = models.CharField(_("选定的理由"), max_length=300, blank=True)
    # [{"provider": id, "fen": int}], the chosen one among them.
    quotes = models.JSONField(_("报价"), default=list)
    grade = models.CharField(_("下单时的质量等级"), max_length=1)
    ordered_at = models.DateTimeField(_("下单时间"))
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    called_off_at = models.DateTimeField(_("取消时间"), null=True)
    called_off_reason = models.CharField(_("取消的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("小额采购")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["item", "purchaser", "ordered_at"], name="small_of_purchaser"),
            models.Index(fields=["item", "provider", "ordered_at"], name="small_of_provider"),
            models.Index(fields=["county_code", "-id"], name="small_of_county"),
            models.Index(fields=["ordered_at", "id"], name="small_by_month"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0, quantity__gt=0), name="small_purchase_of_something")
        ]

    def __str__(self) -> str:
        return self.number
