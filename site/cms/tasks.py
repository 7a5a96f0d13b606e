"""What the portal does by itself: what visitors find follows what is public within minutes, at once for a page."""

from __future__ import annotations

from typing import Any

from cms.finding import sync
from messaging import queue

KIND = "cms.findable"


@queue.every(600, "cms.findable_all")
def findable_all(job: Any) -> None:
    job.result = sync.sync()


@queue.handler(KIND)
def findable(job: Any) -> None:
    sync.sync()
