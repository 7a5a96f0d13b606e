"""What is looked at each night: papers of social organisations that run out."""

from __future__ import annotations

from messaging import queue
from ngos.providers import expiry


@queue.every(86_400, "ngos.provider_papers")
def papers() -> int:
    return expiry.watch()
