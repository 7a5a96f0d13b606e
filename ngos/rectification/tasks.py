"""What rectification does by itself: receipts by silence, reminders, and the steps of a delay."""

from __future__ import annotations

from messaging import queue
from ngos.rectification.escalating import watch


@queue.every(600, "ngos.watch_rectifications")
def watch_rectifications() -> int:
    return watch()
