"""Chinese without spaces, cut so that a database finds it: every two neighbouring characters are a word.

Databases split text at spaces, and Chinese has none; a dictionary misses the words it does not know. Pairs of
characters miss nothing: 社区矫正 is 社区, 区矫, 矫正, and whoever asks for 矫正 finds it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Han characters, with those outside the first plane.
_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3134F))
_HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES)
_RUN = re.compile(rf"[{_HAN}]+|[0-9a-z]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
MOST_WORDS = 24  # of one query: more makes it slow and finds nothing


def _runs(text: str) -> Iterator[str]:
    return (found.group() for found in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()))


def index_words(text: str) -> str:
    """What is kept of a text: each character and each pair of neighbours; other words as they are."""
    words: list[str] = []
    for run in _runs(text):
        words += [*run, *_pairs(run)] if _IS_HAN.match(run) else [run]
    return " ".join(words)


def query_words(text: str) -> str:
    """What is looked for: the pairs, or the one character that stands alone."""
    words: list[str] = []
    for run in _runs(text):
        words += (_pairs(run) or [run]) if _IS_HAN.match(run) else [run]
    return " ".join(words[:MOST_WORDS])


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def terms(text: str) -> list[str]:
    """The runs somebody typed, as they are marked in what was found; longer ones first."""
    return sorted(set(_runs(text)), key=len, reverse=True)
