"""Does jobs in the foreground until it is told to stop: beside the server, or alone on another machine."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from messaging.runner import Runner


class Command(BaseCommand):
    help = "Does background jobs in the foreground; end with Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        told = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: told.set())
        runner = Runner()
        runner.start()
        self.stdout.write("working; Ctrl-C ends it")
        told.wait()
        runner.stop()
