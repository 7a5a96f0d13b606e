"""Small numbers that are not published, and enough of their neighbours that no total gives them away."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)
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


def suppressed_grid(cells: Mapping[tuple[R, C], int], *, least: int = LEAST) -> dict[tuple[R, C], int | None]:
    """The same for a table whose rows and columns are totalled elsewhere: no line of it leaves one cell to work out."""
    lines: dict[Hashable, list[tuple[R, C]]] = {}
    for key in cells:
        lines.setdefault(("row", key[0]), []).append(key)
        lines.setdefault(("column", key[1]), []).append(key)
    hidden = {key for key, n in cells.items() if 0 < n < least}
    while more := [key for line in lines.values() for key in _also_hidden(line, cells, hidden, least)]:
        hidden.update(more)
    return {key: None if key in hidden else n for key, n in cells.items()}


def _also_hidden(
    line: list[tuple[R, C]], cells: Mapping[tuple[R, C], int], hidden: set[tuple[R, C]], least: int
) -> list[tuple[R, C]]:
    """The next cell that has to go from this line, if any."""
    gone = [key for key in line if key in hidden]
    if not gone or (len(gone) > 1 and sum(cells[key] for key in gone) >= least):
        return []
    rest = [key for key in line if key not in hidden and cells[key]]
    return [min(rest, key=lambda key: cells[key])] if rest else []
