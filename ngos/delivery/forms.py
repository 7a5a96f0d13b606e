"""Forms of delivery: a group session from a phone, evidence and papers, claiming and accepting."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import ClockInput, DayInput
from kit import clock
from kit.errors import Refused
from kit.money import parse_yuan
from ngos.models import ContractItem, ServiceOrder

PAPERS = "image/jpeg,image/png,image/webp,application/pdf"


def file_field(label: Any, *, required: bool = True) -> forms.FileField:
    return forms.FileField(
        label=label, required=required, help_text=_("图片或 PDF，不超过 8 MB"),
        widget=forms.FileInput(attrs={"accept": PAPERS}),
    )  # fmt: skip


class GroupForm(forms.Form):
    item = forms.ModelChoiceField(label=_("服务项目"), queryset=ContractItem.objects.none(), empty_label=None)
    day = forms.DateField(label=_("日期"), widget=DayInput)
    start = forms.TimeField(label=_("开始"), widget=ClockInput)
    minutes = forms.IntegerField(label=_("分钟"), min_value=1, max_value=720)
    where = forms.CharField(label=_("地点"), max_length=80)
    heads = forms.IntegerField(
        label=_("到场人数"), min_value=1, max_value=500, help_text=_("全部到场的人，不少于勾选的个案")
    )
    orders = forms.ModelMultipleChoiceField(
        label=_("到场的个案"), queryset=ServiceOrder.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text=_("本合同在办的个案，按需求编号"),
    )  # fmt: skip

    def __init__(self, *args: Any, items: Any, orders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["orders"].queryset = orders  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """What the service takes."""
        given = {**self.cleaned_data, "orders": list(self.cleaned_data["orders"])}
        day, start = given.pop("day"), given.pop("start")
        return {**given, "starts_at": datetime.combine(day, time(start.hour, start.minute), clock.SHANGHAI)}


class EvidenceForm(forms.Form):
    title = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如签到表。不写姓名"))
    file = file_field(_("文件"))


class ProductForm(forms.Form):
    item = forms.ModelChoiceField(label=_("服务项目"), queryset=ContractItem.objects.none(), empty_label=None)
    title = forms.CharField(label=_("名称"), max_length=80, help_text=_("文件里不写对象的姓名"))
    file = file_field(_("文件"))

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class ClaimForm(forms.Form):
    until = forms.DateField(
        label=_("计入到哪一天的服务"), widget=DayInput, required=False, help_text=_("空着即到现在，全部未申请的服务")
    )
    note = forms.CharField(label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    title = forms.CharField(label=_("附件名称"), max_length=80, required=False)
    file = file_field(_("附件"), required=False)

    def __init__(self, *args: Any, is_advance: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_advance:
            del self.fields["until"]
            self.fields["title"].initial = _("双方签字的工作方案")
            self.fields["file"].required = True

    @property
    def files_sent(self) -> list[tuple[str, Any]]:
        sent = self.cleaned_data.get("file")
        return [(self.cleaned_data.get("title") or str(_("附件")), sent)] if sent else []


class PartForm(forms.Form):
    amount_fen = forms.CharField(label=_("验收金额（元）"), max_length=20)
    reason = forms.CharField(label=_("理由"), max_length=300, help_text=_("机构和采购单位会看到"))

    def clean_amount_fen(self) -> int:
        try:
            return parse_yuan(self.cleaned_data["amount_fen"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
