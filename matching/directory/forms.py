"""The search of the public directory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Division
from matching import words
from matching.engine import codes


class PublicFilter(forms.Form):
    """Read from the address; whatever does not fit is ignored."""

    q = forms.CharField(label=_("名称"), max_length=40, required=False)
    category = forms.TypedChoiceField(label=_("大类"), required=False, coerce=int, empty_value=None)
    county = forms.ChoiceField(label=_("县区"), required=False)
    town = forms.ModelChoiceField(
        label=_("街道"), required=False, queryset=Division.objects.filter(level="town"), widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = Division.objects.filter(level="county").order_by("code").values_list("pk", "name")
        self.fields["q"].widget.attrs["class"] = "form-control"
        self.fields["category"].choices = [("", _("全部大类")), *((n, words.category(n)) for n in codes.CATEGORIES)]
        self.fields["county"].choices = [("", _("全部县区")), *counties]
        for name in ("category", "county"):
            self.fields[name].widget.attrs["class"] = "form-select"
