"""A certificate as PDF, made from its snapshot whenever it is asked for.

Making one takes some hundredths of a second once the font is read, so none is kept: a kept file would hold the ID
number in the clear.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import qrcode
import typst
from django.conf import settings
from django.urls import reverse

from accounts.bureau import office_name
from volunteers.certificates import glyphs
from volunteers.certificates.sheet import around
from volunteers.models import Certificate

TEMPLATE = Path(__file__).parent / "certificate.typ"
NOT_DRAWN = "〓"  # what printers set for a character they have no type for
_one_at_a_time = Lock()  # the compiler keeps its own state


def pdf(certificate: Certificate) -> bytes:
    """The sheet as it was issued; whether it still holds is told by the page that its code leads to."""
    sheet = json.loads(certificate.snapshot)
    frame = around(office=office_name(), verify_page=settings.PUBLIC_URL + reverse("verify:form"))
    qr = qr_svg(settings.PUBLIC_URL + verify_path(certificate))
    return _typeset(
        {**sheet, **frame, "qr": qr}, int(certificate.issued_at.timestamp()) if certificate.issued_at else 0
    )


def verify_path(certificate: Certificate) -> str:
    """Where the QR code leads: the number and the code of the sheet, and nothing of the person."""
    return reverse("verify:result", args=[certificate.number, certificate.code])


def qr_svg(text: str) -> str:
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    dots = "".join(f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows)} {len(rows)}"><path d="{dots}"/></svg>'


def _typeset(sheet: dict[str, Any], stamp: int) -> bytes:
    """PDF/UA, so that the sheet can be read aloud; it refuses a character that no font draws."""
    rare = [c for _n, c in glyphs.lacking(sheet["name"])]
    text = json.dumps(sheet, ensure_ascii=False)
    try:
        return _compile(text, stamp, bool(rare))
    except typst.TypstError:
        if not rare:
            raise
        for character in rare:
            text = text.replace(character, NOT_DRAWN)
        return _compile(text, stamp, False)


def _compile(text: str, stamp: int, borrow: bool) -> bytes:
    with _one_at_a_time:
        found = _compiler(borrow).compile(
            format="pdf", sys_inputs={"data": text}, timestamp=stamp, pdf_standards=["ua-1"]
        )
    assert isinstance(found, bytes)
    return found


@cache
def _compiler(borrow: bool) -> typst.Compiler:
    """With our own font alone, or, for a rare character, with whatever fonts the machine has beside it."""
    return typst.Compiler(str(TEMPLATE), font_paths=[str(glyphs.FONTS)], ignore_system_fonts=not borrow)
