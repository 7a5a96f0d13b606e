"""Tables that leave the house as CSV or XLSX. What a spreadsheet would run as a formula is made text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from desk.imports.cells import STARTS_A_FORMULA

BOM = "\ufeff"  # by which spreadsheet programs see that a CSV is UTF-8
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
UNWRITABLE = {n: None for n in range(32) if n not in (9, 10, 13)}


def safe(value: Any) -> str:
    """The text of a cell, with an apostrophe before whatever a spreadsheet would run."""
    text = ("" if value is None else str(value)).translate(UNWRITABLE)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def as_csv(heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(h) for h in heads])
    writer.writerows([safe(v) for v in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def as_xlsx(heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """Every cell is text: nothing is counted, no long number is cut."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")

    def text(value: Any) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, value=safe(value))
        cell.data_type, cell.number_format = "s", "@"
        return cell

    sheet.append([text(h) for h in heads])
    for row in rows:
        sheet.append([text(v) for v in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answer(form: str, name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A download; `name` is plain ASCII and tells nothing of a person."""
    body = as_xlsx(heads, rows) if form == "xlsx" else as_csv(heads, rows)
    response = HttpResponse(body, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
