"""Work inside the server process, for installations without Redis: one thread for each lane, claiming rows.

Every server process may call `start()`; the claims keep them apart. `state()` tells /healthz what is going on.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connections
from django.db.models import Min

from kit import clock
from messaging import queue
from messaging.models import Job

log = logging.getLogger(__name__)
IDLE = 0.5  # seconds between two looks at an empty lane
PULSE_EVERY = 5
DEAD_AFTER = 30  # seconds without a pulse


class Runner:
    """The threads of one process."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._bells: dict[str, threading.Event] = {lane: threading.Event() for lane in queue.LANES}
        self._threads = [
            threading.Thread(target=self._work, args=(lane,), name=f"jobs-{lane}", daemon=True) for lane in queue.LANES
        ]

    def start(self) -> None:
        queue.bells.add(self.ring)
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = 10) -> None:
        """Let running jobs end for so many seconds in all; another worker takes up the rest after the lease."""
        end = time.monotonic() + seconds
        self._stop.set()
        for bell in self._bells.values():
            bell.set()
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def ring(self, job: Job) -> None:
        self._bells[job.lane].set()

    def _work(self, lane: str) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                if lane == Job.Lane.BEAT:
                    self._arm()
                pause = 0 if queue.run_one([lane]) else IDLE
                failures = 0
                close_old_connections()
            except Exception as fault:  # noqa: BLE001 - a database that is away comes back; the thread must be there
                failures += 1
                pause = min(30, 2**failures * IDLE)
                log.warning("lane %s cannot work: %s; next try in %s s", lane, type(fault).__name__, pause)
                connections.close_all()
            self._bells[lane].wait(pause)
            self._bells[lane].clear()
        connections.close_all()

    _armed_at: datetime | None = None

    def _arm(self) -> None:
        """Now and then, because rows may go: a restored backup, a table emptied by hand."""
        now = clock.machine_now()
        if self._armed_at is None or (now - self._armed_at).total_seconds() > 60:
            queue.arm()
            self._armed_at = now


_running: tuple[int, Runner] | None = None


def start() -> None:
    """Begin working in this process, once; a fork begins anew. Does nothing where Celery works."""
    global _running
    if settings.REDIS_URL or (_running and _running[0] == os.getpid()):
        return
    _running = (os.getpid(), Runner())
    _running[1].start()


def stop(seconds: float = 10) -> None:
    global _running
    if _running and _running[0] == os.getpid():
        _running[1].stop(seconds)
    _running = None


def state() -> dict[str, Any]:
    """How work is going, in any process: `alive` means that a job was claimed, run and ended just now."""
    now = clock.machine_now()
    pulse = Job.objects.filter(key="every:messaging.pulse").values_list("finished_at", flat=True).first()
    return {
        "mode": "celery" if settings.REDIS_URL else "embedded",
        "alive": pulse is not None and (now - pulse).total_seconds() < DEAD_AFTER,
        "oldest_due_seconds": queue.oldest_due_seconds(now),
    }


def outbox_age_seconds() -> float:
    """How long the oldest message has been waiting to leave."""
    states = (Job.State.QUEUED, Job.State.RUNNING)
    oldest = Job.objects.filter(kind="messaging.deliver", state__in=states).aggregate(at=Min("created_at"))["at"]
    return round((clock.machine_now() - oldest).total_seconds(), 1) if oldest else 0.0
