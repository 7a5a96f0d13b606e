"""What an uploaded paper really is, by its content: pictures are painted anew, an active PDF is refused."""

from __future__ import annotations

import io
import re
import warnings
import zlib

from PIL import Image, ImageOps, UnidentifiedImageError

from desk.uploads.models import KeptFile
from kit.errors import Refused
from kit.sentences import gettext as _

MOST_BYTES = 8_000_000
MOST_PIXELS = 40_000_000  # a phone takes 12 to 48 million; more is a trap that fills the memory
EDGE = 2400
QUALITY = 82
MOST_UNPACKED = 40_000_000
PICTURES = ("JPEG", "PNG", "WEBP")
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|OpenAction|AA|RichMedia|XFA|SubmitForm|ImportData|GoToR|Encrypt)\b"
)
HEX_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)


def checked(raw: bytes) -> tuple[str, bytes]:
    """The kind and the bytes to keep. Refused: neither picture nor PDF, too large, not just to be read."""
    if not raw:
        raise Refused(_("文件是空的，重新选一个。"), code="file_empty")
    if len(raw) > MOST_BYTES:
        raise Refused(_("文件不能超过 8 MB。拍照时选小一点的尺寸再传。"), code="file_size")
    if raw.startswith(b"%PDF-"):
        return KeptFile.Kind.PDF, _pdf(raw)
    return KeptFile.Kind.PICTURE, _picture(raw)


def _picture(raw: bytes) -> bytes:
    """Painted anew: where it was taken, and whatever else was hidden in the file, stays behind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=PICTURES) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise Refused(_("图片太大，选小一点的尺寸再传。"), code="file_pixels")
                found.draft("RGB", (EDGE, EDGE))
                picture = ImageOps.exif_transpose(found).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_("只能上传照片（JPG、PNG、WebP）或 PDF。"), code="file_kind") from None
    except (OSError, ValueError, SyntaxError):
        raise Refused(_("这张图片打不开，重新拍一张再传。"), code="file_broken") from None
    picture.thumbnail((EDGE, EDGE))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _pdf(raw: bytes) -> bytes:
    if b"%%EOF" not in raw[-2048:]:
        raise Refused(_("这个 PDF 不完整，重新导出再传。"), code="file_broken")
    if any(ACTIVE.search(HEX_NAME.sub(_plain, part)) for part in (raw, *_unpacked(raw))):
        raise Refused(_("这个 PDF 带有脚本、附件或密码，不能接收。打印成普通 PDF 再传。"), code="file_active")
    return raw


def _unpacked(raw: bytes) -> list[bytes]:
    """What is packed inside, since names may stand there too; a file that unpacks without end is refused."""
    found, left = [], MOST_UNPACKED
    for hit in STREAM.finditer(raw):
        try:
            part = zlib.decompressobj().decompress(hit[1], left)
        except zlib.error:
            continue  # a picture, or packed in another way
        left -= len(part)
        if left <= 0:
            raise Refused(_("这个 PDF 太大，分成几份再传。"), code="file_size")
        if b"/" in part:
            found.append(part)
    return found


def _plain(hit: re.Match[bytes]) -> bytes:
    return bytes((int(hit[1], 16),))
