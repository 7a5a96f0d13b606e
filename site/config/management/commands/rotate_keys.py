"""`manage.py rotate_keys`: makes a new key for sealed fields and seals everything again with it, while people work."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from audit import trail
from kit import keys, rotation


class Command(BaseCommand):
    help = "Make a new key and seal everything again with it. Restart the server and the workers between the two steps."

    def add_arguments(self, parser: Any) -> None:
        step = parser.add_mutually_exclusive_group(required=True)
        step.add_argument("--add", action="store_true", help="step 1: make the key; then restart server and workers")
        step.add_argument("--reseal", action="store_true", help="step 2: seal again whatever an older key sealed")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["add"]:
            number = keys.add()
            trail.record("keeping.add_key", by=None, detail={"key": number})
            self.stdout.write(f"Key {number} is made. Restart server and workers, then: manage.py rotate_keys --reseal")
            return
        begun = time.monotonic()
        done = rotation.reseal_all()
        trail.record("keeping.reseal", by=None, detail={"values": done, "key": keys.newest()})
        self.stdout.write(f"{done} values sealed with key {keys.newest()} in {time.monotonic() - begun:.1f} s.")
        self.stdout.write("Keep the older keys as long as copies from before are kept.")
