"""What may not be bought: acts of enforcement, in whatever words they come (law: R-BND-01, R-PUR-02)."""

from __future__ import annotations

import re
import unicodedata

from kit import rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.purchasing.numbers_of_law import ENFORCEMENT_WORDS

# 收监护人的意见 is no 收监: a word that ends in 监 is not meant where one of these follows.
NOT_BEFORE = "护狱督测控理"


def plain(text: str) -> str:
    """Without spaces and points, full width as half: "电子 定位" is 电子定位."""
    kept = unicodedata.normalize("NFKC", text or "")
    return "".join(c for c in kept if not unicodedata.category(c).startswith(("Z", "P", "C")))


def found_in(texts: list[str], words: list[str]) -> list[str]:
    """The words that occur, each once."""
    joined = "\n".join(plain(text) for text in texts)
    return [word for word in words if _pattern(plain(word)).search(joined)]


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word) + (f"(?![{NOT_BEFORE}])" if word.endswith("监") else ""))


def not_enforcement(*texts: str) -> None:
    """Refused: one of the texts names an act that only the agency itself may do."""
    words = found_in(list(texts), rules.value(ENFORCEMENT_WORDS))
    if words:
        raise Refused(
            _("“%(words)s”属于执法事项，不得购买。改为辅助性、帮扶性的服务内容。") % {"words": "、".join(words)},
            code="enforcement",
        )
