"""Fingerprints by which nearly equal texts are found without comparing each with each. No database, no text kept.

A text is cut into overlapping pieces of three characters; each of 32 hash functions keeps the least value over the
pieces. Two texts share each value with the probability of their overlap. Values are keyed: who has the database alone
cannot try texts against it. Eight bands of four values are what the index looks up.

Measured on random texts: of sixty letters with two replaced 99 of 100 are found, with four 71, with eight 7. Of 500
letters it takes 7 to 12 ms.
"""

from __future__ import annotations

import random
import re
import struct
import unicodedata
from collections.abc import Callable

PIECE, HASHES, ROWS = 3, 32, 4
LEAST = 16  # shorter texts are alike by nature: "想找一份白班工作"
ALIKE = 20  # of 32 equal values: five eighths of the pieces in common
_PRIME = (1 << 61) - 1
_DICE = random.Random(20200701)  # noqa: S311 - fixed coefficients, the secret is in the key
_PAIRS = [(_DICE.randrange(1, _PRIME), _DICE.randrange(_PRIME)) for _n in range(HASHES)]
_WORD = re.compile(r"[^\w]|_|\d")

Key = Callable[[str], int]


def normal(text: str) -> str:
    """The letters of a text alone: no spaces, marks, digits; full width and capitals made plain."""
    return _WORD.sub("", unicodedata.normalize("NFKC", text)).casefold()


def signature(text: str, key: Key) -> tuple[int, ...]:
    """32 values of a normalised text; empty where it is too short to say anything."""
    if len(text) < LEAST:
        return ()
    pieces = {key(text[n : n + PIECE]) % _PRIME for n in range(len(text) - PIECE + 1)}
    return tuple(min((a * piece + b) % _PRIME for piece in pieces) & 0xFFFFFFFF for a, b in _PAIRS)


def bands(values: tuple[int, ...]) -> list[int]:
    """What the index holds: one signed number for each four values."""
    found = []
    for n in range(0, len(values), ROWS):
        mixed = n + 1
        for value in values[n : n + ROWS]:
            mixed = (mixed * 0x9E3779B97F4A7C15 + value) & 0xFFFFFFFFFFFFFFFF
        found.append(mixed - (1 << 63))
    return found


def packed(values: tuple[int, ...]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def alike(one: bytes, other: bytes) -> bool:
    """Whether two packed signatures are of nearly the same text."""
    a, b = struct.unpack(f"<{len(one) // 4}I", one), struct.unpack(f"<{len(other) // 4}I", other)
    return len(a) == len(b) and sum(x == y for x, y in zip(a, b, strict=True)) >= ALIKE
