"""Money as whole fen; what a person types is read exactly, without floating point."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from kit.errors import Refused
from kit.sentences import gettext as _

FEN = 100
MOST_FEN = 99_999_999_999_999  # fourteen digits, two of them after the point
_FORM = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?", re.ASCII)


def yuan(fen: int) -> str:
    """49500000 → "495,000.00"."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN)
    return f"{sign}{whole:,}.{rest:02d}"


def display(fen: int) -> str:
    """As documents write it: "¥495,000.00元"."""
    return f"¥{yuan(fen)}元"


def parse_yuan(text: str) -> int:
    """The fen in "495,000.00", "¥495000元" or full-width figures.

    Refused with the codes money_empty, money_form, money_range; a third decimal is refused, never rounded.
    """
    plain = "".join(unicodedata.normalize("NFKC", text or "").split()).replace("\uffe5", "¥")
    plain = plain.removeprefix("¥").removesuffix("元")
    if not plain:
        raise Refused(_("填写金额。"), code="money_empty")
    match = _FORM.fullmatch(plain)
    if not match:
        raise Refused(_("金额写成数字，最多两位小数，例如 495,000.00。"), code="money_form")
    fen = int(match[1].replace(",", "")) * FEN + int((match[2] or "").ljust(2, "0"))
    if fen > MOST_FEN:
        raise Refused(_("金额不能超过%(most)s元。") % {"most": yuan(MOST_FEN)}, code="money_range")
    return fen


def decimal_yuan(fen: int) -> Decimal:
    return Decimal(fen) / FEN


def share_of(fen: int, pct: int | str | Decimal) -> int:
    """`pct` per cent of an amount, to the fen, half up."""
    return int((Decimal(fen) * Decimal(pct) / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
