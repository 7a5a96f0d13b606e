"""The forms of the hours queue."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(
        label=_("核实分钟"),
        min_value=1,
        max_value=720,
        help_text=_("不多于填报的分钟；不含路上和休息"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ReturnForm(forms.Form):
    reason = forms.CharField(label=_("退回的原因"), max_length=200, help_text=_("志愿者会看到"))
