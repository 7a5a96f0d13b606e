"""What bids do by themselves: they close at their deadline, and what a crash left of them is swept."""

from __future__ import annotations

from messaging import queue
from ngos.bidding import opening


@queue.every(10, "bids.close")
def close_due() -> int:
    return opening.close_due()


@queue.every(300, "bids.sweep")
def sweep() -> int:
    return opening.sweep()
