"""A proposal of other weights, and the approval by somebody who read what it would have done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from matching.engine.weights import PARTS


class WeightsForm(forms.Form):
    fit = forms.IntegerField(label=_("符合"), min_value=0, max_value=100)
    near = forms.IntegerField(label=_("就近"), min_value=0, max_value=100)
    quality = forms.IntegerField(label=_("质量"), min_value=0, max_value=100, help_text=_("双数，按四级等分"))
    continuity = forms.IntegerField(label=_("延续"), min_value=0, max_value=100)
    valid_from = forms.DateField(label=_("自哪天起"), widget=DayInput)
    note = forms.CharField(label=_("为什么要改"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def proposal(self) -> dict[str, Any]:
        data = self.cleaned_data
        points = {part: data[part] for part in PARTS}
        return {"points": points, "valid_from": data["valid_from"], "note": data["note"]}


class ApproveForm(forms.Form):
    has_read = forms.BooleanField(label=_("我看过回放的结果"), required=False)
