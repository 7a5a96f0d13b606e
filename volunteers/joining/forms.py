"""The forms of the volunteers' list and page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from training import queries as training
from volunteers.models import Volunteer


class FilterForm(forms.Form):
    """Read from the address; whatever does not fit is ignored."""

    q = forms.CharField(label=_("姓名或编号"), max_length=40, required=False)
    status = forms.ChoiceField(label=_("状态"), required=False)
    ready = forms.BooleanField(label=_("还有空名额"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            drawn = {"select": "form-select", "text": "form-control"}.get(getattr(field.widget, "input_type", ""))
            field.widget.attrs["class"] = drawn or ""
        self.fields["status"].choices = [("", _("全部状态")), *Volunteer.machine.states.items()]


class PaperForm(forms.Form):
    """What was seen on paper."""

    kind = forms.ChoiceField(label=_("种类"))
    number = forms.CharField(label=_("编号"), max_length=60, required=False)
    issuer = forms.CharField(label=_("出具单位"), max_length=80, required=False)
    level = forms.TypedChoiceField(label=_("等级"), coerce=int, choices=[(1, "1"), (2, "2"), (3, "3")], initial=1)
    met_on = forms.DateField(
        label=_("日期"), widget=DayInput(), help_text=_("签署、通过或查询的那一天；续期的接着原来的算")
    )
    valid_to = forms.DateField(
        label=_("最后有效日"), widget=DayInput(), required=False, help_text=_("证明上写明的；没有写明的按规则计算")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("选一种")), *training.kinds()]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200)
