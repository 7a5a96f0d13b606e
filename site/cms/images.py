"""Pictures as they come in: drawn anew, so that nothing but the picture is kept, and handed out."""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from PIL import Image as Drawing
from PIL import ImageOps
from wagtail.images.forms import BaseImageForm

from cms import private

KEPT = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
# What Pillow raises over files that are broken, or made to break it.
BROKEN = (OSError, ValueError, SyntaxError, AttributeError, Drawing.DecompressionBombError)
NO_PICTURE = _("这个文件不是可以使用的图片，或者太大。请用 JPG、PNG 或 WebP。")
YEAR = 365 * 24 * 3600


class CleanImageForm(BaseImageForm):
    """The place where a photo was taken, its camera and whatever else is hidden in the file stay outside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].to_python = _whole(self.fields["file"].to_python)
        self.fields["description"].required = True
        self.fields["description"].label = _("图片说明")
        self.fields["description"].help_text = _("写明图上有什么。看不见图的人靠它了解，必填")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("title", "description"):
            if private.is_in(cleaned.get(name, "")):
                self.add_error(name, _("这里像是有身份证号码或帮扶对象代号。网站上不登载这些内容，删去后再保存。"))
        return cleaned

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return redrawn(file) if "file" in self.changed_data and file else file


def _whole(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wagtail counts the pixels of a file before anybody knows that it is one: a broken file was a fault of ours."""

    def checked(data: Any) -> Any:
        try:
            return read(data)
        except BROKEN:
            raise forms.ValidationError(NO_PICTURE) from None

    return checked


def redrawn(file: Any) -> SimpleUploadedFile:
    """The same picture as a new file. Refused: no picture, or of a kind that can carry script."""
    try:
        file.seek(0)
        with Drawing.open(file) as opened:
            kind = opened.format
            picture = ImageOps.exif_transpose(opened)
            if kind not in KEPT:
                raise ValueError(kind)
            out = io.BytesIO()
            picture.info.clear()
            picture.save(out, kind, quality=88) if kind != "PNG" else picture.save(out, kind)
    except BROKEN:
        raise forms.ValidationError(NO_PICTURE) from None
    return SimpleUploadedFile(f"{Path(file.name).stem}.{KEPT[kind]}", out.getvalue(), f"image/{kind.lower()}")


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of the portal in the size that a page asked for; its name changes with its content."""
    path = Path(settings.MEDIA_ROOT) / "images" / name
    if "/" in name or name.startswith(".") or not path.is_file():
        raise Http404
    kind = mimetypes.guess_type(name)[0] or ""
    if kind not in ("image/jpeg", "image/png", "image/webp"):
        raise Http404
    response = FileResponse(path.open("rb"), content_type=kind)
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
