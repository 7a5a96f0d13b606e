"""What the page of statistics is asked for; what does not fit is told, and this year is shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms import DayInput
from volunteers.statistics.queries import DIMENSIONS

LONGEST_DAYS = 1100  # three years
_SELECT = forms.Select(attrs={"class": "form-select"})


class PeriodForm(forms.Form):
    by = forms.ChoiceField(
        label=gettext_lazy("统计口径"), choices=[(k, d.label) for k, d in DIMENSIONS.items()], widget=_SELECT
    )
    first = forms.DateField(label=gettext_lazy("自"), widget=DayInput(attrs={"class": "form-control"}))
    last = forms.DateField(label=gettext_lazy("至"), widget=DayInput(attrs={"class": "form-control"}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", ValidationError(_("止期不能早于起期。"), code="days"))
        if first and last and (last - first).days > LONGEST_DAYS:
            self.add_error("last", ValidationError(_("一次最多统计三年。"), code="long"))
        return cleaned


def asked(data: Any, today: date) -> tuple[PeriodForm, dict[str, Any]]:
    """The form, and what to show: what was asked for, or this year by county."""
    usual = {"by": "county", "first": date(today.year, 1, 1), "last": today}
    if "first" not in data and "last" not in data:
        by = data.get("by") if data.get("by") in DIMENSIONS else usual["by"]
        return PeriodForm(initial={**usual, "by": by}), {**usual, "by": by}
    form = PeriodForm(data)
    return form, form.cleaned_data if form.is_valid() else usual
