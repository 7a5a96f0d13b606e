"""What the house of every thing (tests/fullhouse.py) has of evaluations and contracts: an award with its contract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from audit.moves import born
from kit import clock
from ngos.models import Contract
from tests.ngos import purchase as make


def fill(house: Any) -> None:
    """Both sides have signed already: the machines' tests put the newest contract into every state."""
    project = make.project(house.cast, "awarded", title="已成交的辅导服务")
    bid = make.opened_bids(house.cast, project)[0]
    house.contract = Contract(
        number="HT-2026-9001", provider=bid.provider, category=2, starts_on=date(2026, 7, 1),
        ends_on=date(2027, 6, 30), amount_fen=bid.price_fen, capacity=40, project=project, bid=bid,
        agreed_at=clock.now(), signed_at=clock.now(),
    )  # fmt: skip
    born(house.contract, "draft", by=None)


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {"a contract": one(number=house.contract.number)}
