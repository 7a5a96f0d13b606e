"""Files as offices really send them, read into rows: CSV of any encoding and delimiter, XLSX within limits.

Nothing here is written anywhere: bytes come in, rows go out. Whatever is wrong with the file as a whole is Refused
in one sentence, before anybody looks at a row.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from desk.imports import cells
from desk.imports.kinds import ImportKind, Row
from kit.errors import Refused
from kit.sentences import gettext as _

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_RATIO = 200  # sheets of text shrink some twentyfold; a bomb a thousandfold
MAX_MEMBERS = 2_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_LINES = 100_000  # with the empty rows that spreadsheets drag along
HEADER_WITHIN = 20
SAMPLE = 100_000  # characters in which the header stands
MAX_CELL_LINES = 40
DELIMITERS = (",", "\t", ";", "，", "|")
FORBIDDEN = ("定位", "轨迹", "经纬度", "经度", "纬度")  # law: R-CC-12
OLD_EXCEL = b"\xd0\xcf\x11\xe0"

Line = Sequence[Any]


@dataclass(frozen=True)
class Table:
    """A file that was read: its rows by our column names, and what of it is not read."""

    form: str
    rows: list[Row]
    unknown: list[str]


def read(data: bytes, kind: ImportKind) -> Table:
    """The rows of the file under the columns of the kind.

    Refused: too big, not a table, an unreadable encoding, columns missing or doubled, a position column (R-CC-12).
    """
    if len(data) > MAX_BYTES:
        raise Refused(_("文件超过 10 MB，分成几份再上传。"), code="file_size")
    if not data.strip():
        raise Refused(_("文件是空的。"), code="file_empty")
    if data.startswith(OLD_EXCEL):
        raise Refused(_("这是旧版 Excel 文件或加密文件。另存为 .xlsx 或 CSV 后上传。"), code="file_old")
    if data.startswith(b"PK"):
        form, lines = "XLSX", _xlsx(data)
    else:
        encoding, text = _decoded(data)
        form, lines = f"CSV，{encoding}", _csv(text, kind)
    return _table(form, lines, kind)


# --- from lines to rows ----------------------------------------------------------------------------------------
def _table(form: str, lines: list[Line], kind: ImportKind) -> Table:
    at = _header_at(lines, kind)
    header = [cells.plain(c) for c in lines[at]]
    _refuse_positions(header)
    columns = [kind.heading(name) if name else "" for name in header]
    _refuse_columns(columns, kind)
    rows = list(_rows(lines, at, columns))
    if not rows:
        raise Refused(_("表头下面没有内容。"), code="file_no_rows")
    unknown = [name for name, known in zip(header, columns, strict=True) if name and not known]
    return Table(form, rows, unknown)


def _header_at(lines: list[Line], kind: ImportKind) -> int:
    """The row with the most of our column names; offices like a title above it."""

    def hits(line: Line) -> tuple[int, int]:
        known = {kind.heading(cells.plain(c)) for c in line} - {""}
        return len(known & set(kind.required)), len(known)

    best = max(range(min(HEADER_WITHIN, len(lines))), key=lambda n: (hits(lines[n]), -n), default=None)
    if best is None or not any(hits(lines[best])):
        # A file may be refused for its positions even where nothing else of it is known.
        for line in lines[:HEADER_WITHIN]:
            _refuse_positions([cells.plain(c) for c in line])
        wanted = "、".join(kind.required)
        raise Refused(_("没有找到表头。第一行应有这些列：%(columns)s。") % {"columns": wanted}, code="file_header")
    return best


def _refuse_positions(header: Iterable[str]) -> None:
    for name in header:
        if any(word in "".join(name.split()) for word in FORBIDDEN):
            raise Refused(
                _("文件里有“%(column)s”一列。定位和轨迹信息不得进入本平台，删去这一列后再上传，整份文件未读取。")
                % {"column": name[:40]},
                code="file_positions",
            )


def _refuse_columns(columns: list[str], kind: ImportKind) -> None:
    known = [c for c in columns if c]
    if missing := [name for name in kind.required if name not in known]:
        raise Refused(
            _("缺少这些列：%(columns)s。对照模板补上后再上传。") % {"columns": "、".join(missing)}, code="file_columns"
        )
    if doubled := sorted({c for c in known if known.count(c) > 1}):
        raise Refused(_("这些列出现了两次：%(columns)s。") % {"columns": "、".join(doubled)}, code="file_doubled")


def _rows(lines: list[Line], at: int, columns: list[str]) -> Iterator[Row]:
    count = 0
    for no, line in enumerate(lines[at + 1 :], start=at + 2):
        row = _row(no, line, columns)
        if row is None:
            continue
        count += 1
        if count > MAX_ROWS:
            raise Refused(_("文件超过 %(n)s 行，分成几份再上传。") % {"n": f"{MAX_ROWS:,}"}, code="file_rows")
        yield row


def _row(no: int, line: Line, columns: list[str]) -> Row | None:
    found: dict[str, str] = {}
    mended, lost = [], []
    for column, raw in zip(columns, line, strict=False):
        if not column:
            continue
        text = found[column] = cells.unescaped(cells.plain(raw))
        if text and isinstance(raw, str) and text != raw.strip(" "):
            mended.append(column)
        if cells.is_lost(raw):
            lost.append(column)
    if not any(found.values()):
        return None
    return Row(no, {c: found.get(c, "") for c in columns if c}, tuple(mended), tuple(lost))


# --- CSV -------------------------------------------------------------------------------------------------------
def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = [("UTF-16", "utf-16")]
    else:
        tries = [("UTF-8", "utf-8-sig"), ("GB18030", "gb18030")]
    for name, codec in tries:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return name, text
    raise Refused(_("文件不是表格，或文字编码无法识别。另存为 .xlsx 或 UTF-8 的 CSV 后上传。"), code="file_encoding")


def _csv(text: str, kind: ImportKind) -> list[Line]:
    """The lines under the delimiter that finds most of our columns."""

    def known(delimiter: str) -> int:
        sample = islice(csv.reader(io.StringIO(text[:SAMPLE]), delimiter=delimiter), HEADER_WITHIN)
        return max((sum(bool(kind.heading(cells.plain(c))) for c in line) for line in sample), default=0)

    best = max(DELIMITERS, key=known)
    return list(islice(_parted(text, best), MAX_LINES))


def _parted(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for line in reader:
            if any(cell.count("\n") > MAX_CELL_LINES for cell in line):  # a lone quote swallows the rows after it
                raise csv.Error
            yield line[:MAX_COLUMNS]
    except csv.Error:
        said = _("第 %(n)s 行附近的引号不成对，核对后再上传。") % {"n": reader.line_num}
        raise Refused(said, code="file_quotes") from None


# --- XLSX ------------------------------------------------------------------------------------------------------
def _xlsx(data: bytes) -> list[Line]:
    broken = Refused(_("文件打不开，可能已损坏或加了密码。另存后再上传。"), code="file_broken")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_packed(packed)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            sheets = [s for s in book.worksheets if s.sheet_state == "visible"] or book.worksheets
            for sheet in book.worksheets:
                for line in _lines(sheet, HEADER_WITHIN):
                    _refuse_positions(cells.plain(c) for c in line)
            return _lines(sheets[0], MAX_LINES)
        finally:
            book.close()
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - a damaged file makes the reader fail in many ways, all of them the file's
        raise broken from None


def _lines(sheet: Any, most: int) -> list[Line]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    return list(islice(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), most))


def _check_packed(packed: zipfile.ZipFile) -> None:
    """A small file that unpacks to a huge one, or XML that defines entities, is refused before it is opened."""
    members = packed.infolist()
    size = sum(m.file_size for m in members)
    packed_size = sum(m.compress_size for m in members) or 1
    if len(members) > MAX_MEMBERS or size > MAX_UNPACKED or (size > 1_000_000 and size / packed_size > MAX_RATIO):
        raise Refused(_("文件展开后过大，只保留需要的工作表后再上传。"), code="file_bomb")
    if not any(m.filename == "xl/workbook.xml" for m in members):
        raise Refused(_("这不是 .xlsx 表格。"), code="file_not_xlsx")
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with packed.open(member) as part:
                if b"<!DOCTYPE" in part.read(2048):
                    raise Refused(_("这不是 .xlsx 表格。"), code="file_not_xlsx")
