"""What the portal does by itself: what visitors find follows what is public within minutes, at once for a page."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command

from cms.finding import sync
from messaging import queue

KIND = "cms.findable"


@queue.every(600, "cms.findable_all")
def findable_all(job: Any) -> None:
    job.result = sync.sync()


@queue.handler(KIND)
def findable(job: Any) -> None:
    sync.sync()


@queue.every(60, "cms.scheduled")
def scheduled(job: Any) -> None:
    """Pages come and go at the minute that was set for them. The revision is the truth: a second run finds nothing."""
    call_command("publish_scheduled", verbosity=0)
