"""The forms of small purchases and of the roster they come from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import OrgUnit
from desk.forms import DayInput, HintedChoices
from ngos.models import BudgetLine, CatalogueItem, Provider, RosterEntry, SmallPurchase
from ngos.purchasing.fields import MoneyField

COUNTS = {"inputmode": "numeric"}
QUOTES = 5


class EntryChoice(forms.ModelChoiceField):
    """A provider on the roster, with its service."""

    def label_from_instance(self, obj: RosterEntry) -> str:
        return f"{obj.item.name} — {obj.provider.org.name}"


class OrderForm(forms.Form):
    """`quotes` are up to five organisations asked, each with what it wants for the whole."""

    purchaser = forms.ModelChoiceField(label=_("购买主体"), queryset=OrgUnit.objects.none(), empty_label=None)
    budget_line = forms.ModelChoiceField(label=_("预算"), queryset=BudgetLine.objects.none())
    entry = EntryChoice(label=_("服务和机构"), queryset=RosterEntry.objects.none())
    quantity = forms.IntegerField(label=_("数量"), min_value=1, widget=forms.NumberInput(attrs=COUNTS))
    choice = forms.ChoiceField(
        label=_("选定方式"),
        choices=SmallPurchase.Choice.choices,
        widget=HintedChoices(
            hints={
                "need": _("写明为什么这家最合适"),
                "rotation": _("只能选轮到的一家"),
                "quotes": _("至少三家，在下面填写各家报价"),
            }
        ),
    )
    reason = forms.CharField(
        label=_("选定的理由"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, purchasers: QuerySet[OrgUnit], lines: QuerySet[BudgetLine], roster: QuerySet[RosterEntry],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["purchaser"].queryset = purchasers
        self.fields["budget_line"].queryset = lines
        self.fields["entry"].queryset = roster
        named = {e.provider_id: e.provider.org.name for e in roster}
        for n in range(1, QUOTES + 1):
            self.fields[f"asked_{n}"] = forms.TypedChoiceField(
                label=_("询价机构 %(n)d") % {"n": n}, required=False, coerce=int, empty_value=None,
                choices=[("", "—"), *named.items()],
            )  # fmt: skip
            self.fields[f"quote_{n}"] = MoneyField(label=_("报价 %(n)d") % {"n": n}, required=False)

    def said(self) -> dict[str, Any]:
        """What `order_small` takes."""
        kept = self.cleaned_data
        pairs = [(kept.get(f"asked_{n}"), kept.get(f"quote_{n}")) for n in range(1, QUOTES + 1)]
        return {
            "purchaser": kept["purchaser"],
            "budget_line": kept["budget_line"],
            "item": kept["entry"].item,
            "provider": kept["entry"].provider,
            "quantity": kept["quantity"],
            "choice": kept["choice"],
            "reason": kept["reason"],
            "quotes": {who: fen for who, fen in pairs if who and fen},
        }


class NamedProvider(forms.ModelChoiceField):
    def label_from_instance(self, obj: Provider) -> str:
        return obj.org.name


class RosterForm(forms.Form):
    provider = NamedProvider(label=_("社会组织"), queryset=Provider.objects.filter(status="listed"))
    item = forms.ModelChoiceField(label=_("服务项目"), queryset=CatalogueItem.objects.filter(is_active=True))
    unit_price_fen = MoneyField(label=_("单价"))
    basis = forms.CharField(label=_("入围依据"), max_length=200, help_text=_("经哪一次公开征集或采购入围"))
    since_on = forms.DateField(label=_("自"), widget=DayInput())
    until_on = forms.DateField(label=_("至"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = Provider.objects.filter(status="listed").select_related("org")
