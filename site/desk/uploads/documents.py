"""Documents that editors put on the portal pass the same check of their content as every uploaded paper."""

from __future__ import annotations

import zipfile
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from desk.uploads.checking import checked
from kit.errors import Refused

OFFICE = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}
MACROS = "vbaproject.bin"


class CheckedDocumentForm(BaseDocumentForm):
    """A PDF with script inside and an Office file with macros, or one that is another thing, are not taken."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            _check(file)
            file.seek(0)
        return file


def _check(file: Any) -> None:
    kind = PurePath(file.name).suffix.lower()
    file.seek(0)
    if kind == ".pdf":
        raw = file.read()
        if not raw.startswith(b"%PDF-"):
            raise forms.ValidationError(_("这个文件不是 PDF。重新导出再传。"))
        try:
            checked(raw)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
    elif kind in OFFICE:
        _check_office(file, OFFICE[kind])


def _check_office(file: Any, inside: str) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            names = [name.lower() for name in packed.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError):
        names = []
    if not any(name.startswith(inside) for name in names):
        raise forms.ValidationError(_("这个文件打不开，或者内容与扩展名不符。重新另存再传。"))
    if any(name.endswith(MACROS) for name in names):
        raise forms.ValidationError(_("这个文件带有宏，不能接收。另存为不带宏的文件再传。"))
