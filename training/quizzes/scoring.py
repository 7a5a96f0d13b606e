"""What an answer is worth, and what a whole attempt comes to: plain numbers, no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable

FULL = 10


def points_for(kind: str, right: Collection[str], chosen: Collection[str]) -> int:
    """Points of 10. Of several right options some, and none wrong, is half; anything wrong is nothing."""
    right, chosen = set(right), set(chosen)
    if chosen == right and right:
        return FULL
    if kind == "multiple" and chosen and chosen < right:
        return FULL // 2
    return 0


def percent(points: int, of: int) -> int:
    """Of 100, never rounded up: 79.9 is 79 and does not pass at 80."""
    return points * 100 // of if of else 0


def total(points: Iterable[int | None]) -> int | None:
    """The sum, or None while something is still to be marked."""
    found = list(points)
    return None if any(p is None for p in found) else sum(p for p in found if p is not None)
