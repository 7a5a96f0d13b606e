"""The forms around a meeting and a plan: few fields, filled in before they are asked for."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from kit import clock
from matching.models import Session

MOST_GOALS = 6


class HourInput(forms.TimeInput):
    """A time by the browser's own picker."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MeetingForm(forms.Form):
    """When and where: a day, from, to, a place."""

    day = forms.DateField(label=_("日期"), widget=DayInput())
    start = forms.TimeField(label=_("开始"), widget=HourInput())
    end = forms.TimeField(label=_("结束"), widget=HourInput())
    where = forms.CharField(
        label=_("地点"), max_length=80, help_text=_("不选工作单位；默认在司法所或社区活动室"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", ValidationError(_("结束时间要晚于开始时间"), code="order"))
        return cleaned

    @property
    def times(self) -> dict[str, Any]:
        """What the services take: two instants of the city's clock, and the place."""
        day = self.cleaned_data["day"]
        return {
            "starts_at": _instant(day, self.cleaned_data["start"]),
            "ends_at": _instant(day, self.cleaned_data["end"]),
            "where": self.cleaned_data["where"],
        }


class MoveForm(MeetingForm):
    reason = forms.CharField(label=_("谁提出改期，为什么"), max_length=200)


class HeldForm(forms.Form):
    """The record of a meeting: minutes are filled in, the rest is optional."""

    minutes = forms.IntegerField(
        label=_("实际分钟"), min_value=1, max_value=720, help_text=_("不含路上和休息"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    next_step = forms.CharField(label=_("下一步"), max_length=200, required=False)
    concern = forms.ChoiceField(
        label=_("需要关注"), choices=Session.CONCERNS, required=False, widget=forms.RadioSelect,
        help_text=_("选了留意或马上处理，工作人员会立即收到提醒"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("情况"), max_length=1000, required=False, help_text=_("只有您和司法所能看到"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class AbsentForm(forms.Form):
    absence = forms.ChoiceField(label=_("缺席原因"), choices=Session.CAUSES, widget=forms.RadioSelect)
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class NotHeldForm(forms.Form):
    reason = forms.CharField(label=_("没有开展的原因"), max_length=200)


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("怎样处理"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class PlanForm(forms.Form):
    goals = forms.CharField(
        label=_("目标"), help_text=_("一行一个，最多 6 个；说得出怎样算达到"), max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    activities = forms.CharField(
        label=_("做法"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    sessions_n = forms.IntegerField(
        label=_("计划次数"), min_value=1, max_value=200,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def clean_goals(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["goals"].splitlines() if line.strip()]
        if len(lines) > MOST_GOALS:
            raise ValidationError(_("最多写 6 个目标"), code="many")
        return lines


class ObjectForm(forms.Form):
    objection = forms.CharField(label=_("意见"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


def _instant(day: Any, hour: time) -> datetime:
    return clock.at(day, hour.hour, hour.minute)
