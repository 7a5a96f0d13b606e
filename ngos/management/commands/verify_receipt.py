"""`manage.py verify_receipt FILE`: does a receipt hold, and does it name this envelope?"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ngos.bidding import store
from ngos.bidding.envelope import receipt_holds


class Command(BaseCommand):
    help = "Check a bid's receipt against the published key, offline; ends non-zero when it does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("receipt", type=Path)
        parser.add_argument("--envelope", type=Path, help="the sealed bid that the receipt should name")
        parser.add_argument("--key", default="", help="the public key in hex; this platform's own when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            receipt = json.loads(options["receipt"].read_text(encoding="utf-8"))
            public = bytes.fromhex(options["key"]) if options["key"] else store.receipt_public()
        except (OSError, ValueError) as why:
            raise CommandError(f"cannot be read: {why}") from None
        if not isinstance(receipt, dict) or not receipt_holds(receipt, public):
            raise CommandError("the receipt does not hold: it was altered, or another platform signed it")
        if options["envelope"]:
            digest = hashlib.sha256(options["envelope"].read_bytes()).hexdigest()
            if digest != receipt["digest"]:
                raise CommandError("the receipt holds, but names another envelope")
        self.stdout.write(f"holds: {receipt['tender']} version {receipt['version']} at {receipt['received_at']}")
