"""Starts a Celery worker and, in the same process, the relay that rings for rows nobody has heard of."""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import Any

from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connections

from config.celery import app
from messaging import queue, relay

log = logging.getLogger(__name__)
LOOK_EVERY = 0.5  # seconds; some sweeps come every second
LANES = (
    "which jobs it does; all by default. With one worker for `beat quick` and one for `long` no import holds up a seal."
)
_stop = threading.Event()


class Command(BaseCommand):
    help = "Starts a worker for installations with REDIS_URL."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--concurrency", type=int, default=max(2, os.cpu_count() or 2))
        parser.add_argument("--lanes", nargs="+", choices=queue.LANES, default=list(queue.LANES), help=LANES)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.REDIS_URL:
            raise CommandError("REDIS_URL is not set: the server does the jobs itself, no worker is needed.")
        # Processes that Celery starts find the house where this one did.
        os.environ["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
        worker_ready.connect(_start_relay, weak=False)
        worker_shutting_down.connect(lambda **_: _stop.set(), weak=False)
        connections.close_all()  # a connection must not be shared with the processes that are forked
        lanes = ",".join(relay.queue_of(lane) for lane in options["lanes"])
        app.worker_main(
            ["worker", "--loglevel=INFO", "--without-gossip", f"--concurrency={options['concurrency']}", "-Q", lanes,
             "-n", f"tongxin-{os.getpid()}@%h"]
        )  # fmt: skip


def _start_relay(**_: Any) -> None:
    threading.Thread(target=_relay, name="relay", daemon=True).start()


def _relay() -> None:
    looks = 0
    while not _stop.is_set():
        try:
            if looks % 120 == 0:
                queue.arm()
            relay.ring_due()
            looks += 1
            close_old_connections()
        except Exception as fault:  # noqa: BLE001 - the database comes back, and the relay must be there
            log.warning("the relay cannot work: %s", type(fault).__name__)
            connections.close_all()
            _stop.wait(5)
        _stop.wait(LOOK_EVERY)
