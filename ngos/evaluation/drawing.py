"""Random draws that anybody can repeat with nothing but SHA-256: the recipe, and what comes out of it.

Recipe, as it is published beside every draw: join the seed, a line feed and the candidate, in UTF-8; take SHA-256 in
lower-case hexadecimal; sort the candidates by it, smallest first. Who is drawn stands at the top.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from random import Random

from django.conf import settings
from django.utils.translation import gettext_lazy as _

RECIPE = _("对“种子＋换行符＋候选编号”（UTF-8）计算SHA-256，按十六进制结果从小到大排列，排在前面的抽中。")


_dice: Random | None = None


def new_seed() -> str:
    """256 bits that nobody can foresee, in hexadecimal; while the demo city is told, what its dice give."""
    return f"{_dice.getrandbits(256):064x}" if _dice else secrets.token_hex(32)


@contextmanager
def foreseen_draws(dice: Random) -> Iterator[None]:
    """Let the same demo city draw the same committees each time. A programming error where real people bid."""
    global _dice
    if not settings.ALLOW_SYNTHETIC_IDS:
        raise RuntimeError("a real draw cannot be foreseen")
    before, _dice = _dice, dice
    try:
        yield
    finally:
        _dice = before


def in_order(seed: str, candidates: Sequence[str]) -> list[str]:
    """All candidates in the order of the draw."""
    return sorted(candidates, key=lambda c: sha256(f"{seed}\n{c}".encode()).hexdigest())


def drawn(seed: str, candidates: Sequence[str], n: int) -> list[str]:
    """The first `n` of the draw; fewer when there are fewer candidates."""
    return in_order(seed, candidates)[:n]
