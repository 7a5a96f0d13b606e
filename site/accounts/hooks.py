"""What happens to somebody's work when they leave: trades above say what there is, and take it over.

`caseloads` holds fn(user) → Duty rows, `handovers` fn(user, to, by) → how many things changed hands, `left`
fn(user, on, by) for whatever else ends with the person. Each is hung in by `@hooks.caseloads.add` and the like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.hooks import Registry


@dataclass(frozen=True)
class Duty:
    """Work that somebody answers for, as a count: `label` is its name, `url` where it is listed."""

    label: Any
    count: int
    url: str = ""


@dataclass(frozen=True)
class ApiScope:
    """Something that another organisation's system may send; `kinds` are the kinds of unit that may hold it."""

    code: str
    label: Any
    kinds: tuple[str, ...]


api_scopes: Registry[ApiScope] = Registry("api_scopes")
caseloads: Registry[Callable[[Any], Iterable[Duty]]] = Registry("caseloads")
handovers: Registry[Callable[[Any, Any, Any], int]] = Registry("handovers")
left: Registry[Callable[[Any, date, Any], None]] = Registry("left")


def caseload(user: Any) -> list[Duty]:
    """What must be handed over before this person can go; empty when nothing is."""
    return [duty for ask in caseloads for duty in ask(user) if duty.count]


def hand_over(user: Any, to: Any, by: Any) -> int:
    """Give all of it to `to`, within the caller's transaction; how many things changed hands."""
    return sum(take(user, to, by) for take in handovers)
