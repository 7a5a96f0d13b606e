"""The period of a report, and its words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from kit import clock


class PeriodForm(forms.Form):
    """Last month, until something else is chosen."""

    first_on = forms.DateField(label=_("自"), widget=DayInput)
    last_on = forms.DateField(
        label=_("至"), help_text=_("含这一天；整月、整季、整年会与上一个月、季、年比较"), widget=DayInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        last = clock.today().replace(day=1) - timedelta(days=1)
        kwargs.setdefault("initial", {"first_on": last.replace(day=1), "last_on": last})
        super().__init__(*args, **kwargs)


class WordsForm(forms.Form):
    text = forms.CharField(
        label=_("研判意见"), help_text=_("哪里缺、为什么、怎么办、谁在什么时候办到；不写姓名"), max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
