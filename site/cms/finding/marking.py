"""How a thing that was found is shown: the sentence around the first word that was looked for, the words marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cms import bigrams

AROUND = 36  # characters before the first word
LONG = 120  # characters of an excerpt


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool


def pieces(text: str, looked_for: str) -> list[Piece]:
    """The text in order, cut where a word that was looked for begins and ends."""
    words = bigrams.terms(looked_for)
    if not words or not text:
        return [Piece(text, False)] if text else []
    cut = re.split(f"({'|'.join(re.escape(word) for word in words)})", text, flags=re.IGNORECASE)
    return [Piece(part, n % 2 == 1) for n, part in enumerate(cut) if part]


def excerpt(text: str, looked_for: str) -> list[Piece]:
    """About three lines of the text where the first word stands; its beginning when no word stands as a whole."""
    flat = " ".join(text.split())
    words = bigrams.terms(looked_for)
    at = min((n for word in words if (n := flat.lower().find(word)) >= 0), default=0)
    begin = max(0, at - AROUND)
    part = flat[begin : begin + LONG]
    before, after = "…" if begin else "", "…" if begin + LONG < len(flat) else ""
    return pieces(f"{before}{part}{after}", looked_for)
