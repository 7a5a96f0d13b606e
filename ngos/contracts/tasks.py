"""What contracts do by themselves: come into force on their first day."""

from __future__ import annotations

from messaging import queue
from ngos.contracts.services import activate_due


@queue.every(3_600, "ngos.activate_contracts")
def activate_contracts() -> int:
    return activate_due()
