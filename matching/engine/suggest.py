"""The best places for many needs at once, by weight, with the room that the standing plan leaves."""

from __future__ import annotations

import numpy as np

from matching.engine.edges import Asking, Edges, all_edges

TOP = 10


def suggestions(asking: Asking, needs: np.ndarray, top: int = TOP) -> tuple[Edges, np.ndarray]:
    """Up to `top` pairs for each of these needs, the best first, and the rank of each pair, from 1.

    On a tie the smaller id goes first. What the standing plan uses of a place, locked or proposed, is taken.
    """
    problem = asking.problem.with_load(locked_only=False)
    found = all_edges(asking.of(problem), needs, np.arange(len(problem.places)))
    ids = problem.places.resource_id[found.place]
    found = found.take(np.lexsort((ids, -found.weight, found.need)))
    starts = np.searchsorted(found.need, found.need)
    rank = np.arange(1, len(found) + 1) - starts
    return found.take(np.flatnonzero(rank <= top)), rank[rank <= top]
