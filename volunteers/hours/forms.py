"""The forms of hours: times of a service, claims, and what a recorder decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import ClockInput, DayInput, HintedChoices, ReasonForm
from kit import clock
from volunteers.models import ServiceLog

READ = _("志愿者会看到")


class TimesForm(forms.Form):
    """A day with begin and end by the city's clock; an end before the begin is that of the next day."""

    day = forms.DateField(label=_("日期"), widget=DayInput())
    begin = forms.TimeField(label=_("开始"), widget=ClockInput())
    end = forms.TimeField(label=_("结束"), widget=ClockInput(), help_text=_("早于开始的，算第二天；路上不计"))
    break_minutes = forms.IntegerField(
        label=_("休息分钟"),
        min_value=0,
        max_value=600,
        initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def times(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        begin = datetime.combine(data["day"], data["begin"], tzinfo=clock.SHANGHAI)
        end = datetime.combine(data["day"], data["end"], tzinfo=clock.SHANGHAI)
        if end <= begin:
            end += timedelta(days=1)
        return {"starts_at": begin, "ends_at": end, "break_minutes": data.get("break_minutes") or 0}


def times_of(log: ServiceLog) -> dict[str, Any]:
    """The initial values of a TimesForm."""
    begin, end = (t.astimezone(clock.SHANGHAI) for t in (log.starts_at, log.ends_at))
    return {
        "day": begin.date(), "begin": begin.time(), "end": end.time(), "break_minutes": log.break_minutes,
        "content": log.content, "evidence": log.evidence,
    }  # fmt: skip


class QuickForm(TimesForm):
    """One-to-one help from the phone: whom, when; everything else is known."""

    engagement = forms.TypedChoiceField(label=_("哪一项帮扶"), coerce=int, widget=HintedChoices)
    break_minutes = None  # type: ignore[assignment]
    field_order = ("engagement", "day", "begin", "end")

    def __init__(self, *args: Any, engagements: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end"].help_text = ""
        field = self.fields["engagement"]
        field.choices = [(e.pk, e.plan) for e in engagements]
        field.widget.hints = {str(e.pk): e.office.name for e in engagements}


class ContentForm(TimesForm):
    """What a volunteer says of minutes that nobody else recorded."""

    content = forms.CharField(label=_("做了什么"), max_length=200, help_text=_("不写帮扶对象的姓名和情况"))
    evidence = forms.CharField(
        label=_("证明材料"),
        max_length=200,
        required=False,
        help_text=_("在哪里可以看到，例如签到表第几页；核实人看过后计为认证时长"),
    )


class ClaimForm(ContentForm):
    where = forms.ChoiceField(label=_("在哪里服务"))
    field_order = ("where", "day", "begin", "end", "break_minutes", "content", "evidence")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [("", _("选一处")), *places]


class MinutesForm(forms.Form):
    """What a recorder confirms; the tick only where the volunteer named proof."""

    minutes = forms.IntegerField(
        label=_("核实分钟"),
        min_value=1,
        max_value=720,
        help_text=_("不多于填报的分钟；不含路上和休息"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    has_evidence = forms.BooleanField(label=_("看过证明材料，计为认证时长"), required=False)

    def __init__(self, *args: Any, log: ServiceLog, **kwargs: Any) -> None:
        super().__init__(*args, initial={"minutes": log.verified_minutes or log.minutes}, **kwargs)
        if log.source != ServiceLog.Source.SELF_CLAIM:
            del self.fields["has_evidence"]


class ObjectionForm(forms.Form):
    reason = forms.CharField(
        label=_("哪里不对"), max_length=200, help_text=_("由没有办理过这一条的人答复；不写帮扶对象的姓名和情况")
    )


class AmendForm(TimesForm, ReasonForm):
    hint = READ
    field_order = ("day", "begin", "end", "break_minutes", "reason")


class ReverseForm(ReasonForm):
    hint = READ
    minutes = forms.IntegerField(
        label=_("冲减分钟"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    field_order = ("minutes", "reason")
