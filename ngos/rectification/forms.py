"""Forms of rectification: the draft and its items, the answer with its proof, what the office decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import OrgUnit
from desk.forms import DayInput
from kit.errors import Refused
from kit.money import parse_yuan

MOST_FILES = 6  # in one sending


class DraftForm(forms.Form):
    addressee = forms.ModelChoiceField(label=_("整改单位"), queryset=OrgUnit.objects.none())
    about = forms.CharField(label=_("事由"), max_length=120)
    basis = forms.CharField(label=_("依据"), max_length=300, help_text=_("法律、合同或约定的条款"))
    due_on = forms.DateField(
        label=_("整改期限"), widget=DayInput, required=False, help_text=_("空着的，自发出之日起十五个工作日")
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].queryset = units
        self.fields["addressee"].label_from_instance = lambda unit: unit.name


class ItemForm(forms.Form):
    clause = forms.CharField(label=_("条款"), max_length=120, help_text=_("违反的条款或要求"))
    finding = forms.CharField(
        label=_("问题"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写事实和证据编号，不写服务对象的个人信息"),
    )  # fmt: skip
    demand = forms.CharField(label=_("整改要求"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    due_on = forms.DateField(label=_("完成期限"), widget=DayInput, required=False, help_text=_("空着的，与通知书相同"))
    weight = forms.IntegerField(label=_("权重"), min_value=1, max_value=100, initial=1)
    amount_fen = forms.CharField(label=_("涉及金额（元）"), max_length=20, required=False)

    def clean_amount_fen(self) -> int:
        try:
            return parse_yuan(self.cleaned_data["amount_fen"]) if self.cleaned_data["amount_fen"] else 0
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class PlanForm(forms.Form):
    plan = forms.CharField(
        label=_("整改方案"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("措施、责任人和时间安排"),
    )  # fmt: skip


class ExtensionForm(forms.Form):
    until_on = forms.DateField(label=_("申请延至"), widget=DayInput)
    reason = forms.CharField(label=_("延期理由"), max_length=300)


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("申诉理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("由市司法局决定；决定以前暂停计时"),
    )  # fmt: skip


class SendBackForm(forms.Form):
    """What is not enough yet, each thing ticked, and why."""

    lacking = forms.TypedMultipleChoiceField(label=_("还不到位的事项"), coerce=int, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("意见"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, items: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lacking"].choices = list(items)


class DecideExtensionForm(forms.Form):
    granted = forms.TypedChoiceField(
        label=_("决定"), choices=[("1", _("同意")), ("", _("不同意"))], coerce=bool, empty_value=False, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    until_on = forms.DateField(label=_("延至"), widget=DayInput, required=False, help_text=_("空着的，按申请的日期"))


class DecideAppealForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("决定"), choices=[("1", _("申诉成立，撤销通知书")), ("", _("申诉不成立，继续整改"))], coerce=bool,
        empty_value=False, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    answer = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class Files(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several papers or pictures at once."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list) else [data] if data else []
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("一次最多选 %(n)s 个文件。"), params={"n": MOST_FILES})
        return [forms.FileField.clean(self, file, initial) for file in files]


class ReplyForm(forms.Form):
    reply = forms.CharField(label=_("整改情况"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))
    proofs = FilesField(
        label=_("证据"), required=False, help_text=_("照片或 PDF，每个不超过 8 MB，可以一次选几个"),
        widget=Files(attrs={"accept": "application/pdf,image/*"}),
    )  # fmt: skip
