"""Small numbers that are not published, and enough of their neighbours that no total gives them away."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
LEAST = 5  # law: R-PI-10


def suppressed(cells: Mapping[K, int], *, least: int = LEAST) -> dict[K, int | None]:
    """The cells of one published total, None for those that stay unsaid: 1 to 4 (those below `least`), and while these
    could be worked out from the total, the next larger ones. Zero tells of nobody and stands."""
    hidden = {key for key, n in cells.items() if 0 < n < least}
    rest = sorted((key for key in cells if key not in hidden and cells[key]), key=lambda key: cells[key])
    # One hidden cell is the total less the others; several that together are as few as they are cells are all ones.
    while hidden and rest and (len(hidden) == 1 or sum(cells[key] for key in hidden) < least):
        hidden.add(rest.pop(0))
    return {key: None if key in hidden else n for key, n in cells.items()}
