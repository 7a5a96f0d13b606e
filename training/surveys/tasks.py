"""What surveys do in the background: asking who attended, and cutting the ties of what is closed."""

from __future__ import annotations

from messaging import queue
from training.surveys import services


@queue.every(300, "training.surveys")
def surveys() -> int:
    return services.cut_ties() + services.invite()
