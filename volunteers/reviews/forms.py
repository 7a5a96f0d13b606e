"""Forms of the yearly review."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import YearlyReview


class AppraiseForm(forms.Form):
    grade = forms.ChoiceField(label=_("等次"), choices=YearlyReview.Grade.choices, widget=forms.RadioSelect)
    appraisal = forms.CharField(
        label=_("评语"),
        max_length=300,
        help_text=_("写做了什么、怎么样；不写帮扶对象的任何信息"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReplyForm(forms.Form):
    answer = forms.CharField(
        label=_("我的答复"),
        max_length=300,
        required=False,
        help_text=_("没有意见可以不写，直接确认"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
