"""Forms of certificates: asking for one, issuing it, and looking one up by number and code."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import OrgUnit
from desk.forms import DayInput, HintedChoices
from desk.templatetags.show import hours
from volunteers.models import Certificate

Kind = Certificate.Kind
MISREAD = str.maketrans("OIL", "011")  # what Crockford's alphabet leaves out

READ = {"hint": _("志愿者会看到")}  # who reads a reason


class RequestForm(forms.Form):
    """One choice says both who issues and what: each recorder with its hours, the city's summary, the training."""

    what = forms.ChoiceField(label=_("哪一种证明"), widget=HintedChoices)
    from_on = forms.DateField(label=_("自"), required=False, widget=DayInput, help_text=_("空着就从第一次服务算起"))
    to_on = forms.DateField(label=_("至"), required=False, widget=DayInput, help_text=_("空着就算到最近一次"))
    purpose = forms.CharField(
        label=_("用途"), max_length=60, required=False, help_text=_("印在备注里，例如 升学、求职")
    )

    def __init__(self, *args: Any, recorders: list[tuple[OrgUnit, int]], trained: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        choices = [(f"{Kind.SERVICE}-{unit.pk}", unit.name) for unit, _n in recorders]
        by_recorder = _("%(n)s 小时，由这家单位出具")
        hints: dict[str, Any] = {f"{Kind.SERVICE}-{unit.pk}": by_recorder % {"n": hours(n)} for unit, n in recorders}
        if recorders:
            choices.append((Kind.SUMMARY, _("全市汇总")))
            total = sum(n for _unit, n in recorders)
            hints[Kind.SUMMARY] = _("%(n)s 小时，列出每家记录单位，由市司法局出具") % {"n": hours(total)}
        if trained:
            choices.append((Kind.TRAINING, _("培训证明")))
            hints[Kind.TRAINING] = _("通过的培训和有效期，由县(市、区)司法局出具")
        field.choices, field.widget.hints = choices, hints
        self._units = {unit.pk: unit for unit, _n in recorders}

    @property
    def asked(self) -> dict[str, Any]:
        kind, _dash, pk = self.cleaned_data["what"].partition("-")
        rest = {name: self.cleaned_data[name] for name in ("from_on", "to_on", "purpose")}
        return {"kind": kind, "issuer": self._units.get(int(pk)) if pk else None, **rest}


class IssueForm(forms.Form):
    in_charge = forms.CharField(label=_("负责人"), max_length=40, help_text=_("印在证明上"))
    contact = forms.CharField(label=_("联系方式"), max_length=40, help_text=_("单位的电话，印在证明上"))


class ReissueForm(IssueForm):
    reason = forms.CharField(label=_("作废旧证明的原因"), max_length=200)


class LookUpForm(forms.Form):
    """What stands on the paper, however it was typed: full-width, lower case, O for 0."""

    number = forms.CharField(
        label=_("证明编号"),
        max_length=30,
        help_text=_("例如 ZM-2026-000318"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("核验码"),
        max_length=20,
        help_text=_("证明上编号旁边的 6 位字符"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"]) or "-"

    def clean_code(self) -> str:
        return plain(self.cleaned_data["code"]).translate(MISREAD) or "-"


def plain(text: str) -> str:
    """Narrow, upper case, every kind of dash one dash, and nothing that cannot stand in an address."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    dashed = "".join("-" if unicodedata.category(c) == "Pd" or c == "\u2212" else c for c in narrow)
    return "".join(c for c in dashed if c.isascii() and (c.isalnum() or c == "-"))
