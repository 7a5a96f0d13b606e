"""What complaints do by themselves: go up when late, close when nobody appeals."""

from __future__ import annotations

from messaging import queue
from ngos.concerns import services


@queue.every(3_600, "ngos.concerns")
def concerns() -> None:
    services.escalate_due()
    services.close_due()
