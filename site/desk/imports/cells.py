"""What stands in one cell, made plain: width, dates in five ways of writing, whole numbers, yes and no, lists."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from kit import identity
from kit.errors import Refused
from kit.sentences import gettext as _

# Serial numbers of a spreadsheet count from here; its first two months are off by one and no date of ours.
SERIAL_START = date(1899, 12, 30)
SERIALS = range(367, 73_051)  # 1901 to 2099
EXACT_DIGITS = 15  # more than these a spreadsheet does not keep in a number
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_ZERO_WIDTH = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
# Digits, letters and the signs that numbers and dates are written with; Chinese punctuation stays as it is.
_NARROW = {
    0xFF00 + i - 0x20: i
    for i in range(0x21, 0x7F)
    if chr(i).isalnum() or chr(i) in "+-./:@_"  # no brackets, commas, semicolons: they belong to Chinese text
}
_NARROW |= {0x3000: 0x20, 0xA0: 0x20}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+0?0:00(?::00)?)?")
_TIME = re.compile(r"(\d{1,2})(?::|时|点)(?:(\d{1,2})分?)?(?::00(?:\.0+)?)?")
_COMPACT = re.compile(r"(19|20)\d{6}")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{2}", re.IGNORECASE)
_PARTED = re.compile(r"[、,，;；/|\n]+")
YES = frozenset({"是", "有", "√", "y", "yes", "true", "1", "包住"})
NO = frozenset({"", "否", "无", "没有", "×", "n", "no", "false", "0"})


def plain(raw: Any) -> str:
    """The text of a cell: narrow digits and letters, no invisible characters, no spaces around it."""
    text = written(raw).translate(_ZERO_WIDTH).translate(_NARROW)
    return text.replace("\r\n", "\n").strip()


def unescaped(text: str) -> str:
    """Without the apostrophe that our own sheets put before what looks like a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in STARTS_A_FORMULA else text


def written(raw: Any) -> str:
    """A value of a spreadsheet as a person would write it."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ", "minutes")
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e21:
        return str(int(raw))
    return str(raw)


def is_lost(raw: Any) -> bool:
    """Whether this is a long number that a spreadsheet kept as a number: its last digits are gone."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return abs(raw) >= 10**EXACT_DIGITS
    text = str(raw or "").strip()
    if _SCIENTIFIC.fullmatch(text):
        return True
    # Saved as CSV afterwards, an ID number ends in the zeros it was cut to, and its check character no longer fits.
    cut = len(text) == EXACT_DIGITS + 3 and text.isascii() and text.isdecimal() and text.endswith("000")
    return cut and identity.id_check_digit(text[:17]) != text[17]


# --- reading a cell as something ----------------------------------------------------------------------------
def day(text: str, column: str = "") -> date | None:
    """2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301 or a serial number; None of nothing."""
    wanted = unicodedata.normalize("NFKC", text).strip()
    if not wanted:
        return None
    try:
        if found := _DATE.fullmatch(wanted):
            return date(*map(int, found.groups()))
        if _COMPACT.fullmatch(wanted):
            return date(int(wanted[:4]), int(wanted[4:6]), int(wanted[6:]))
    except ValueError:
        raise Refused(
            _("%(column)s不是存在的日期，核对后重新填写。") % {"column": _named(column)}, code="date"
        ) from None
    if re.fullmatch(r"\d{3,5}(\.0+)?", wanted) and int(float(wanted)) in SERIALS:
        return SERIAL_START + timedelta(days=int(float(wanted)))
    raise Refused(_("%(column)s不是日期，按 2026-03-01 的样子填写。") % {"column": _named(column)}, code="date")


def time_of_day(text: str, column: str = "") -> time:
    """9:05, 09:05:00, 9时5分, or the part of a day that a spreadsheet keeps."""
    wanted = unicodedata.normalize("NFKC", text).strip()
    if found := _TIME.fullmatch(wanted):
        hour, minute = int(found[1]), int(found[2] or 0)
    elif re.fullmatch(r"0?\.\d+", wanted):
        hour, minute = divmod(round(float(wanted) * 24 * 60), 60)
    else:
        hour, minute = 24, 0
    if hour > 23 or minute > 59:
        raise Refused(_("%(column)s不是时间，按 9:05 的样子填写。") % {"column": _named(column)}, code="time")
    return time(hour, minute)


def whole(text: str, column: str = "", *, low: int = 0, high: int = 1_000_000_000) -> int | None:
    """A whole number within bounds; None of nothing."""
    if not text.strip():
        return None
    try:
        number = Decimal(unicodedata.normalize("NFKC", text).replace(",", "").strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number != number.to_integral_value() or not low <= number <= high:
        said = {"column": _named(column), "low": low, "high": high}
        raise Refused(_("%(column)s应为 %(low)s 至 %(high)s 的整数。") % said, code="whole")
    return int(number)


def yes_no(text: str, column: str = "") -> bool:
    said = text.strip().lower()
    if said in YES or said in NO:
        return said in YES
    raise Refused(_("%(column)s填“是”或“否”。") % {"column": _named(column)}, code="yes_no")


def parts(text: str) -> list[str]:
    """A list in one cell, parted by 、 , ; / or lines, each once, in order."""
    return list(dict.fromkeys(p for p in (part.strip() for part in _PARTED.split(text)) if p))


def _named(column: str) -> str:
    return f"“{column}”" if column else _("这一格")
