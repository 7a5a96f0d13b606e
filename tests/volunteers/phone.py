"""A phone without a network, as far as the house can tell: a key, a counter, a clock of its own, and what it noted."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from accounts.models import User
from kit import clock
from kit.presence import Entry
from volunteers.attendance import services
from volunteers.models import PresenceDevice, Shift


class Phone:
    """`ahead` is how wrong its clock is. It has no network until `sync`."""

    def __init__(self, shift: Shift, by: User, *, ahead: timedelta = timedelta()) -> None:
        self.key, self.by, self.ahead = ec.generate_private_key(ec.SECP256R1()), by, ahead
        self.device: PresenceDevice = services.enrol(shift, by=by, public_key=self.public_key)
        self.began = clock.machine_now()
        self.noted: list[tuple[Entry, str]] = []

    @property
    def public_key(self) -> str:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint).hex()

    def now(self) -> datetime:
        """It stands still between two acts, so that tests can say when something was to the second."""
        return self.began + self.ahead

    def note(self, whom: Any, direction: str = "in", *, ago: timedelta = timedelta(), **change: Any) -> Entry:
        """Note somebody, so long ago; `change` falsifies a part before it is signed."""
        who = f"signup:{whom.pk}" if hasattr(whom, "pk") else whom
        entry = Entry(
            self.device.handle, self.device.shift_id, len(self.noted) + 1, secrets.token_hex(16), direction, who,
            (self.now() - ago).isoformat(),
        )  # fmt: skip
        entry = replace(entry, **change)
        self.noted.append((entry, self.sign(entry)))
        return entry

    def sign(self, entry: Entry) -> str:
        r, s = decode_dss_signature(self.key.sign(entry.text, ec.ECDSA(SHA256())))
        return (r.to_bytes(32, "big") + s.to_bytes(32, "big")).hex()

    def sync(self, by: User | None = None) -> list[str]:
        """Send everything, as after every try whose answer was lost; what became of each."""
        answers = services.sync(self.device, self.noted, by=by or self.by, sent_at=self.now())
        self.why = [a.why for a in answers]
        return [a.state for a in answers]
