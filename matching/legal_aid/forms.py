"""The forms of a referral: one for sending it, one for each step that asks something. None asks for a fee."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from matching import words
from matching.legal_aid import services
from matching.legal_aid.models import Referral
from matching.supervisees.disclosure import FIELDS_FOR

CHOOSE = ("", _("选择一项"))


class FilterForm(forms.Form):
    status = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("全部状态")), *Referral.machine.states.items()]
        self.fields["status"].widget.attrs["class"] = "form-select"


class ReferForm(forms.Form):
    seat: Any = forms.ModelChoiceField(
        label=_("法律援助机构和经办人"),
        queryset=None,
        empty_label=None,
        help_text=_("只有这一位经办人能看下面选中的信息"),
    )
    matter = forms.ChoiceField(label=_("事项"), choices=[CHOOSE, *Referral.MATTERS])
    fields_told = forms.MultipleChoiceField(label=_("经办人可以看到"), widget=forms.CheckboxSelectMultiple)
    detained = forms.BooleanField(
        label=_("本人在押"), required=False, help_text=_("在押人员的申请，收到后 24 小时内转交（法律援助法第39条）")
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat: Any = self.fields["seat"]
        seat.queryset = services.clerks(request)
        seat.label_from_instance = lambda found: f"{found.unit.name}·{found.user.display_name}"
        told: Any = self.fields["fields_told"]
        told.choices = [(name, words.field(name)) for name in FIELDS_FOR[request.category]]


class PapersForm(forms.Form):
    papers = forms.CharField(
        label=_("要补的材料"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一次写全，只能告知一次。不写姓名和号码"),
    )  # fmt: skip
    until_on = forms.DateField(label=_("最晚哪一天补齐"), widget=DayInput())


class RefuseForm(forms.Form):
    refusal = forms.ChoiceField(label=_("原因"), choices=[CHOOSE, *Referral.REFUSALS])
    refusal_text = forms.CharField(
        label=_("书面理由"), min_length=services.SHORTEST, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("会书面告知申请人。写明依据哪一条，不写姓名和号码"),
    )  # fmt: skip


class AssignForm(forms.Form):
    lawyer = forms.CharField(label=_("承办人"), max_length=40)
    firm = forms.CharField(label=_("承办单位"), max_length=80, help_text=_("律师事务所或法律援助机构"))


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("不写姓名和案情"))
