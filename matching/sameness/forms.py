"""The field that comes on a form only after its text was found to be nearly that written for somebody else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class KeepWhy(forms.Form):
    """To be built upon. The field is hidden until it was refused without a reason, or holds one."""

    keep_why = forms.CharField(
        label=_("为什么可以相同"), required=False, max_length=200, widget=forms.HiddenInput,
        help_text=_("例如：两人是同一户、同一项补贴的申请。不显示是谁的文字；负责人看得到有多少份雷同。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get(self.add_prefix("keep_why")):
            self._show_why()

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "keep_why":
            self._show_why()
        super().add_error(field, error)

    def _show_why(self) -> None:
        self.fields["keep_why"].widget = forms.TextInput()

    @property
    def why(self) -> Any:
        """The field, where it is to be seen."""
        bound = self["keep_why"]
        return None if bound.is_hidden else bound
