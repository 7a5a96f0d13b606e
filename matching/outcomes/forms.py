"""The forms at the end of help: finishing, ending early, the report goal by goal, its review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit import money
from kit.errors import Refused
from matching.models import AssistanceRequest, Outcome
from matching.outcomes import services

STARS = [(5, _("5 很满意")), (4, _("4 满意")), (3, _("3 一般")), (2, _("2 不满意")), (1, _("1 很不满意"))]


class FinishForm(forms.Form):
    goals_met_early = forms.BooleanField(
        label=_("目标已提前达到"), required=False, help_text=_("开展次数少于计划时勾选")
    )


class EndForm(forms.Form):
    reason = forms.ChoiceField(label=_("原因"), choices=services.EARLY, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("说明"), max_length=300, help_text=_("不写姓名和案情"), widget=forms.Textarea(attrs={"rows": 3})
    )


class ReportForm(forms.Form):
    """A result with evidence for each goal; the tally of meetings is taken from the records."""

    outcome = forms.ChoiceField(label=_("成效"), choices=[("", _("选一项")), *services.CODES.items()])

    def __init__(self, *args: Any, goals: list[str], costs: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for n, goal in enumerate(goals):
            self.fields[f"result_{n}"] = forms.ChoiceField(
                label=_("目标：%(goal)s") % {"goal": goal}, choices=services.RESULTS, widget=forms.RadioSelect
            )
            self.fields[f"evidence_{n}"] = forms.CharField(
                label=_("依据"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("看得到、查得到的事实，例如上岗日期、证书编号"),
            )  # fmt: skip
        if costs:
            self.fields["cost"] = forms.CharField(
                label=_("费用（元）"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
            )

    def clean_cost(self) -> int:
        text = self.cleaned_data["cost"]
        try:
            return money.parse_yuan(text) if text else 0
        except Refused as refusal:
            raise ValidationError(str(refusal), code="money") from refusal

    @property
    def said(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        goals = [
            {"goal": goal, "result": data[f"result_{n}"], "evidence": data[f"evidence_{n}"]}
            for n, goal in enumerate(self.goals)
        ]
        return {"outcome": data["outcome"], "goals": goals, "cost_fen": data.get("cost") or 0}


class ReviewForm(forms.Form):
    """What the officer found after asking the person; the report's outcome stands there and may be corrected."""

    outcome = forms.ChoiceField(label=_("成效"), choices=services.CODES, help_text=_("与报告不一致时直接更正"))
    need_met = forms.ChoiceField(label=_("需求满足"), choices=AssistanceRequest.MET, widget=forms.RadioSelect)
    person_says = forms.ChoiceField(
        label=_("本人怎么说"), choices=Outcome.SAYS, widget=forms.RadioSelect, help_text=_("当面或电话问过本人再填")
    )
    satisfaction = forms.TypedChoiceField(
        label=_("本人满意度"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect,
        choices=STARS,
    )  # fmt: skip
    stars = forms.TypedChoiceField(
        label=_("您怎么看这家机构的工作"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect,
        choices=STARS, help_text=_("您自己的评价，与本人满意度分开统计"),
    )  # fmt: skip

    def __init__(self, *args: Any, rates: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rates:
            del self.fields["stars"]


class SendBackForm(forms.Form):
    reason = forms.CharField(label=_("要补充什么"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
