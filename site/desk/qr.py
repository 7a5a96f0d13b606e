"""Codes for cameras, drawn by the server as one path of an SVG: sharp at any size, on paper too."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 2  # modules of white around it; the page adds more


@dataclass(frozen=True)
class Drawing:
    """What parts/qr.html shows: a square of `size` modules and the path of the dark ones."""

    size: int
    path: str


def draw(text: str) -> Drawing:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    return Drawing(len(rows), "".join(_runs(y, row) for y, row in enumerate(rows)))


def _runs(y: int, row: list[bool]) -> str:
    """The dark runs of one row: one rectangle for each, a third of the length that single modules would take."""
    found, start = "", None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            found += f"M{start} {y}h{x - start}v1h-{x - start}z"
            start = None
    return found
