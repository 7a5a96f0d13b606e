"""The filter of the list, and the form by which a paper is entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from training.competences.areas import AREAS, LEVELS
from training.models import Competence

SELECT = {"class": "form-select"}


class StaffForm(forms.Form):
    """Which people or offices: read from the address; whatever does not fit is ignored."""

    show = forms.ChoiceField(
        label=_("看"), required=False, widget=forms.Select(attrs=SELECT),
        choices=[("", _("人员")), ("gap", _("有空缺的司法所"))],
    )  # fmt: skip
    area = forms.ChoiceField(
        label=_("领域"), required=False, widget=forms.Select(attrs=SELECT), choices=[("", _("全部领域")), *AREAS]
    )


class CompetenceForm(forms.Form):
    area = forms.ChoiceField(label=_("领域"), choices=AREAS, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("依据"), choices=Competence.KINDS, widget=forms.RadioSelect)
    title = forms.CharField(label=_("证书名称"), max_length=60, help_text=_("例如 法学学士、法律职业资格证书"))
    level = forms.TypedChoiceField(label=_("程度"), choices=LEVELS, coerce=int, initial=1, widget=forms.RadioSelect)
    issuer = forms.CharField(label=_("发证单位"), max_length=80, required=False)
    obtained_on = forms.DateField(label=_("取得日期"), widget=DayInput())
    valid_to = forms.DateField(label=_("有效期至"), required=False, widget=DayInput(), help_text=_("空着长期有效"))

    def columns(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)
