"""The forms of a plan of incubation and of the own year."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from ngos.models import SelfAssessment

STEPS = 3
MARKS = [(n, str(n)) for n in range(1, 6)]


class PlanForm(forms.Form):
    """An aim, its end, and up to three things to do by a day; more are agreed when these are done."""

    aim = forms.CharField(label=_("培育目标"), max_length=300)
    until_on = forms.DateField(label=_("至"), widget=DayInput(), help_text=_("最后一天"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, STEPS + 1):
            named = {"n": n}
            self.fields[f"text_{n}"] = forms.CharField(label=_("事项 %(n)d") % named, max_length=200, required=n == 1)
            self.fields[f"due_{n}"] = forms.DateField(
                label=_("事项 %(n)d 的期限") % named, widget=DayInput(), required=n == 1
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        steps: list[tuple[str, date]] = []
        for n in range(1, STEPS + 1):
            text, due = data.pop(f"text_{n}", ""), data.pop(f"due_{n}", None)
            if bool(text) != bool(due):
                self.add_error(f"due_{n}", _("事项和期限一起填"))
            elif text and due:
                steps.append((text, due))
        return {**data, "steps": steps}


class ResultForm(forms.Form):
    result = forms.CharField(label=_("培育结果"), max_length=300, help_text=_("机构会看到"))


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    account = forms.CharField(label=_("本年小结"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    improvements = forms.CharField(
        label=_("改进计划"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("有低于 3 分的必须写"),
    )  # fmt: skip
    improve_by_on = forms.DateField(label=_("改进期限"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for mark in SelfAssessment.MARKS:
            label = SelfAssessment._meta.get_field(mark).verbose_name
            self.fields[mark] = forms.TypedChoiceField(
                label=label, coerce=int, choices=[("", _("选一项")), *MARKS], help_text=_("1 最差，5 最好")
            )
        self.order_fields(["year", *SelfAssessment.MARKS, "account", "improvements", "improve_by_on"])


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("意见"), max_length=300, required=False, help_text=_("机构会看到"))
