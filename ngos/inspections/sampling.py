"""How many contracts a spot check draws, and the draw itself; no database."""

from __future__ import annotations

from collections.abc import Sequence

from ngos.evaluation import drawing


def size(candidates_n: int, share_pct: int) -> int:
    """At least this share, rounded up: three of ten at thirty per cent, four of eleven, one of one."""
    return -(-candidates_n * share_pct // 100)


def draw(seed: str, candidates: Sequence[str], share_pct: int) -> list[str]:
    return drawing.drawn(seed, sorted(candidates), size(len(candidates), share_pct))
