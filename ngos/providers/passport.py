"""What a passport of papers comes to on a day: what is there, what lacks, what has run out. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ngos.providers.numbers_of_law import PAPER_KINDS, SINGLE

LABELS = dict(PAPER_KINDS)
CHECKED, WAITING, RETURNED, EXPIRED, MISSING = "checked", "waiting", "returned", "expired", "missing"
_BEST_FIRST = (CHECKED, WAITING, RETURNED, EXPIRED)


@dataclass(frozen=True)
class Item:
    """One thing the rule asks for and how it stands; `paper` is the one it rests on, None where there is none."""

    kind: str
    state: str
    paper: Any = None

    @property
    def label(self) -> Any:
        return LABELS[self.kind]

    @property
    def lacks(self) -> bool:
        return self.state not in (CHECKED, WAITING)


def standing(papers: Iterable[Any], needed: Iterable[str], on: date) -> list[Item]:
    """Each needed kind with its best paper: a checked one in date, else one that waits, was returned, ran out."""
    rows = list(papers)
    return [_item(kind, [p for p in rows if p.kind == kind], on) for kind in needed]


def _item(kind: str, papers: list[Any], on: date) -> Item:
    if not papers:
        return Item(kind, MISSING)
    best = min(papers, key=lambda p: (_BEST_FIRST.index(state_of(p, on)), -p.pk))
    return Item(kind, state_of(best, on), best)


def state_of(paper: Any, on: date) -> str:
    if paper.returned_reason:
        return RETURNED
    if paper.valid_to is not None and paper.valid_to < on:
        return EXPIRED
    return CHECKED if paper.checked_at else WAITING


def missing(items: Iterable[Item]) -> list[str]:
    """The kinds that are not there, or not any more."""
    return [item.kind for item in items if item.lacks]


def unchecked(items: Iterable[Item]) -> list[str]:
    return [item.kind for item in items if item.state == WAITING]


# --- last days -------------------------------------------------------------------------------------------------
def leading(papers: Iterable[Any]) -> list[Any]:
    """Of each sort the checked paper that holds longest; sorts of one kind are told apart by their title."""
    found: dict[tuple[str, str], Any] = {}
    for paper in papers:
        if paper.checked_at is None or paper.returned_reason:
            continue
        sort = (paper.kind, "" if paper.kind in SINGLE else paper.title)
        if sort not in found or _last(paper) > _last(found[sort]):
            found[sort] = paper
    return list(found.values())


def run_out(papers: Iterable[Any], on: date) -> list[Any]:
    """The papers that held once and that nothing renewed in time: each restricts."""
    return [paper for paper in leading(papers) if _last(paper) < on]


def running_out(papers: Iterable[Any], on: date, ahead: int) -> list[Any]:
    """Those whose last day comes within `ahead` days, today among them."""
    return [p for p in leading(papers) if p.valid_to is not None and 0 <= (p.valid_to - on).days <= ahead]


def step(steps: Iterable[int], left: int) -> int | None:
    """The reminder that is due with so many days left: the nearest one that has been reached, None when none has."""
    return min((n for n in steps if left <= n), default=None)


def _last(paper: Any) -> date:
    return paper.valid_to or date.max
