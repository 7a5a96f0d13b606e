"""Which characters the font we ship can draw, read from its own table, so that a rare name is never lost in silence."""

from __future__ import annotations

import struct
from functools import cache

from desk.typesetting import FONTS

FONT = FONTS / "NotoSansSC-Regular.ttf"


def lacking(text: str) -> list[tuple[int, str]]:
    """Place, from 1, and character of whatever the font has no shape for."""
    return [(n, c) for n, c in enumerate(text, 1) if not c.isspace() and not _has(ord(c))]


def _has(code: int) -> bool:
    return any(first <= code <= last for first, last in _ranges())


@cache
def _ranges() -> tuple[tuple[int, int], ...]:
    """The groups of the font's character map in format 12 (OpenType, table cmap)."""
    data = FONT.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    heads = (struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _sum, offset, _length in heads if tag == b"cmap")
    for n in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">HHI", data, start + 4 + 8 * n)[2]
        if struct.unpack_from(">H", data, at)[0] == 12:
            groups = struct.unpack_from(">I", data, at + 12)[0]
            found = (struct.unpack_from(">III", data, at + 16 + 12 * g) for g in range(groups))
            return tuple((first, last) for first, last, _glyph in found)
    raise ValueError(f"{FONT.name} has no character map of format 12")
