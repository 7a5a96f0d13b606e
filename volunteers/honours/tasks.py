"""What the house does by itself about honours: stars that lost their ground, reviews nobody answered."""

from __future__ import annotations

from typing import Any

from messaging import queue
from volunteers.honours import services
from volunteers.reviews import services as reviews


@queue.every(3600, "volunteers.honours")
def hourly(job: Any) -> None:
    """Mark granted stars whose minutes fell; close reviews whose time for an answer is over."""
    services.flag_stars()
    reviews.close_unanswered()
