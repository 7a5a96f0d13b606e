"""What the house does by itself with handovers: terms that are over."""

from __future__ import annotations

from typing import Any

from matching.resettlement import services
from messaging import queue


@queue.every(3600, "matching.resettlement")
def hourly(job: Any) -> None:
    services.end_terms_due()
