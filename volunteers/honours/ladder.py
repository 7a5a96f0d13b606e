"""The five stars as arithmetic on minutes, with no database in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """The next star: what it asks for, and what is still missing. `level` is 0 when all five are held."""

    level: int
    threshold: int
    short: int

    @property
    def is_reached(self) -> bool:
        return bool(self.level) and self.short == 0


def next_star(held: int, minutes: int, thresholds: Sequence[int]) -> Step:
    """The star after those held, in order: nobody passes over one (R-VOL-13)."""
    if held >= len(thresholds):
        return Step(0, 0, 0)
    threshold = thresholds[held]
    return Step(held + 1, threshold, max(0, threshold - minutes))
