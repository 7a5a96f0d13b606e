"""What may not be bought: acts of enforcement, in whatever words they come (law: R-BND-01, R-PUR-02)."""

from __future__ import annotations

import unicodedata

from kit import rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.purchasing.numbers_of_law import ENFORCEMENT_WORDS

# Ordinary words in which a short one of the list hides: 接收监护人 is not 收监.
INNOCENT = ("接收", "回收", "征收", "验收", "吸收")


def plain(text: str) -> str:
    """Without spaces and points, full width as half: "电子 定位" is 电子定位."""
    for word in INNOCENT:
        text = (text or "").replace(word, "")
    kept = unicodedata.normalize("NFKC", text or "")
    return "".join(c for c in kept if not unicodedata.category(c).startswith(("Z", "P", "C")))


def found_in(texts: list[str], words: list[str]) -> list[str]:
    """The words that occur, each once."""
    joined = [plain(text) for text in texts]
    return [word for word in words if any(plain(word) in text for text in joined)]


def not_enforcement(*texts: str) -> None:
    """Refused: one of the texts names an act that only the agency itself may do."""
    words = found_in(list(texts), rules.value(ENFORCEMENT_WORDS))
    if words:
        raise Refused(
            _("“%(words)s”属于执法事项，不得购买。改为辅助性、帮扶性的服务内容。") % {"words": "、".join(words)},
            code="enforcement",
        )
