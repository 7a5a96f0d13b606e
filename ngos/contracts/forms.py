"""Forms of contracts: drawing one up, signing late, filing, adding to it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from kit.errors import Refused
from kit.money import parse_yuan

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


class SignForm(forms.Form):
    late_reason = forms.CharField(
        label=_("逾期签订的原因"), max_length=300, required=False, help_text=_("在期限内签订的不填")
    )


class FileForm(forms.Form):
    filing_number = forms.CharField(label=_("备案编号"), max_length=40)


class SupplementForm(forms.Form):
    amount_fen = forms.CharField(label=_("补充金额（元）"), max_length=20)
    text = forms.CharField(label=_("补充的内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_amount_fen(self) -> int:
        try:
            return parse_yuan(self.cleaned_data["amount_fen"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
