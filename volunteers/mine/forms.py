"""Small forms of one's own page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput


class RestForm(forms.Form):
    until = forms.DateField(label=_("暂停到哪一天"), widget=DayInput(), help_text=_("含这一天；最长一年，可以提前恢复"))


class LeaveForm(forms.Form):
    reason = forms.CharField(
        label=_("想告诉我们的话"), max_length=200, required=False, help_text=_("不写也可以。不写姓名和别人的事。")
    )


class SignForm(forms.Form):
    read = forms.BooleanField(label=_("我已经看完，愿意遵守"))
    signed_name = forms.CharField(
        label=_("签名：写下您的姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
