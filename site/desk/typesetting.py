"""Setting documents as PDF: the font of the house, and one compiler a template, slow to start and quick after."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
REPORT = Path(__file__).parent / "report.typ"  # facts, tables, notes, signatures
_one_at_a_time = Lock()  # the compiler keeps its own state


def typeset(template: Path, data: dict[str, Any], *, stamp: int) -> bytes:
    """PDF/UA of the template, which reads `data` as JSON; `stamp` is the date of the document, seconds since 1970.

    A character that our font lacks is looked for among the fonts of the machine.
    """
    text = json.dumps(data, ensure_ascii=False)
    try:
        return _compiled(template, text, stamp, borrow=False)
    except typst.TypstError:
        return _compiled(template, text, stamp, borrow=True)


def _compiled(template: Path, text: str, stamp: int, *, borrow: bool) -> bytes:
    with _one_at_a_time:
        found = _compiler(template, borrow).compile(
            format="pdf", sys_inputs={"data": text}, timestamp=stamp, pdf_standards=["ua-1"]
        )
    assert isinstance(found, bytes)
    return found


@cache
def _compiler(template: Path, borrow: bool) -> typst.Compiler:
    return typst.Compiler(str(template), font_paths=[str(FONTS)], ignore_system_fonts=not borrow)
