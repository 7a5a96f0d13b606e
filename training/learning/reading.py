"""How long somebody needs at least for a lesson, worked out from its text and its credited minutes."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’-]*")
WORD_TENTHS = 15  # a word of English takes as long as one and a half characters: 300 characters are 200 words


def characters(text: str) -> int:
    """How many Chinese characters this is as long as to read."""
    return len(_HAN.findall(text)) + len(_WORD.findall(text)) * WORD_TENTHS // 10


def least_minutes(text: str, minutes: int, *, pace: int, share_pct: int) -> int:
    """The longer of the time to read `text` at `pace` characters a minute and the share of the credited minutes.

    Whole minutes, rounded up, and never more than are credited.
    """
    to_read = -(-characters(text) // pace)
    to_spend = -(-minutes * share_pct // 100)
    return min(minutes, max(to_read, to_spend))
