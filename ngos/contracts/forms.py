"""Forms of contracts: drawing one up, signing late, filing, adding to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from kit.errors import Refused
from kit.money import display, parse_yuan, yuan
from ngos.contracts import parts
from ngos.models import ContractItem, Deliverable

# What the work under a contract may know of a client besides the code (law: R-PI-03).
FIELDS = [("preferred_name", _("称呼")), ("full_name", _("姓名")), ("phone", _("联系电话")), ("address", _("住址"))]


class DraftForm(forms.Form):
    starts_on = forms.DateField(label=_("开始日期"), widget=DayInput)
    cases = forms.IntegerField(label=_("可以同时承接的人数"), min_value=1, max_value=100_000)
    grant_fields = forms.MultipleChoiceField(
        label=_("合同允许使用的信息"), choices=FIELDS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("只选服务必需的；合同终止即收回"),
    )  # fmt: skip
    term_reason = forms.CharField(
        label=_("超过一年的理由"), max_length=300, required=False, help_text=_("内容稳定、预算有保障的依据")
    )

    def __init__(self, *args: Any, deliverables: Sequence[Deliverable] = (), whole_fen: int = 0, **kwargs: Any) -> None:
        """A price and a way of counting for each deliverable; with one alone the price follows from the sum."""
        super().__init__(*args, **kwargs)
        self.deliverables = list(deliverables)
        for d in self.deliverables:
            label = {"item": d.item.name, "n": d.quantity, "unit": d.item.unit}
            self.fields[f"price_{d.item_id}"] = forms.CharField(
                label=_("%(item)s单价（元），%(n)d%(unit)s") % label, max_length=20
            )
            self.fields[f"kind_{d.item_id}"] = forms.ChoiceField(
                label=_("%(item)s怎样计量") % label, choices=ContractItem.Kind.choices, initial=parts.likely_kind(d),
                required=False,
            )  # fmt: skip
        if len(self.deliverables) == 1:
            only = self.deliverables[0]
            self.fields[f"price_{only.item_id}"].initial = yuan(whole_fen // only.quantity)

    def clean(self) -> dict[str, Any]:
        """`priced` in place of the fields of each deliverable."""
        said = super().clean() or {}
        priced: dict[int, parts.Priced] = {}
        for d in self.deliverables:
            price, kind = said.pop(f"price_{d.item_id}", ""), said.pop(f"kind_{d.item_id}", "")
            try:
                priced[d.item_id] = parts.Priced(parse_yuan(price), kind or parts.likely_kind(d))
            except Refused as refusal:
                if price:
                    self.add_error(f"price_{d.item_id}", str(refusal))
        return {**said, "priced": priced}


class SignForm(forms.Form):
    late_reason = forms.CharField(
        label=_("逾期签订的原因"), max_length=300, required=False, help_text=_("在期限内签订的不填")
    )


class FileForm(forms.Form):
    filing_number = forms.CharField(label=_("备案编号"), max_length=40)


class SupplementForm(forms.Form):
    amount_fen = forms.CharField(label=_("补充金额（元）"), max_length=20)
    text = forms.CharField(label=_("补充的内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, items: Sequence[ContractItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            said = {"item": item.item.name, "unit": item.item.unit}
            self.fields[f"units_{item.pk}"] = forms.IntegerField(
                label=_("%(item)s增加（%(unit)s）") % said, min_value=0, max_value=100_000, required=False,
                help_text=_("按合同单价%(price)s") % {"price": display(item.unit_price_fen)},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """`quantities` in place of the fields of each item."""
        said = super().clean() or {}
        units = {item.pk: said.pop(f"units_{item.pk}", None) or 0 for item in self.items}
        return {**said, "quantities": {pk: n for pk, n in units.items() if n}}

    def clean_amount_fen(self) -> int:
        try:
            return parse_yuan(self.cleaned_data["amount_fen"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
