"""What delivery does by itself: claims that nobody answers are put before the head."""

from __future__ import annotations

from messaging import queue
from ngos.delivery.accepting import escalate_silent


@queue.every(3_600, "ngos.escalate_claims")
def escalate_claims() -> int:
    return escalate_silent()
