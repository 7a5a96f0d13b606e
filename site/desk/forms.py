"""How forms are drawn, and the fields of our own: options with hints, and the week of 21 parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

DAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
PARTS = (_("上午"), _("下午"), _("晚上"))
WHOLE_WEEK = (1 << 21) - 1


class Renderer(TemplatesSetting):
    """Label, hint, error, control, in this order and tied together; a summary of errors on top of whole forms."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"


def week_rows(mask: int) -> list[dict[str, Any]]:
    """The seven days with their three parts; bit 3·day + part, Monday first, morning first."""
    return [
        {
            "label": day,
            "cells": [
                {"bit": 3 * d + p, "part": PARTS[p], "day": day, "on": bool(mask >> (3 * d + p) & 1)} for p in range(3)
            ],
        }
        for d, day in enumerate(DAYS)
    ]


class WeekGrid(forms.Widget):
    """A table of 21 check boxes that needs no script and fits a phone."""

    template_name = "forms/week.html"
    use_fieldset = True

    def format_value(self, value: Any) -> int:
        return int(value or 0)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> int:
        ticked = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        bits = {int(b) for b in ticked if str(b).isdecimal() and int(b) < 21}
        return sum(1 << b for b in bits)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["rows"] = week_rows(self.format_value(value))
        context["parts"] = PARTS
        return context

    def id_for_label(self, id_: str) -> str:
        return ""


class WeekField(forms.Field):
    """A week as one number of 21 bits; `least` parts must be ticked."""

    widget = WeekGrid

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        self.least = least
        kwargs.setdefault("required", bool(least))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int:
        mask = int(value or 0)
        if not 0 <= mask <= WHOLE_WEEK:
            raise ValidationError(_("时段不在一周之内"), code="week")
        return mask

    def validate(self, value: int) -> None:
        if value.bit_count() < self.least:
            raise ValidationError(_("至少勾选 %(n)s 个时段"), code="few", params={"n": self.least})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return int(initial or 0) != int(data or 0)


class HintedChoices(forms.RadioSelect):
    """Radio buttons with a line of explanation under each: `hints` maps a value to its line."""

    def __init__(self, *args: Any, hints: dict[Any, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), self.hints.get(value, ""))
        return option


class HintedBoxes(HintedChoices, forms.CheckboxSelectMultiple):
    """The same with check boxes."""

    allow_multiple_selected = True
    input_type = "checkbox"


class ReasonForm(forms.Form):
    """Why, in a sentence or two. `hint` says who will read it; a form that asks for more sets it for itself."""

    hint: Any = ""
    reason = forms.CharField(label=_("原因"), max_length=200)

    def __init__(self, *args: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint or self.hint


class DayInput(forms.DateInput):
    """A date by the browser's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A time of day by the browser's own picker."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A date and time by the browser's own picker; the value is the city's wall clock."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def speak_plainly() -> None:
    """What the framework calls a required field becomes a sentence that says what to do."""
    forms.Field.default_error_messages["required"] = _("这一项要填写")
    for kind, sentence in (
        (forms.ChoiceField, _("选择一项")),
        (forms.MultipleChoiceField, _("至少选择一项")),
        (forms.BooleanField, _("勾选以后才能继续")),
        (forms.FileField, _("选择一个文件")),
        (forms.ModelChoiceField, _("选择一项")),
    ):
        kind.default_error_messages = {**kind.default_error_messages, "required": sentence}
    validators.MinValueValidator.message = _("不能小于 %(limit_value)s")
    validators.MaxValueValidator.message = _("不能大于 %(limit_value)s")
