"""The form with which a trainer grants a learner more time or one sitting more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import HintedChoices
from training.allowances.services import LONGEST_NOTE, MOST_MINUTES
from training.models import Allowance

KIND, WHY = Allowance.Kind, Allowance.Why


class AllowForm(forms.Form):
    """What the service then decides upon; the minutes are asked of more time alone."""

    kind = forms.ChoiceField(label=_("办什么"), choices=KIND.choices, initial=KIND.TIME, widget=HintedChoices)
    minutes = forms.IntegerField(
        label=_("延长分钟"), required=False, min_value=1, max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}), help_text=_("加一次补考时空着"),
    )  # fmt: skip
    why = forms.ChoiceField(
        label=_("原因"), choices=[("", _("请选择")), *WHY.choices], widget=forms.Select(attrs={"class": "form-select"})
    )
    note = forms.CharField(
        label=_("情况说明"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("选“其他原因”时必填。加密保存，只有能办理的人看得到；不写病情细节。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("kind") == KIND.TIME and not found.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("写明延长几分钟。"))
        return found
