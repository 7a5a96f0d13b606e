"""The forms of imports: a file, and the defaults of a kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.imports.kinds import ImportKind
from desk.imports.reading import MAX_BYTES


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("文件"),
        help_text=_(".xlsx 或 CSV，不超过 10 MB、20,000 行"),
        error_messages={"required": _("选择一个不超过 10 MB 的文件"), "empty": _("文件是空的")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > MAX_BYTES:
            raise forms.ValidationError(_("文件超过 10 MB，分成几份再上传"), code="size")
        return found


class OptionsForm(forms.Form):
    """The defaults of a kind, as it says them."""

    def __init__(self, kind: ImportKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(kind.option_fields())
