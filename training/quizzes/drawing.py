"""Which questions an attempt gets, in which order, and in which order their options stand: all from its seed.

Order comes from SHA-256 of the seed and a name, not from a random generator whose numbers may change with a new
version of the language: the same seed over the same bank draws the same quiz for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """A question that may be drawn: `keys` are its options as written, of a case none."""

    code: str
    topic_id: int
    difficulty: int
    kind: str
    version_id: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """`n` questions; None or "" leaves topic, difficulty or kind open."""

    n: int
    topic_id: int | None = None
    difficulty: int | None = None
    kind: str = ""

    def fits(self, one: Candidate) -> bool:
        return (
            self.topic_id in (None, one.topic_id)
            and self.difficulty in (None, one.difficulty)
            and self.kind in ("", one.kind)
        )


class TooFew(Exception):
    """The bank holds fewer fitting questions than a part asks for: its index, and how many are there."""

    def __init__(self, part: int, there: int) -> None:
        super().__init__(part, there)
        self.part, self.there = part, there


@dataclass(frozen=True)
class Drawn:
    version_id: int
    option_order: tuple[str, ...]


def draw(parts: Sequence[Part], pool: Iterable[Candidate], seed: int) -> list[Drawn]:
    """The quiz of this seed: no question twice, cases last.

    Narrow parts choose before wide ones, so that an open part never takes what a narrow one needs. Raises TooFew.
    """
    left = {one.code: one for one in pool}
    chosen: list[Candidate] = []
    for index in sorted(range(len(parts)), key=lambda i: (-_narrow(parts[i]), i)):
        part = parts[index]
        fitting = sorted((c for c in left.values() if part.fits(c)), key=lambda c: _rank(seed, "draw", c.code))
        if len(fitting) < part.n:
            raise TooFew(index, len(fitting))
        for one in fitting[: part.n]:
            chosen.append(left.pop(one.code))
    chosen.sort(key=lambda c: (c.kind == "case", _rank(seed, "order", c.code)))
    return [Drawn(c.version_id, _options(c, seed)) for c in chosen]


def _options(one: Candidate, seed: int) -> tuple[str, ...]:
    if one.kind == "true_false":
        return one.keys  # 对 before 错, as everybody expects
    return tuple(sorted(one.keys, key=lambda key: _rank(seed, one.code, key)))


def _narrow(part: Part) -> int:
    return (part.topic_id is not None) + (part.difficulty is not None) + bool(part.kind)


def _rank(seed: int, *words: str) -> str:
    return hashlib.sha256("|".join((str(seed), *words)).encode()).hexdigest()
