"""The form that begins a bulk handover: whose cases, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy


class BeginForm(forms.Form):
    whose = forms.ChoiceField(label=lazy("谁的在办帮扶"), widget=forms.RadioSelect)
    reason = forms.CharField(label=lazy("移交的原因"), max_length=200)

    def __init__(self, *args: Any, due: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._due = {f"{row['org']}-{row['worker'] or 0}-{row['county']}": row for row in due}
        self.fields["whose"].choices = [(code, _label(row)) for code, row in self._due.items()]

    def chosen(self) -> dict[str, Any]:
        return self._due[self.cleaned_data["whose"]]


def _label(row: dict[str, Any]) -> str:
    who = f"{row['name']}·{row['worker_name']}" if row["worker"] else row["name"]
    return _("%(who)s，%(n)d 件在办") % {"who": who, "n": row["n"]}
